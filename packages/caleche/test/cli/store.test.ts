/** The commands over a store, each a process of its own: the embedded one and PostgreSQL. */
import { Acceptance, Clients, OperatorRepository, Quotes, StorageCheck } from "@caleche/core"
import { makePglite } from "@caleche/storage-pglite"
import { as, inputs, staff } from "@caleche/testing"
import { startPostgres } from "@caleche/testing/postgres"
import { Effect, Redacted } from "effect"
import { Client } from "pg"
import { expect, it, onTestFinished } from "vitest"
import { commandWorld } from "../../src/cli/world.ts"
import type { Keeping } from "../../src/cli/settings.ts"
import { airportBook, toTheAirport } from "./airportBook.ts"
import { caleche, folder, launch } from "./caleche.ts"

const patience = { timeout: 400_000 }

/** An accepted quote of the only operator; the client's id. */
const sell = (keeping: Keeping): Promise<string> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const [id] = yield* StorageCheck.use(({ operators }) => operators)
      const operator = yield* (yield* OperatorRepository).get(id!) // it was just made
      return yield* Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.privateClient())
        const draft = yield* (yield* Quotes).create(
          inputs.quote(client.id, [inputs.transport("2030-12-01T06:30:00+01:00")]),
        )
        yield* (yield* Quotes).send(draft.id, {})
        yield* (yield* Acceptance).accept(draft.id, {})
        return client.id
      }).pipe(as(staff(operator, "ADMIN")))
    }).pipe(Effect.provide(commandWorld(keeping))),
  )

/** Spoils a view, and ages the keys of a client. */
const spoilt = [
  "update caleche.orders set status = 'COMPLETED'",
  "update caleche.clients set search_version = 0, search_index = ''",
]

/** Check finds nothing, then what was spoilt; rekey mends the keys and leaves the difference. */
const checked = async (
  env: Readonly<Record<string, string>>,
  keeping: Keeping,
  run: (statements: ReadonlyArray<string>) => Promise<void>,
) => {
  const clientId = await sell(keeping)
  const clean = await caleche(["check"], env)
  expect(clean.out).toMatch(/^ORDER +1 +0$/m)
  expect(clean.out).toMatch(/^SEARCH_KEYS +[1-9]\d* +0$/m)
  expect(clean.err).toContain("messages wait in the outbox")
  expect(clean.status).toBe(0)

  await run(["set session_replication_role = replica", ...spoilt])
  const found = await caleche(["check", "--json"], env)
  const differences = found.out
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Record<string, string> => JSON.parse(line))
  expect(found.status).toBe(1)
  expect(differences).toContainEqual(
    expect.objectContaining({ view: "ORDER", field: "status", stored: "COMPLETED", expected: "PENDING" }),
  )
  expect(differences).toContainEqual(expect.objectContaining({ view: "SEARCH_KEYS", id: clientId }))
  expect(differences.map(({ view }) => view).toSorted()).toEqual(["ORDER", "SEARCH_KEYS"])
  expect(found.out + found.err).not.toMatch(/jeanne/i)

  const mended = await caleche(["check", "--rekey"], env)
  expect(mended.err).toMatch(/1 of \d+ records have their keys anew/)
  expect(mended.out).toMatch(/^SEARCH_KEYS +\d+ +0$/m)
  expect(mended.out).toMatch(/^ORDER \S+ status: is COMPLETED, should be PENDING$/m)
  expect(mended.status).toBe(1)
}

it(
  "the embedded store: a key, a book, a price; the check finds what is spoilt and mends keys",
  patience,
  async () => {
    const dataDir = await folder(onTestFinished)
    const env = { DATA_DIR: dataDir }
    const created = await caleche(["keys", "create", "--new-operator", "Ma VTC"], env)
    expect(created.out).toMatch(/^cal_live_[0-9a-f]{32}_[0-9a-f]{64}\n$/)
    expect(created.err).toContain("Operator Ma VTC: ")
    const reader = await caleche(["keys", "create", "--name", "portal", "--contacts", "READ", "--json"], env)
    const { id, key } = JSON.parse(reader.out)

    const imported = await caleche(["book", "import"], env, JSON.stringify(airportBook))
    expect(imported.out).toBe("Ma VTC: version 1 is in force; 4 rows added, 0 changed, 0 removed\n")
    const exported = await caleche(["book", "export"], env)
    expect(exported.err).toBe("")
    expect(JSON.parse(exported.out)).toMatchObject({ version: 1, name: "Airport 2026" })
    const priced = await caleche(["price", "--json"], env, JSON.stringify(toTheAirport))
    expect(priced.err).toBe("")
    expect(JSON.parse(priced.out)).toMatchObject({ priceBookVersion: 1, totals: { net: "120.00" } })

    expect((await caleche(["keys", "revoke", id], env)).status).toBe(0)
    const listed = await caleche(["keys", "list"], env)
    expect(listed.out).toMatch(new RegExp(`^${id} +OPERATOR +READ +revoked .* portal$`, "m"))
    expect(listed.out).toMatch(/ADMIN +as the role +valid/)
    expect(listed.out).not.toContain(key)

    await checked(env, { store: "embedded", dataDir }, (statements) =>
      Effect.runPromise(
        Effect.scoped(
          Effect.flatMap(makePglite({ dataDir }), (pglite) => Effect.forEach(statements, pglite.exec)),
        ).pipe(Effect.asVoid),
      ),
    )
  },
)

it(
  "PostgreSQL: the database is migrated, keys open a server, the check finds what is spoilt",
  patience,
  async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    const url = postgres.url()
    const env = { DATABASE_URL: url }
    const early = await caleche(["check"], env)
    expect(early.status).toBe(1)
    for (const _ of [1, 2]) expect(await caleche(["migrate"], env)).toMatchObject({ status: 0, err: "" })
    const key = (await caleche(["keys", "create", "--new-operator", "Ma VTC"], env)).out.trim()

    const server = launch(["serve", "--port", "0", "--no-migrate"], env)
    onTestFinished(() => void server.kill("SIGKILL"))
    const address = await new Promise<string>((resolve) => {
      let all = ""
      server.stdout!.on("data", (data) => {
        all += data
        const found = /(http:\S+)\/v1 /.exec(all)?.[1]
        if (found !== undefined) resolve(found)
      })
    })
    const orders = (authorization: string) => fetch(`${address}/v1/orders`, { headers: { authorization } })
    expect((await orders(`Bearer ${key}`)).status).toBe(200)
    expect((await orders("Bearer demo-admin")).status).toBe(401)
    const ended = new Promise((resolve) => server.once("exit", resolve))
    server.kill("SIGTERM")
    expect(await ended).toBe(0)

    await checked(env, { store: "postgres", url: Redacted.make(url) }, async (statements) => {
      const client = new Client({ connectionString: url })
      await client.connect()
      for (const statement of statements) await client.query(statement)
      await client.end()
    })
  },
)

it("the statements it prints set up an empty database", patience, async () => {
  const { err, out, status } = await caleche(["migrate", "--print"])
  expect({ err, status }).toEqual({ err: "", status: 0 })
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const client = new Client({ connectionString: postgres.url() })
  await client.connect()
  await client.query(out)
  await client.end()
  const env = { DATABASE_URL: postgres.url() }
  const { out: table, status: clean } = await caleche(["check"], env)
  expect(table).toMatch(/^STORAGE +\d+ +0$/m)
  expect(clean).toBe(0)
})
