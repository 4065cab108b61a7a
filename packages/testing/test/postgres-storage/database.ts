/** A migrated database of its own for a test file, the use cases over it, and a superuser's view of what lies in it. */
import {
  Acceptance,
  Clients,
  type IdGenerator,
  OrderRepository,
  Quotes,
  type StoragePorts,
  type UseCases,
} from "@caleche/core"
import { layer, migrate, type PostgresOptions } from "@caleche/storage-postgres"
import { as, inputs, newOperator, staff, useCases } from "@caleche/testing"
import { createDatabase, dropDatabase } from "@caleche/testing/postgres"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { Statement } from "effect/sql"
import { Client } from "pg"
import { afterAll, beforeAll, inject } from "vitest"

export type Services = StoragePorts | UseCases.UseCases | IdGenerator

export const urlOf = (name: string): string => new URL(`/${name}`, inject("postgresUrl")).href

/** Runs `task` on one connection. */
export const using = async <A>(url: string, task: (client: Client) => Promise<A>): Promise<A> => {
  const client = new Client({ connectionString: url })
  client.on("error", () => {}) // some tests end connections from outside
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}

/** Rows of one statement, as superuser. */
export const query = <Row extends object = Record<string, unknown>>(
  url: string,
  text: string,
  values: ReadonlyArray<unknown> = [],
): Promise<ReadonlyArray<Row>> =>
  using(url, async (client) => (await client.query<Row>(text, [...values])).rows)

/** An empty database that goes when the file's tests are over. */
export const emptyDatabase = (name: string): string => {
  beforeAll(() => createDatabase(inject("postgresUrl"), name))
  afterAll(() => dropDatabase(inject("postgresUrl"), name))
  return urlOf(name)
}

/** A migrated database, and `run` for effects over its storage. */
export const storageOn = (name: string, options: Partial<PostgresOptions> = {}) => {
  const url = urlOf(name)
  const runtime = ManagedRuntime.make(
    useCases().pipe(Layer.provideMerge(layer({ url: Redacted.make(url), ...options }))),
  )
  beforeAll(async () => {
    await createDatabase(inject("postgresUrl"), name)
    await Effect.runPromise(migrate({ url: Redacted.make(url), ...options }))
  })
  afterAll(async () => {
    await runtime.dispose()
    await dropDatabase(inject("postgresUrl"), name)
  })
  return { url, run: <A, E>(effect: Effect.Effect<A, E, Services>): Promise<A> => runtime.runPromise(effect) }
}

/** An operator whose private client has a sent quote of two rides that overlap. */
export const sentQuote = Effect.gen(function* () {
  const operator = yield* newOperator()
  const actor = staff(operator, "ADMIN")
  return yield* Effect.gen(function* () {
    const client = yield* (yield* Clients).create(inputs.privateClient())
    const rides = ["2027-12-01T06:30:00+01:00", "2027-12-01T06:45:00+01:00"].map((at) => inputs.transport(at))
    const quotes = yield* Quotes
    const draft = yield* quotes.create(inputs.quote(client.id, rides))
    const quote = yield* quotes.send(draft.id, {})
    return { operator, actor, client, quote }
  }).pipe(as(actor))
})

/** The same, accepted. */
export const order = Effect.gen(function* () {
  const sent = yield* sentQuote
  const { order } = yield* as(sent.actor)(Effect.flatMap(Acceptance, (use) => use.accept(sent.quote.id, {})))
  return {
    ...sent,
    order: yield* Effect.flatMap(OrderRepository, (orders) => orders.get(sent.operator.id, order.id)),
  }
})

/** Runs `effect` and collects the text and parameters of its statements, without BEGIN, COMMIT and savepoints. */
export const recorded = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const statements: Array<readonly [text: string, values: ReadonlyArray<unknown>]> = []
    return effect.pipe(
      Effect.provideService(Statement.CurrentTransformer, (statement) =>
        Effect.sync(() => {
          const [text, values] = statement.compile()
          statements.push([text.replaceAll(/\s+/g, " ").trim(), values])
          return statement
        }),
      ),
      Effect.map((value) => ({ value, statements })),
    )
  })
