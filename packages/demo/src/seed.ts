/**
 * Fills an empty storage with Demo VTC and its books, by the same commands a person would give.
 *
 * All of it is one unit of work: a seed that is interrupted leaves nothing behind, and the next one starts over. Ids are
 * the same each time, so the last quote tells whether the storage holds the demonstration already.
 */
import {
  Acceptance,
  Agencies,
  type ClientId,
  Clients,
  CurrentActor,
  Dispatch,
  Drivers,
  type DriverId,
  type Instant,
  NewLine,
  NewClient,
  NewDriver,
  NewQuote,
  OperatorRepository,
  PriceBooks,
  type OrderId,
  QuoteRepository,
  Quotes,
  type StorageFailed,
  type StoragePorts,
  UnitOfWork,
  UseCases,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Layer, Schema } from "effect"
import { countedIds } from "./countedIds.ts"
import { demoBook } from "./book/demoBook.ts"
import { type Deal, deals, type Ride } from "./deals.ts"
import { offers } from "./offers.ts"
import { clients, drivers, place } from "./parties.ts"
import { demoOperator, demoStaff } from "./demoOperator.ts"
import { atTime, localTime } from "./times.ts"

const decodeClients = Schema.decodeUnknownSync(Schema.Array(NewClient))
const decodeDrivers = Schema.decodeUnknownSync(Schema.Array(NewDriver))
const decodeQuote = Schema.decodeUnknownSync(NewQuote)
const decodeLines = Schema.decodeUnknownSync(Schema.Array(NewLine))

/** Whether the books were there before. */
export type Seeding = "seeded" | "already there"

/** Fills the storage once, with dates counted from the clock; a storage that was filled before stays as it is. */
export const seed: Effect.Effect<Seeding, StorageFailed, StoragePorts> = Effect.gen(function* () {
  const { atomically } = yield* UnitOfWork
  if (yield* isSeeded) return "already there"
  const now = yield* DateTime.now
  return yield* atomically(
    demoOperator.id,
    Effect.gen(function* () {
      yield* (yield* OperatorRepository).save(demoOperator) // of two seeds at once the second waits here
      if (yield* isSeeded) return "already there" as const
      yield* writeBooks(now).pipe(
        Effect.provide(UseCases.layer.pipe(Layer.provide(countedIds)), { local: true }),
      )
      return "seeded" as const
    }),
  )
}).pipe(
  Effect.provideService(CurrentActor, demoStaff("MANAGER")),
  Effect.catch((error) => (error._tag === "StorageFailed" ? Effect.fail(error) : Effect.die(error))), // the books are ours
)

/** Numbers are given out in the order the quotes are written, so a quote for each deal means all of them. */
const isSeeded = Effect.gen(function* () {
  const page = yield* (yield* QuoteRepository).list(demoOperator.id, {}, { sort: "createdAt", limit: 1 })
  return page.items.length > 0
})

const writeBooks = Effect.fnUntraced(function* (now: Instant) {
  const opened = DateTime.subtract(now, { days: 60 })
  const newDriver = (yield* Drivers).create
  const newClient = (yield* Clients).create
  const driverIds = yield* Effect.forEach(decodeDrivers(drivers), (driver) =>
    Effect.map(atTime(opened)(newDriver(driver)), ({ id }) => id),
  )
  const lumiere = yield* atTime(opened)((yield* Agencies).create({ name: "Agence Lumière" }))
  const clientIds = yield* Effect.forEach(decodeClients(clients(lumiere.id)), (client) =>
    Effect.map(atTime(opened)(newClient(client)), ({ id }) => id),
  )
  const [hotelEtoile] = clientIds.slice(place.hotelEtoile)
  yield* atTime(opened)(
    (yield* PriceBooks).replace(demoBook({ lumiere: lumiere.id, hotelEtoile: hotelEtoile! })), // a place in the list
  )
  yield* writeOffers(clientIds, now)
  for (const deal of deals) {
    const written = DateTime.subtract(now, { days: deal.writtenDaysAgo })
    const quotes = yield* Quotes
    const { id } = yield* atTime(written)(
      quotes.create(
        NewQuote.make({
          clientId: clientIds[deal.client]!, // a place in the list
          tripType: "OFF_GRID",
          pricingMode: "MANUAL",
          lines: linesOf(deal, now),
        }),
      ),
    )
    if (deal.quote === "DRAFT") continue
    yield* atTime(DateTime.add(written, { hours: 1 }))(quotes.send(id, {}))
    const answered = atTime(DateTime.add(written, { hours: 20 }))
    const { accept } = yield* Acceptance
    if (deal.quote === "DECLINED") yield* answered(quotes.decline(id, { reason: "Found a cheaper offer" }))
    if (deal.quote === "CANCELLED") yield* answered(quotes.cancel(id, { reason: "The trip is called off" }))
    if (deal.quote === "EXPIRED") yield* Effect.catchTag(accept(id, {}), "QuoteExpired", () => Effect.void)
    if (deal.quote === "ACCEPTED") {
      const { order } = yield* answered(accept(id, { channel: "EMAIL" }))
      yield* dispatch(order.id, deal, driverIds, now, DateTime.add(written, { hours: 21 }))
    }
  }
})

/** Quotes the price book prices, one for each trip type it knows; some are sent and wait for an answer. */
const writeOffers = Effect.fnUntraced(function* (clientIds: ReadonlyArray<ClientId>, now: Instant) {
  const quotes = yield* Quotes
  for (const { client, days, at, sent, trip, ...offer } of offers) {
    const written = atTime(DateTime.subtract(now, { days: 2 }))
    const { id } = yield* written(
      quotes.create(
        decodeQuote({
          clientId: clientIds[client],
          ...offer,
          trip: { ...trip, pickupAt: DateTime.formatIso(localTime(now, days, at)) },
        }),
      ),
    )
    if (sent) yield* atTime(DateTime.subtract(now, { days: 1 }))(quotes.send(id, {}))
  }
})

const beginOf = ({ when }: Ride, now: Instant): Instant =>
  "days" in when ? localTime(now, when.days, when.at) : DateTime.subtract(now, { minutes: when.minutesAgo })

const linesOf = (deal: Deal, now: Instant): ReadonlyArray<NewLine> =>
  decodeLines([
    ...deal.rides.map((ride) => ({
      kind: "TRANSPORT",
      description: ride.description,
      unit: "trip",
      unitPrice: ride.price,
      vatRate: "0.10",
      trip: {
        pickupAt: DateTime.formatIso(beginOf(ride, now)),
        durationMinutes: ride.minutes,
        passengers: ride.passengers,
        vehicleCategory: ride.vehicle,
        pickup: { label: ride.pickup },
        dropOff: { label: ride.dropOff },
      },
    })),
    ...(deal.extras ?? []).map(({ price, ...extra }) => ({ ...extra, unitPrice: price })),
  ])

/** Gives all of the order's missions to their drivers, then takes them as far as the deal says: the history tells the days. */
const dispatch = Effect.fnUntraced(function* (
  orderId: OrderId,
  deal: Deal,
  driverIds: ReadonlyArray<DriverId>,
  now: Instant,
  planned: Instant,
) {
  const dispatching = yield* Dispatch
  const { order, missions } = yield* (yield* Views).orderPage(orderId)
  const transports = order.lines.filter(({ kind }) => kind === "TRANSPORT")
  const staffed = deal.rides.flatMap((ride, place) => {
    const { progress } = ride
    const mission = missions.find(({ lineId }) => lineId === transports[place]?.id)
    return mission === undefined || progress === undefined || progress.state === "UNASSIGNED"
      ? []
      : [{ id: mission.id, progress, ride }]
  })
  for (const { id, progress } of staffed)
    yield* atTime(planned)(dispatching.assign(id, driverIds[progress.driver]!)) // a place in the list
  for (const { id, progress, ride } of staffed) {
    if (progress.state === "ASSIGNED") continue
    const begin = beginOf(ride, now)
    const minutes = (count: number) => atTime(DateTime.add(begin, { minutes: count }))
    yield* minutes(-25)(dispatching.start(id))
    yield* minutes(-5)(dispatching.arrive(id))
    yield* minutes(5)(dispatching.board(id))
    if (progress.state === "ON_BOARD") continue
    yield* minutes(ride.minutes - 2)(dispatching.dropOff(id))
    yield* minutes(ride.minutes)(dispatching.complete(id))
  }
})
