/**
 * Locks are taken in one order everywhere: quote, order, driver, vehicle, client, counter. A mission is changed under the lock of its
 * order. So no two commands wait for each other.
 */
import { Acceptance, Clients, Dispatch, Drivers, Merging, Quotes, Vehicles } from "@caleche/core"
import { as, inputs } from "@caleche/testing"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { order, recorded, sentQuote, storageOn } from "./database.ts"

const { run } = storageOn("locks")

const ranks = ["quotes", "orders", "drivers", "vehicles", "clients", "counters"]

/** The rows a statement locks or changes first, by table, in the order PostgreSQL comes to them. */
const locking = (text: string): ReadonlyArray<string> => {
  const table = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!)
  if (text.endsWith("for no key update")) return table(/from caleche\.(\w+)/g).slice(0, 1)
  return table(/(?:update|insert into) caleche\.(\w+)/g)
}

/** Tables in the order their rows were first locked by somebody who may have to wait for them. */
const lockOrder = (statements: ReadonlyArray<readonly [string, unknown]>): ReadonlyArray<string> => [
  ...new Set(statements.flatMap(([text]) => locking(text)).filter((table) => ranks.includes(table))),
]

test("an acceptance locks quote, client, then counter, and its last statement takes the number", async () => {
  const { actor, quote } = await run(sentQuote)
  const { statements } = await run(
    recorded(Effect.flatMap(Acceptance, (use) => use.accept(quote.id, {})).pipe(as(actor))),
  )
  expect(lockOrder(statements)).toEqual(["quotes", "clients", "counters", "orders"])
  // The order is new: nobody can hold a lock on it.
  expect(statements.at(-1)![0]).toMatch(/insert into caleche\.counters .* insert into caleche\.orders /)
})

test("an acceptance makes eight statements between BEGIN and COMMIT, however many lines and missions", async () => {
  const { actor, quote } = await run(sentQuote)
  const { statements } = await run(
    recorded(Effect.flatMap(Acceptance, (use) => use.accept(quote.id, {})).pipe(as(actor))),
  )
  const first = statements.map(([text]) => /(?:from|update|into) caleche\.(\w+)/.exec(text)![1])
  expect(first).toEqual([
    "quotes",
    "operators",
    "clients",
    "quotes",
    "history",
    "outbox",
    "communications",
    "counters",
  ])
  // Its row lies in many indexes: stage and last activity are written at once.
  expect(statements.flatMap(([text]) => text.match(/update caleche\.clients/g) ?? [])).toHaveLength(1)
})

test("sending a quote moves its client's last activity once, in the statement that saves the quote", async () => {
  const { actor, quote } = await run(sentQuote)
  const { statements } = await run(
    recorded(Effect.flatMap(Quotes, (use) => use.resend(quote.id, {})).pipe(as(actor))),
  )
  const moving = statements.filter(([text]) => text.includes("update caleche.clients"))
  expect(moving).toHaveLength(1)
  expect(moving[0]![0]).toContain("update caleche.quotes")
  expect(statements.some(([text]) => text.includes("insert into caleche.communications"))).toBe(true)
})

test("an assignment locks the order, then the driver, before it changes the mission and the order", async () => {
  const { actor, order: made } = await run(order)
  const { statements } = await run(
    recorded(
      Effect.gen(function* () {
        const driver = yield* (yield* Drivers).create(inputs.driver())
        return yield* (yield* Dispatch).assign(made.lines[0]!.missionId!, driver.id)
      }).pipe(as(actor)),
    ),
  )
  const all = statements.flatMap(([text]) => locking(text))
  // After the driver was made: lock, lock, then writes.
  expect(all).toEqual([
    "drivers",
    "history",
    "orders",
    "drivers",
    "missions",
    "orders",
    "order_lines",
    "history",
  ])
})

test("a vehicle is locked after the driver", async () => {
  const { actor, order: made } = await run(order)
  const { statements } = await run(
    recorded(
      Effect.gen(function* () {
        const driver = yield* (yield* Drivers).create(inputs.driver())
        const { id: vehicleId } = yield* (yield* Vehicles).create(inputs.vehicle())
        return yield* (yield* Dispatch).assign(made.lines[0]!.missionId!, driver.id, undefined, { vehicleId })
      }).pipe(as(actor)),
    ),
  )
  const locked = statements.filter(([text]) => text.endsWith("for no key update"))
  expect(locked.flatMap(([text]) => locking(text))).toEqual(["orders", "drivers", "vehicles"])
})

test("a merge locks the source's quotes and orders, then both clients by id, then both cards by id", async () => {
  const { actor, order: made } = await run(order)
  const { cards, clients, statements } = await run(
    Effect.gen(function* () {
      const use = yield* Clients
      const source = yield* use.get(made.clientId)
      const target = yield* use.create(inputs.privateClient("Jeanne", "j@example.org"))
      const told = yield* recorded(Effect.flatMap(Merging, ({ merge }) => merge(source.id, target.id)))
      return {
        clients: [source.id, target.id].toSorted(),
        cards: [source.selfContactId!, target.selfContactId!].toSorted(),
        statements: told.statements,
      }
    }).pipe(as(actor)),
  )
  const locked = statements.filter(([text]) => /for no key update( of c)?$/.test(text))
  const rows = locked.map(([text, values]) => {
    const [, table] = /^select .*? from caleche\.(\w+)/.exec(text)!
    return table === "clients" || table === "contacts" ? values.at(-1) : table
  })
  expect(rows).toEqual(["quotes", "orders", ...clients, ...cards])
  const first = locked.map((statement) => statements.indexOf(statement)).at(-1)!
  expect(statements.slice(0, first).some(([text]) => /(update|insert into) caleche/.test(text))).toBe(false)
})

test("every statement carries the gate, but for those that are nobody's", async () => {
  const { actor, quote } = await run(sentQuote)
  const { statements } = await run(
    recorded(Effect.flatMap(Acceptance, (use) => use.accept(quote.id, {})).pipe(as(actor))),
  )
  for (const [text] of statements) expect(text).toContain("(select set_config('caleche.operator', $")
})
