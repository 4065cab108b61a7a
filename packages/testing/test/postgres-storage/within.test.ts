/** Our writes inside a transaction of the host: committed and rolled back with it, and never in its way. */
import {
  Acceptance,
  Clients,
  CurrentActor,
  IdGenerator,
  type Operator,
  OperatorRepository,
  OrderId,
  OrderRepository,
  QuoteRepository,
  Quotes,
  type StoragePorts,
  UnitOfWork,
  UseCases,
} from "@caleche/core"
import { ddl, type HostTransaction, namesOf, portsWithin } from "@caleche/storage-postgres"
import { freshUuid, inputs, newOperator, staff } from "@caleche/testing"
import { PGlite } from "@electric-sql/pglite"
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin"
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { query, storageOn, using } from "./database.ts"

const names = namesOf({})

/** Runs use cases in `tx`, as a manager of the operator. */
const within =
  (tx: HostTransaction, operator: Operator) =>
  <A, E>(useCase: Effect.Effect<A, E, StoragePorts | UseCases.UseCases | CurrentActor>): Promise<A> =>
    Effect.runPromise(
      Effect.gen(function* () {
        const { joined, ports } = yield* portsWithin(tx, names, true)
        const world = UseCases.layer.pipe(
          Layer.provideMerge(Layer.merge(Layer.succeedContext(ports), IdGenerator.layer)),
        )
        const services = yield* Layer.build(world)
        const asManager = Effect.provideService(useCase, CurrentActor, staff(operator))
        return yield* joined(Effect.provideContext(asManager, services))
      }).pipe(Effect.scoped),
    )

/** A quote, sent and accepted: several units of work. */
const sold = Effect.gen(function* () {
  const client = yield* (yield* Clients).create(inputs.privateClient())
  const quotes = yield* Quotes
  const { id } = yield* quotes.create(inputs.quote(client.id))
  yield* quotes.send(id, { channel: "MANUAL" })
  const { order } = yield* (yield* Acceptance).accept(id, { channel: "PHONE" })
  return { order, quote: yield* quotes.get(id) }
})

const { run, url } = storageOn("within")

/** An operator, and a table of the host's with a booking to write. */
const host = async () => {
  await query(url, "create table if not exists bookings (id uuid primary key)")
  return { operator: await run(newOperator()), booking: freshUuid() }
}

const book = "insert into bookings values ($1)"

/** What everybody sees: of the host's booking, and of the operator's orders. */
const kept = async ({ booking, operator }: { readonly booking: string; readonly operator: Operator }) => {
  const [row] = await query(
    url,
    `select (select count(*)::int from bookings where id = $1) as bookings,
            (select count(*)::int from caleche.orders where operator_id = $2) as orders`,
    [booking, operator.id],
  )
  return row
}

describe("a use case in a transaction of the host", () => {
  it("is committed with it", async () => {
    const world = await host()
    await using(url, async (client) => {
      await client.query("begin")
      const { order, quote } = await within(client, world.operator)(sold)
      expect(order.number).toMatch(/^CMD-\d{4}-00001$/)
      expect(quote.validUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      await client.query(book, [world.booking])
      expect(await kept(world)).toEqual({ bookings: 0, orders: 0 })
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 1, orders: 1 })
  })

  it("is rolled back with it", async () => {
    const world = await host()
    await using(url, async (client) => {
      await client.query("begin")
      await client.query(book, [world.booking])
      await within(client, world.operator)(sold)
      await client.query("rollback")
    })
    expect(await kept(world)).toEqual({ bookings: 0, orders: 0 })
  })

  it("takes back only its own writes when it fails", async () => {
    const world = await host()
    const missing = OrderId.make(freshUuid())
    const failing = Effect.flatMap(UnitOfWork, ({ atomically }) =>
      atomically(
        world.operator.id,
        Effect.andThen(
          sold,
          OrderRepository.use((orders) => orders.get(world.operator.id, missing)),
        ),
      ),
    )
    await using(url, async (client) => {
      await client.query("begin")
      await client.query(book, [world.booking])
      await expect(within(client, world.operator)(failing)).rejects.toMatchObject({
        _tag: "OrderNotFound",
        id: missing,
      })
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 1, orders: 0 })
  })

  it("leaves alone what another one in the same transaction did before it failed", async () => {
    const world = await host()
    await using(url, async (client) => {
      await client.query("begin")
      const inside = within(client, world.operator)
      const { order } = await inside(sold)
      await expect(inside(Effect.andThen(sold, Effect.fail("changed my mind")))).rejects.toBeDefined()
      expect(await inside(OrderRepository.use((orders) => orders.get(world.operator.id, order.id)))).toEqual(
        expect.objectContaining({ number: order.number }),
      )
      await client.query(book, [world.booking])
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 1, orders: 1 })
  })

  it("does not poison it by a statement of ours that fails", async () => {
    const world = await host()
    await using(url, async (client) => {
      await client.query("begin")
      const inside = within(client, world.operator)
      const { quote } = await inside(sold)
      const again = QuoteRepository.use((quotes) =>
        quotes.insert(world.operator.id, quote, { kind: "QUOTE", prefix: "DEV", year: 2026 }),
      )
      await expect(inside(again)).rejects.toBeDefined()
      await client.query(book, [world.booking])
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 1, orders: 1 })
  })

  it("runs as the app role for its own operator, and puts the host's role and operator back", async () => {
    const { operator } = await host()
    const settings =
      "select current_user::text as user, current_setting('caleche.operator', true) as operator"
    await using(url, async (client) => {
      await client.query("begin")
      await client.query("select set_config('caleche.operator', 'the host''s', true)")
      const [before] = (await client.query(settings)).rows
      const seen = new Set<string>()
      const watched: HostTransaction = {
        query: async (text, params) => {
          const result = await client.query(text, params)
          if (text.includes("insert into")) seen.add(JSON.stringify((await client.query(settings)).rows[0]))
          return result
        },
      }
      await within(watched, operator)(sold)
      expect([...seen]).toEqual([JSON.stringify({ user: "caleche_app", operator: operator.id })])
      await expect(within(client, operator)(Effect.andThen(sold, Effect.fail("no")))).rejects.toBeDefined()
      expect((await client.query(settings)).rows).toEqual([before])
      await client.query("rollback")
    })
  })

  it("is refused when the host's login may not act as the app role, and the host goes on", async () => {
    const world = await host()
    await query(
      url,
      "do $$ begin create role stranger login; exception when duplicate_object then null; end $$",
    )
    await query(url, "grant insert on bookings to stranger")
    const asStranger = new URL(url)
    asStranger.username = "stranger"
    await using(asStranger.href, async (client) => {
      await client.query("begin")
      await expect(within(client, world.operator)(sold)).rejects.toMatchObject({
        _tag: "StorageFailed",
        operation: "within",
        retryable: false,
      })
      await client.query(book, [world.booking])
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 1, orders: 0 })
  })

  it("takes turns when several are asked for at once", async () => {
    const world = await host()
    await using(url, async (client) => {
      await client.query("begin")
      const inside = within(client, world.operator)
      const made = await Promise.all([inside(sold), inside(sold)])
      expect(new Set(made.map(({ order }) => order.number)).size).toBe(2)
      await client.query("commit")
    })
    expect(await kept(world)).toEqual({ bookings: 0, orders: 2 })
  })

  it("runs in a transaction of PGlite as well", async () => {
    const db = await PGlite.create({ extensions: { pg_trgm, btree_gist, btree_gin } })
    try {
      await db.exec(ddl(names).join(";\n"))
      const [operator] = await db.transaction(async (tx) => {
        const made = await Effect.runPromise(
          Effect.flatMap(portsWithin(tx, names, true), ({ joined, ports }) =>
            joined(Effect.provideContext(newOperator(), ports)),
          ),
        )
        const { quote } = await within(tx, made)(sold)
        expect(quote.validUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        return [made]
      })
      const rolledBack = db.transaction(async (tx) => {
        await within(tx, operator!)(sold)
        await within(tx, operator!)(OperatorRepository.use((operators) => operators.get(operator!.id)))
        throw new Error("the host's")
      })
      await expect(rolledBack).rejects.toThrow("the host's")
      const { rows } = await db.query("select count(*)::int as orders from caleche.orders")
      expect(rows).toEqual([{ orders: 1 }])
    } finally {
      await db.close()
    }
  })
})
