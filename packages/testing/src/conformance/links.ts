/** What the bearer of a quote's link sees: the offer, and nothing the operator keeps to itself. */
import {
  Acceptance,
  type Actor,
  Clients,
  emptyBook,
  NewQuote,
  type Operator,
  PriceBook,
  PriceBooks,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { as } from "../World.ts"
import { asManager } from "./thread.ts"

/** Paris and the airport, a route between them, one for any vehicle that gives way to it, and hire by the hour. */
const book = () => {
  const circle = (id: string, centre: readonly [number, number]) => ({
    id,
    name: id,
    shape: { type: "RADIUS", centre, radiusKm: 7 },
  })
  const route = (id: string, vehicleCategory: string | null, unitPrice: string) => ({
    id,
    name: id,
    from: { zoneIds: ["PARIS"] },
    to: { zoneIds: ["CDG"] },
    vehicleCategory,
    unitPrice,
  })
  const empty = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
  return Schema.decodeUnknownSync(PriceBook)({
    ...empty,
    settings: { ...empty.settings, vat: [{ rate: "0.10", category: "S", reason: "carriage of persons" }] },
    zones: [circle("PARIS", [2.3522, 48.8566]), circle("CDG", [2.5479, 49.0097])],
    rates: [
      {
        id: "hourly",
        name: "hourly",
        tripType: "DISPO",
        vehicleCategory: null,
        method: "HOURLY",
        perHour: "60.00",
      },
    ],
    routes: [route("saloon", "BERLINE", "90.00"), route("any", null, "120.00")],
  })
}

const transfer = (clientId: string) =>
  Schema.decodeUnknownSync(NewQuote)({
    clientId,
    tripType: "TRANSFER",
    pricingMode: "FIXED_GRID",
    trip: {
      pickupAt: "2031-06-03T14:00:00+02:00",
      durationMinutes: 60,
      passengers: 2,
      vehicleCategory: "BERLINE",
      pickup: { label: "Louvre", latitude: 48.8606, longitude: 2.3376 },
      dropOff: { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 },
    },
    notes: "pays late",
  })

const asLink = (operator: Operator, id: Extract<Actor, { _tag: "QuoteLink" }>["id"]) =>
  as({ _tag: "QuoteLink", operatorId: operator.id, id })

/** The names of all fields that say something, at any depth. */
const fieldsOf = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(fieldsOf)
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : [name, ...fieldsOf(inner)],
  )
}
const internal = ["computed", "cost", "explanation", "notes", "priceBookVersion", "rejected", "terms"]
const internalsOf = (value: unknown) => {
  const fields = new Set(fieldsOf(value))
  return internal.filter((name) => fields.has(name))
}

/** A sent quote: prices of the book's, one that a person set over the book's, with its cost, and notes. */
const sentQuote = Effect.gen(function* () {
  const books = yield* PriceBooks
  yield* books.replace(book())
  const client = yield* (yield* Clients).create(inputs.privateClient())
  const quotes = yield* Quotes
  const quote = yield* quotes.create(transfer(client.id))
  const { cost, unitPrice } = inputs.line(
    inputs.transport("2031-06-04T12:00:00Z", { cost: "70.00", unitPrice: "95.00" }),
  )
  yield* quotes.editLine(quote.id, quote.lines[0]!.id, { cost: cost!, unitPrice: unitPrice! })
  yield* quotes.addLine(quote.id, { kind: "TRANSPORT", trip: transfer(client.id).trip! })
  yield* quotes.addLine(quote.id, {
    kind: "TRANSPORT",
    tripType: "DISPO",
    pricingMode: "DYNAMIC",
    trip: transfer(client.id).trip!,
  })
  return yield* quotes.send(quote.id, { channel: "MANUAL" })
})

export const links: Suite<StoragePorts> = [
  {
    name: "the bearer of a quote's link reads, declines and accepts what is offered, and sees nothing internal of it",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const sent = yield* sentQuote
        expectEqual(internalsOf(sent), internal, "all of it is there")
        const quotes = yield* Quotes
        const read = yield* asLink(operator, sent.id)(quotes.get(sent.id))
        expectEqual(internalsOf(read), [], "reading")
        expectEqual(
          [read.number, read.totals, read.lines.map(({ id, net, unitPrice }) => [id, net, unitPrice])],
          [sent.number, sent.totals, sent.lines.map(({ id, net, unitPrice }) => [id, net, unitPrice])],
          "what is offered",
        )
        expectEqual([read.contacts, read.warnings], [[], undefined], "nobody else's data")
        const acceptance = yield* Acceptance
        const accepted = yield* asLink(operator, sent.id)(acceptance.accept(sent.id, {}))
        expectEqual(internalsOf(accepted), [], "accepting")
        expectEqual(accepted.order.totals, sent.totals, "what was bought")
        expectEqual(accepted.order.contribution.booked, 0, "nothing of the client's figures")
        const again = yield* asLink(operator, sent.id)(acceptance.accept(sent.id, {}))
        expectEqual(again, accepted, "accepting again")
        const kept = yield* quotes.get(sent.id)
        expectEqual(internalsOf(kept), internal, "it is kept all the same")
        const other = yield* sentQuote
        const declined = yield* asLink(operator, other.id)(quotes.decline(other.id, { reason: "too late" }))
        expectEqual([declined.status, internalsOf(declined)], ["DECLINED", []], "declining")
      }),
    ),
  },
]
