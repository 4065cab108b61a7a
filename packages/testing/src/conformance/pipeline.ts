/** The pipeline's filters select what a plain reading of the missions selects, on every storage. */
import {
  Acceptance,
  Clients,
  dateIn,
  Dispatch,
  type DriverId,
  Drivers,
  everyPage,
  isTerminal,
  LocalDate,
  type OrderId,
  OrderStatus,
  type PipelineFilters,
  PipelineReader,
  Quotes,
  type StoragePorts,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Stream } from "effect"
import * as fc from "fast-check"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const zone = "Europe/Paris"

/** The night the clocks go forward in Paris, the night they go back, and days far from both. */
const pickups = fc.oneof(
  instants("2027-03-27T21:00:00Z", 36),
  instants("2027-10-30T20:00:00Z", 36),
  instants("2027-06-01T00:00:00Z", 72),
)

function instants(first: string, hours: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: 0, max: hours * 2 })
    .map((half) => new Date(Date.parse(first) + half * 1_800_000).toISOString())
}

const days = ["2027-03-27", "2027-03-28", "2027-03-29", "2027-06-02", "2027-10-31", "2027-11-01"].map((day) =>
  LocalDate.make(day),
)

/** What is typed, and what that finds: whose name, read without case and accents, holds it. */
const texts = new Map<string, (name: string) => boolean>([
  ["zoe", (name) => name.startsWith("Zoé")],
  ["LUMIERE", (name) => name.startsWith("Lumière")],
  ["mo", (name) => name.includes("Moreau")],
  ["moreau", (name) => name.includes("Moreau")],
  ["%", () => false],
])
const names = ["Zoé Moreau", "Lumière SA", "Jeanne Moreau"]

const filters = (drivers: ReadonlyArray<DriverId>): fc.Arbitrary<PipelineFilters> =>
  fc.record(
    {
      status: fc.subarray([...OrderStatus.literals], { minLength: 1 }),
      from: fc.constantFrom(...days),
      to: fc.constantFrom(...days),
      driverId: fc.constantFrom("none" as const, ...drivers),
      client: fc.constantFrom(...texts.keys()),
    },
    { requiredKeys: [] },
  )

/** What the filter's definition says, read word by word from an order's page. */
const literally = Effect.fnUntraced(function* (
  id: OrderId,
  { status, from, to, driverId, client }: PipelineFilters,
) {
  const { order, missions, client: billed } = yield* (yield* Views).orderPage(id)
  const alive = missions.filter((mission) => mission.status !== "CANCELLED")
  const counted = alive.length > 0 ? alive : missions
  const tripAt = Math.min(...counted.map(({ pickupAt }) => DateTime.toEpochMillis(pickupAt)))
  const day = dateIn(DateTime.makeUnsafe(tripAt), zone)
  const selected =
    (status === undefined || status.includes(order.status)) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    (client === undefined || texts.get(client)!(billed.name)) &&
    (driverId === undefined ||
      missions.some((mission) =>
        driverId === "none"
          ? !isTerminal(mission.status) && mission.driverId === undefined
          : mission.status !== "CANCELLED" && mission.driverId === driverId,
      ))
  return { id, tripAt, selected }
})

/** What a summary and an export show of an order, worked out from its page. */
const amounts = Effect.fnUntraced(function* (id: OrderId) {
  const { order, missions } = yield* (yield* Views).orderPage(id)
  const active = order.lines.filter(({ state }) => state === "ACTIVE")
  return {
    status: order.status,
    net: active.reduce((sum, { net }) => sum + net, 0),
    offGrid: missions.some(({ tripType }) => tripType === "OFF_GRID"),
  }
})

export const pipeline: Suite<StoragePorts> = [
  {
    name: "F56 F85 a summary adds up, and an export streams, exactly the orders that the same filters list",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const views = yield* Views
        const { orders, drivers } = yield* livedThrough
        for (const wanted of fc.sample(filters(drivers), { numRuns: 25, seed: 20_261_123 })) {
          const what = JSON.stringify(wanted)
          const listed = (yield* views.pipeline(wanted, { sort: "tripAt", limit: 200 })).items
          const facts = yield* Effect.forEach(listed, ({ id }) => amounts(id))
          const summary = yield* views.pipelineSummary(wanted)
          const byStatus = Object.fromEntries(
            OrderStatus.literals.map((status) => [
              status,
              facts.filter((one) => one.status === status).length,
            ]),
          )
          expectEqual(
            summary,
            {
              byStatus,
              net: facts.reduce((sum, { net }) => sum + net, 0),
              offGrid: facts.filter(({ offGrid }) => offGrid).length,
              currency: operator.currency,
            },
            `the summary of ${what}`,
          )
          const exported = yield* Stream.runCollect((yield* views.pipelineExport(wanted)).rows)
          expectEqual(
            exported.map(({ totals: _, ...row }) => row),
            listed,
            `the export of ${what}`,
          )
          expectEqual(
            exported.map(({ totals }) => totals.net),
            facts.map(({ net }) => net),
            `the amounts exported of ${what}`,
          )
          const some = orders.filter((_, n) => n % 3 === 0)
          const picked = yield* Stream.runCollect((yield* views.pipelineExport(wanted, some)).rows)
          expectEqual(
            picked.map(({ id }) => id),
            listed.flatMap(({ id }) => (some.includes(id) ? [id] : [])),
            `those of some ids among ${what}`,
          )
        }
        const reader = yield* PipelineReader
        const latest = yield* reader.summary(operator.id, {}, 3)
        const last = (yield* views.pipeline({}, { sort: "-tripAt", limit: 3 })).items
        expectEqual(
          Object.values(latest.byStatus).reduce((sum, n) => sum + n, 0),
          3,
          "no more than asked for are added up",
        )
        expectEqual(
          latest.net,
          (yield* Effect.forEach(last, ({ id }) => amounts(id))).reduce((sum, { net }) => sum + net, 0),
          "of many orders the latest are added up",
        )
      }),
    ),
  },
  {
    name: "an export reads on page after page, and each order comes once",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const reader = yield* PipelineReader
        for (let n = 0; n < 5; n++) yield* newOrder(["2027-06-01T08:00:00Z"])
        const rows = yield* Stream.runCollect(
          yield* everyPage(reader.listForExport(operator.id, {}, { sort: "tripAt", limit: 2 }), (cursor) =>
            reader.listForExport(operator.id, {}, { sort: "tripAt", limit: 2, cursor }),
          ),
        )
        expectEqual(new Set(rows.map(({ id }) => id)).size, 5, "five orders in three pages")
        expectEqual(rows.length, 5, "each once")
      }),
    ),
  },
  {
    name: "F48 F54 any filters of the pipeline select what a plain reading of the missions does, page by page, both ways",
    run: asManager(() =>
      Effect.gen(function* () {
        const views = yield* Views
        const { orders, drivers } = yield* livedThrough
        const asked = fc.sample(filters(drivers), { numRuns: 40, seed: 20_261_122 })
        const hits = { none: 0, some: 0 }
        for (const wanted of asked) {
          const read = yield* Effect.forEach(orders, (id) => literally(id, wanted))
          const expected = read
            .filter(({ selected }) => selected)
            .sort((a, b) => a.tripAt - b.tripAt || (a.id < b.id ? -1 : 1))
            .map(({ id }) => id)
          hits[expected.length === 0 ? "none" : "some"]++
          for (const sort of ["tripAt", "-tripAt"] as const) {
            const found: Array<string> = []
            let cursor: string | undefined
            do {
              const page = yield* views.pipeline(wanted, { sort, limit: 3, cursor })
              found.push(...page.items.map(({ id }) => id))
              cursor = page.nextCursor ?? undefined
            } while (cursor !== undefined)
            expectEqual(
              found,
              sort === "tripAt" ? expected : expected.toReversed(),
              `${sort}, ${JSON.stringify(wanted)}`,
            )
          }
        }
        expectTrue(
          hits.some > 10 && hits.none > 2,
          `the filters select now and then: ${JSON.stringify(hits)}`,
        )
      }),
    ),
  },
  {
    name: "a day of the pipeline is the operator's, through both clock changes",
    run: asManager(() =>
      Effect.gen(function* () {
        const views = yield* Views
        // Paris: 28 March 2027 has 23 hours, 31 October 25.
        const edges: ReadonlyArray<readonly [day: string, first: string, last: string, after: string]> = [
          [
            "2027-03-28",
            "2027-03-28T00:00:00+01:00",
            "2027-03-28T23:59:59+02:00",
            "2027-03-29T00:00:00+02:00",
          ],
          [
            "2027-10-31",
            "2027-10-31T00:00:00+02:00",
            "2027-10-31T23:59:59+01:00",
            "2027-11-01T00:00:00+01:00",
          ],
        ]
        for (const [written, first, last, after] of edges) {
          const day = LocalDate.make(written)
          const inside = [yield* newOrder([first]), yield* newOrder([last])].map(({ id }) => id)
          yield* newOrder([after])
          const page = yield* views.pipeline({ from: day, to: day }, { sort: "tripAt", limit: 10 })
          expectEqual(
            page.items.map(({ id }) => id),
            inside,
            `${day} begins and ends at midnight`,
          )
        }
      }),
    ),
  },
]

/** A client's order of rides that take 20 minutes each. */
const orderOf = Effect.fnUntraced(function* (clientId: string, pickups: ReadonlyArray<string>) {
  const quotes = yield* Quotes
  const rides = pickups.map((pickup) => inputs.transport(pickup, { durationMinutes: 20 }))
  const quote = yield* quotes.create(inputs.quote(clientId, rides))
  yield* quotes.send(quote.id, { channel: "MANUAL" })
  return (yield* (yield* Acceptance).accept(quote.id, {})).order
})

/** Orders of one to three missions in all stages: some without, some with several drivers, some driven to the end. */
const livedThrough = Effect.gen(function* () {
  const [dispatch, people] = [yield* Dispatch, yield* Drivers]
  const drivers = [yield* people.create(inputs.driver("Paul")), yield* people.create(inputs.driver("Zoé"))]
  const orders: Array<OrderId> = []
  const plans = fc.sample(
    fc.array(fc.tuple(pickups, fc.nat({ max: 5 }), fc.nat({ max: 1 })), { minLength: 1, maxLength: 3 }),
    { numRuns: 14, seed: 20_261_122 },
  )
  const clients = yield* Effect.forEach(names, (name) =>
    Effect.flatMap(Clients, (use) =>
      use.create(name.endsWith("SA") ? inputs.businessClient(name) : inputs.privateClient(name)),
    ),
  )
  for (const [nth, plan] of plans.entries()) {
    const order = yield* orderOf(
      clients[nth % clients.length]!.id,
      plan.map(([pickupAt]) => pickupAt),
    )
    orders.push(order.id)
    const { missions } = yield* (yield* Views).orderPage(order.id)
    for (const [n, mission] of missions.entries()) {
      const [, stage = 0, who = 0] = plan[n] ?? []
      // A driver who is busy leaves the mission as it was: that, too, is a life.
      if (stage > 0) yield* Effect.ignore(dispatch.assign(mission.id, drivers[who]!.id))
      if (stage === 1) yield* Effect.ignore(dispatch.unassign(mission.id))
      if (stage === 2) yield* Effect.ignore(dispatch.assign(mission.id, drivers[1 - who]!.id))
      if (stage >= 4) yield* Effect.ignore(dispatch.start(mission.id))
      if (stage === 5) {
        yield* Effect.ignore(dispatch.arrive(mission.id))
        yield* Effect.ignore(dispatch.board(mission.id))
        yield* Effect.ignore(dispatch.complete(mission.id))
      }
    }
  }
  return { orders, drivers: drivers.map(({ id }) => id) }
})
