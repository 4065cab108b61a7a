/** Two operators never meet, and this suite would notice if they could. */
import {
  Absences,
  Acceptance,
  Agencies,
  AgencyStaff,
  ApiKeyId,
  ApiKeyRepository,
  Contacts,
  Corrections,
  Idempotency,
  Drivers,
  type OperatorId,
  PriceBooks,
  Quotes,
  Vehicles,
  Zone,
} from "@caleche/core"
import { as, freshUuid, inputs } from "@caleche/testing"
import { DateTime, Effect, Schema } from "effect"
import type { Client } from "pg"
import { beforeAll, describe, expect, test } from "vitest"
import { order, query, storageOn, using } from "./database.ts"

const { url, run } = storageOn("tenancy")
let mine: OperatorId
let theirs: OperatorId
let tables: ReadonlyArray<string>

const zone = Schema.decodeUnknownSync(Zone)({
  id: "PARIS",
  name: "Paris",
  shape: { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 },
})

/** An operator with rows in every table. */
const populated = Effect.gen(function* () {
  const { actor, client, operator } = yield* order
  const createdAt = DateTime.makeUnsafe("2026-12-01T00:00:00Z")
  const agency = yield* as(actor)(Effect.flatMap(Agencies, (agencies) => agencies.create({ name: "Agency" })))
  const lise = { name: "Lise", email: "lise@example.org" }
  yield* as(actor)(Effect.flatMap(AgencyStaff, (people) => people.invite(agency.id, lise)))
  const driver = yield* as(actor)(Effect.flatMap(Drivers, (drivers) => drivers.create(inputs.driver())))
  const absence = { from: createdAt, until: DateTime.add(createdAt, { days: 1 }) }
  yield* as(actor)(Effect.flatMap(Absences, (absences) => absences.add(driver.id, absence)))
  yield* as(actor)(Effect.flatMap(Vehicles, (vehicles) => vehicles.create(inputs.vehicle())))
  yield* as(actor)(Effect.flatMap(PriceBooks, (books) => books.add("zones", zone)))
  yield* as(actor)(
    Effect.gen(function* () {
      const contacts = yield* Contacts
      const { contact } = yield* contacts.create({ lastName: "Moreau" })
      yield* contacts.link(client.id, contact.id, { role: "BOOKER" })
    }),
  )
  yield* as(actor)(
    Effect.gen(function* () {
      const quotes = yield* Quotes
      const quote = yield* quotes.create(inputs.quote(client.id))
      yield* quotes.send(quote.id, { channel: "MANUAL" })
      const { order } = yield* (yield* Acceptance).accept(quote.id, {})
      yield* (yield* Corrections).raise(order.id, { status: "COMPLETED", reason: "subcontracted" })
    }),
  )
  yield* Effect.flatMap(ApiKeyRepository, (keys) =>
    keys.insert({
      id: ApiKeyId.make(freshUuid()),
      operatorId: operator.id,
      name: "key",
      role: "ADMIN",
      hash: freshUuid().replaceAll("-", "").padEnd(64, "0"),
      createdAt,
    }),
  )
  const request = { operatorId: operator.id, credential: "c", key: "k", route: "POST /x", bodyHash: "h" }
  yield* Effect.flatMap(Idempotency, (idempotency) => idempotency.begin(request, createdAt))
  return operator.id
})

beforeAll(async () => {
  mine = await run(populated)
  theirs = await run(populated)
  const rows = await query<{ name: string }>(
    url,
    `select c.relname as name from pg_class c where c.relnamespace = 'caleche'::regnamespace
       and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migrations' order by 1`,
  )
  tables = rows.map(({ name }) => name)
})

/** Whose rows the app role sees, table by table, bound to `operator` or to none. `before` runs as superuser, and is undone. */
const seenBy = (operator: string, before: string = "select 1") =>
  using(url, async (client) => {
    await client.query("begin")
    await client.query(before)
    await client.query("set local role caleche_app")
    await client.query("select set_config('caleche.operator', $1, true)", [operator])
    const seen: Record<string, ReadonlyArray<string>> = {}
    for (const table of tables) {
      const { rows } = await client.query<{ id: string }>(
        `select distinct operator_id as id from caleche.${table} order by 1`,
      )
      seen[table] = rows.map(({ id }) => id)
    }
    await client.query("rollback")
    return seen
  })

const everyTable = (operators: ReadonlyArray<string>) =>
  Object.fromEntries(tables.map((table) => [table, operators]))

describe("the app role", () => {
  test("sees its operator's rows in every table, and nobody else's", async () => {
    expect(tables.length).toBeGreaterThan(13)
    expect(await seenBy(mine)).toEqual(everyTable([mine]))
    expect(await seenBy(theirs)).toEqual(everyTable([theirs]))
  })

  test("would be noticed to see more or less, were the policy of any table dropped or switched off", async () => {
    const two = [mine, theirs].sort()
    for (const table of tables) {
      const dropped = await seenBy(mine, `drop policy operator on caleche.${table}`)
      expect(dropped).toEqual({ ...everyTable([mine]), [table]: [] })
      const off = await seenBy(mine, `alter table caleche.${table} disable row level security`)
      expect(off).toEqual({ ...everyTable([mine]), [table]: two })
    }
  })

  test("sees no row without the gate", async () => {
    expect(await seenBy("")).toEqual(everyTable([]))
  })

  test("cannot write a row of another operator", async () => {
    await using(url, async (client) => {
      for (const table of tables) {
        const columns = await writtenOf(client, table)
        const forged = `insert into caleche.${table} (${columns}) select ${columns.replaceAll(/(^|, )/g, "$1r.")} from caleche.${table} t,
          jsonb_populate_record(null::caleche.${table}, to_jsonb(t) || '{"operator_id": "${theirs}"}') r`
        expect(`${table}: ${await refusal(client, forged)}`).toMatch(/violates row-level security policy/)
      }
      const changed = `update caleche.quotes set operator_id = '${theirs}'`
      expect(await refusal(client, changed)).toMatch(/violates row-level security policy/)
    })
  })

  test("may read no partition of history by itself, change no entry, and delete nothing but kept answers, views, contacts and absences", async () => {
    await using(url, async (client) => {
      expect(await refusal(client, "select * from caleche.history_default")).toMatch(/permission denied/)
      expect(await refusal(client, "update caleche.history set action = 'x'")).toMatch(/permission denied/)
      for (const table of tables.filter(
        (name) =>
          ![
            "idempotency",
            "order_drivers",
            "client_contacts",
            "contacts",
            "quote_contacts",
            "driver_absences",
          ].includes(name),
      )) {
        expect(`${table}: ${await refusal(client, `delete from caleche.${table}`)}`).toMatch(
          /permission denied/,
        )
      }
    })
  })
})

/** The columns of a table but for those the database computes itself. */
async function writtenOf(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`caleche.${table}`],
  )
  return rows[0]!.columns
}

/** What the app role, bound to `mine`, is told when it tries `statement`. */
async function refusal(client: Client, statement: string): Promise<string> {
  await client.query("begin")
  await client.query("set local role caleche_app")
  await client.query("select set_config('caleche.operator', $1, true)", [mine])
  try {
    await client.query(statement)
    return "nothing"
  } catch (cause) {
    return String(cause)
  } finally {
    await client.query("rollback")
  }
}

describe("every table", () => {
  test("starts with operator_id and holds its policy against its owner too", async () => {
    const rows = await query(
      url,
      `select c.relname as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
       left join pg_policy p on p.polrelid = c.oid and p.polname = 'operator' and p.polcmd = '*' and p.polroles = '{0}'
       where c.relnamespace = 'caleche'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and c.relname <> 'migrations'
         and not (a.attname = 'operator_id' and c.relrowsecurity and c.relforcerowsecurity
           and coalesce(pg_get_expr(p.polqual, c.oid) = pg_get_expr(p.polwithcheck, c.oid), false))`,
    )
    expect(rows).toEqual([])
  })

  test("has keys, indexes and references that lead with it, but for those that look across operators", async () => {
    const indexes = await query<{ name: string }>(
      url,
      `select i.indexrelid::regclass::text as name from pg_index i
       join pg_class c on c.oid = i.indrelid and not c.relispartition and c.relname <> 'migrations'
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.relnamespace = 'caleche'::regnamespace and a.attname <> 'operator_id' order by 1`,
    )
    expect(indexes.map(({ name }) => name)).toEqual([
      "caleche.agency_invitations_hash",
      "caleche.agency_users_credential",
      "caleche.api_keys_hash",
      "caleche.idempotency_age",
      "caleche.outbox_due",
      "caleche.outbox_settled",
      "caleche.quotes_open_until",
    ])
    const references = await query(
      url,
      `select conname from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.connamespace = 'caleche'::regnamespace and k.contype = 'f' and a.attname <> 'operator_id'`,
    )
    expect(references).toEqual([])
  })

  test("is above its policy for nobody but the roles that answer single questions", async () => {
    const rows = await query<{ policy: string }>(
      url,
      `select p.tablename || ' ' || p.cmd || ' ' || array_to_string(p.roles, ',') as policy from pg_policies p
       where p.schemaname = 'caleche' and p.policyname <> 'operator' order by 1`,
    )
    expect(rows.map(({ policy }) => policy)).toEqual([
      "agency_invitations SELECT caleche_owner",
      "agency_users SELECT caleche_owner",
      "api_keys SELECT caleche_owner",
      "clients SELECT caleche_search",
      "contacts SELECT caleche_search",
      "idempotency ALL caleche_system",
      "operators SELECT caleche_system",
      "outbox ALL caleche_system",
      "quotes SELECT caleche_system",
    ])
    await using(url, async (client) => {
      await client.query("set role caleche_system")
      await expect(client.query("select * from caleche.quotes")).rejects.toThrow("permission denied")
    })
  })
})
