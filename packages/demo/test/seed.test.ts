import {
  Acceptance,
  CurrentActor,
  DriverRepository,
  History,
  IdGenerator,
  type OrderStatus,
  QuoteRepository,
  type QuoteStatus,
  StorageFailed,
  UseCases,
  Views,
} from "@caleche/core"
import { layer as storage } from "@caleche/storage-memory"
import { Context, DateTime, Effect, Exit, Layer } from "effect"
import { expect, it } from "vitest"
import { demoOperator, demoStaff, seed } from "../src/index.ts"
import { atTime } from "../src/times.ts"

const all = { limit: 200 } as const
const useCases = UseCases.layer.pipe(Layer.provide(IdGenerator.layer))

/** The books as lists show them. */
const books = Effect.gen(function* () {
  const quotes = yield* (yield* QuoteRepository).list(demoOperator.id, {}, { sort: "createdAt", ...all })
  const drivers = yield* (yield* DriverRepository).list(demoOperator.id, {}, { sort: "createdAt", ...all })
  const orders = yield* (yield* Views).pipeline({}, { sort: "tripAt", ...all })
  return { quotes: quotes.items, drivers: drivers.items, orders: orders.items }
}).pipe(Effect.provideService(CurrentActor, demoStaff("OPERATOR")), Effect.provide(useCases))

const over = <A, E>(
  effect: Effect.Effect<A, E, Layer.Success<typeof storage>>,
  start = "2026-06-10T10:00:00Z",
) =>
  Effect.runPromise(effect.pipe(atTime(DateTime.toUtc(DateTime.makeUnsafe(start))), Effect.provide(storage)))

const byStatus = <S extends string>(
  rows: ReadonlyArray<{ readonly status: S }>,
): Partial<Record<S, number>> => {
  const counts: Partial<Record<S, number>> = {}
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

it("the books hold a quote and an order in every status that can be reached today", async () => {
  const { quotes, orders, drivers } = await over(Effect.andThen(seed, books))
  expect(byStatus<QuoteStatus>(quotes)).toEqual({
    DRAFT: 3,
    SENT: 4,
    ACCEPTED: 5,
    DECLINED: 1,
    EXPIRED: 1,
    CANCELLED: 1,
  })
  expect(byStatus<OrderStatus>(orders)).toEqual({ PENDING: 1, CONFIRMED: 1, IN_PROGRESS: 1, COMPLETED: 2 })
  expect(drivers.map(({ name }) => name)).toContain("Samira Haddad")
})

it("what happened to each order is told in the order of time", async () => {
  const told = Effect.gen(function* () {
    const views = yield* Views
    const { items } = yield* views.pipeline({}, { sort: "tripAt", ...all })
    const pages = yield* Effect.forEach(items, ({ id }) => views.orderPage(id))
    return pages.map(({ history }) => history.map(({ at }) => DateTime.toEpochMillis(at)))
  }).pipe(Effect.provideService(CurrentActor, demoStaff("OPERATOR")), Effect.provide(useCases))
  const times = await over(Effect.andThen(seed, told))
  expect(times).toEqual(times.map((of) => of.toSorted((a, b) => a - b)))
  expect(Math.max(...times.map(({ length }) => length))).toBeGreaterThan(10)
})

it("seeding twice changes nothing", async () => {
  const [first, before, second, after] = await over(Effect.all([seed, books, seed, books]))
  expect([first, second]).toEqual(["seeded", "already there"])
  expect(after).toEqual(before)
})

it("two seeds at once fill the storage once", async () => {
  const [outcomes, { quotes }] = await over(Effect.all([Effect.all([seed, seed], { concurrency: 2 }), books]))
  expect([...outcomes].sort()).toEqual(["already there", "seeded"])
  expect(quotes).toHaveLength(15)
})

it("two storages seeded at the same time hold the same books, ids included", async () => {
  expect(await over(Effect.andThen(seed, books))).toEqual(await over(Effect.andThen(seed, books)))
})

it("dates follow the clock, also around New Year", async () => {
  const { orders, quotes } = await over(Effect.andThen(seed, books), "2027-01-03T09:00:00Z")
  const days = orders.map(({ tripAt }) => DateTime.formatIso(tripAt).slice(0, 10))
  expect(days).toEqual(["2026-12-28", "2026-12-31", "2027-01-03", "2027-01-05", "2027-01-08"])
  expect(quotes.map(({ number }) => number)).toContain("DEV-2027-00001")
})

it.each([1, 20, 55])(
  "a seed that fails at entry %i leaves nothing, and the next one fills the storage",
  async (at) => {
    const failing = Effect.gen(function* () {
      const history = yield* History
      let left = at
      const append: typeof history.append = (operatorId, entries) =>
        Effect.suspend(() =>
          --left === 0
            ? Effect.fail(new StorageFailed({ operation: "History.append", retryable: true }))
            : history.append(operatorId, entries),
        )
      return Context.make(History, History.of({ ...history, append }))
    })
    const [broken, between, again, { quotes }] = await over(
      Effect.all([
        Effect.exit(Effect.provide(seed, Layer.effectContext(failing))),
        Effect.map(books, ({ quotes, drivers }) => quotes.length + drivers.length),
        seed,
        books,
      ]),
    )
    expect(Exit.isFailure(broken)).toBe(true)
    expect(between).toBe(0)
    expect(again).toBe("seeded")
    expect(quotes).toHaveLength(15)
  },
)

it("the open quote can be accepted", async () => {
  const accepted = Effect.gen(function* () {
    const { quotes } = yield* books
    const open = quotes.find(({ status }) => status === "SENT")!
    return yield* (yield* Acceptance).accept(open.id, {})
  }).pipe(Effect.provideService(CurrentActor, demoStaff("OPERATOR")), Effect.provide(useCases))
  const { order } = await over(Effect.andThen(seed, accepted))
  expect(order.status).toBe("PENDING")
})
