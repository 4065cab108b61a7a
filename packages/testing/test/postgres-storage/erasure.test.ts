/** After an erasure a dump of all tables holds nothing of what was known of the person. */
import {
  Agencies,
  AgencyStaff,
  Clients,
  Communications,
  Contacts,
  Idempotency,
  NewClient,
  UnitOfWork,
} from "@caleche/core"
import { as, newOperator, staff } from "@caleche/testing"
import { DateTime, Effect, Schema } from "effect"
import { expect, test } from "vitest"
import { query, storageOn } from "./database.ts"

const { url, run } = storageOn("erasure")

/** Everything in the schema's tables as one text. */
const dump = async (): Promise<string> => {
  const tables = await query<{ name: string }>(
    url,
    `select relname as name from pg_class where relnamespace = 'caleche'::regnamespace and relkind in ('r', 'p') and not relispartition`,
  )
  const texts: Array<string> = []
  for (const { name } of tables) {
    const rows = await query<{ text: string }>(url, `select t::text as text from caleche.${name} t`)
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join("\n").toLowerCase()
}

const planted = [
  "canaryfirst",
  "canarylast",
  "canary@example.org",
  "+33698765432",
  "canarystreet",
  "canarycity",
  "canarynotes",
  "canaryrenamed",
  "canarysource",
  "canarysubject",
  "canarytext",
  "canarybooker",
  "canarybooker@example.org",
]

test("F97 names, addresses, numbers, notes and consent are nowhere once a person is erased", async () => {
  const erase = await run(
    Effect.gen(function* () {
      const operator = yield* newOperator()
      const actor = staff(operator, "ADMIN")
      const work = Effect.gen(function* () {
        const clients = yield* Clients
        const contacts = yield* Contacts
        const client = yield* clients.create(
          Schema.decodeUnknownSync(NewClient)({
            type: "PRIVATE",
            name: "x",
            contact: { firstName: "CanaryFirst", lastName: "CanaryLast" },
            email: "Canary@Example.org",
            phone: "+33698765432",
            address: { street: "CanaryStreet", city: "CanaryCity" },
            notes: "CanaryNotes",
          }),
        )
        yield* contacts.edit(client.selfContactId!, {
          newsletter: { optedIn: true, source: "CanarySource", wordingVersion: "1" },
        })
        const request = {
          operatorId: operator.id,
          credential: "c",
          key: "k",
          route: "POST /x",
          bodyHash: "h",
        }
        const { atomically } = yield* UnitOfWork
        const idempotency = yield* Idempotency
        yield* atomically(
          operator.id,
          Effect.gen(function* () {
            yield* idempotency.begin(request, yield* DateTime.now)
            yield* idempotency.complete(request, { status: 201, headers: {}, body: JSON.stringify(client) })
          }),
        )
        yield* clients.edit(client.id, { contact: { firstName: "CanaryFirst", lastName: "CanaryRenamed" } })
        yield* (yield* Communications).write(client.id, { subject: "CanarySubject", text: "CanaryText" })
        const agency = yield* (yield* Agencies).create({ name: "Partner" })
        const staff = yield* AgencyStaff
        const booker = yield* staff.invite(agency.id, {
          name: "CanaryBooker",
          email: "CanaryBooker@example.org",
        })
        return Effect.andThen(contacts.erase(client.selfContactId!), staff.erase(agency.id, booker.id))
      })
      return as(actor)(yield* as(actor)(work))
    }),
  )
  const before = await dump()
  expect(planted.filter((value) => !before.includes(value))).toEqual([]) // each stands somewhere, or looking for it proves nothing
  await run(erase)
  const after = await dump()
  expect(planted.filter((value) => after.includes(value))).toEqual([])
})
