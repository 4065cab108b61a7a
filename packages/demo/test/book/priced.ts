/** Prices trips by DEMO-2026 as a quote does: the whole engine, VAT and explanation included. */
import {
  AgencyId,
  type AskedPrice,
  ClientId,
  type CompiledBook,
  compileBook,
  CompiledBooks,
  Money,
  type Party,
  type PricedLine,
  type PriceFound,
  Pricing,
  totalsOf,
  TripRequest,
  type TripType,
} from "@caleche/core"
import { DateTime, Effect, Layer, Schema } from "effect"
import { demoBook, demoBookWithBuckets } from "../../src/book/demoBook.ts"
import { places } from "../../src/book/places.ts"
import { demoOperator } from "../../src/demoOperator.ts"

export const lumiere = AgencyId.make("00000000-0000-7000-8000-00000000a9e1")
export const hotelEtoile = ClientId.make("00000000-0000-7000-8000-000000000c11")
export const data = demoBook({ lumiere, hotelEtoile })
const compiled = (book: typeof data) => compileBook(book, demoOperator.timeZone)
export const book = compiled(data)
export const bucketBook = compiled(demoBookWithBuckets({ lumiere, hotelEtoile }))
/** The same book of an operator under the small-business exemption. */
export const exemptBook = compiled({
  ...data,
  settings: { ...data.settings, vatExemption: "TVA non applicable, art. 293 B du CGI" },
})

const decodeTrip = Schema.decodeUnknownSync(TripRequest)

/** An instant by the clocks of Paris. */
export const at = (local: string) =>
  DateTime.toUtc(
    DateTime.makeZonedUnsafe(local, { timeZone: demoOperator.timeZone, adjustForTimeZone: true }),
  )

export interface Asked {
  readonly tripType: TripType
  readonly trip: Readonly<Record<string, unknown>>
  readonly mode?: AskedPrice["pricingMode"]
  readonly party?: Party
  readonly book?: CompiledBook
}

/** The lines of a quote for this trip. */
export const priced = (asked: Asked): PriceFound => Effect.runSync(tried(asked))

/** The same, where it may have no price. */
export const tried = (asked: Asked) => {
  const ready = asked.book ?? book
  const books = CompiledBooks.of({ current: () => Effect.succeed(ready), at: () => Effect.succeed(ready) })
  return Effect.gen(function* () {
    const { price } = yield* Pricing
    return yield* price(
      demoOperator,
      asked.party ?? {},
      { tripType: asked.tripType, pricingMode: asked.mode ?? "FIXED_GRID", trip: decodeTrip(asked.trip) },
      DateTime.makeUnsafe("2026-01-01T08:00:00Z"),
    )
  }).pipe(Effect.provide(Pricing.layer.pipe(Layer.provide(Layer.succeed(CompiledBooks, books)))))
}

export const money = (amount: Money.Money): string => Money.format(amount, "EUR")
export const nets = (lines: ReadonlyArray<PricedLine>) => lines.map(({ net }) => money(net))

/** HT, VAT and TTC. */
export const columns = (lines: Parameters<typeof totalsOf>[0]): ReadonlyArray<string> => {
  const { net, payable, tax } = totalsOf(lines, "EXCL_VAT")
  return [money(net), money(tax), money(payable)]
}

/** How each line came about, a part a line, for whoever reads a failure. */
export const arithmetic = (lines: ReadonlyArray<PricedLine>): string =>
  lines
    .map(({ description, explanation, net, vat }) =>
      [
        `${description}: ${money(net)} at ${vat.rate / 100} %`,
        ...(explanation?.parts ?? []).map(
          ({ amount, inputs, kind, label }) => `  ${kind} ${label}: ${amount} from ${JSON.stringify(inputs)}`,
        ),
      ].join("\n"),
    )
    .join("\n")

export const transfer = (
  from: keyof typeof places,
  to: keyof typeof places,
  vehicleCategory: string,
  more: object = {},
): Asked => ({
  tripType: "TRANSFER",
  trip: {
    pickupAt: DateTime.formatIso(at("2026-05-07T14:00:00")),
    passengers: 2,
    pickup: places[from],
    dropOff: places[to],
    vehicleCategory,
    ...more,
  },
})

/** Outside every zone, so that the zone factor is 1. */
const plain = { label: "somewhere", latitude: 47, longitude: 1 }

/** A BERLINE by the tariff. */
export const dynamic = (distanceKm: string, durationMinutes: number, local: string): Asked => ({
  ...transfer("REI", "REI", "BERLINE", {
    pickup: plain,
    dropOff: plain,
    pickupAt: DateTime.formatIso(at(local)),
    distanceKm,
    durationMinutes,
  }),
  mode: "DYNAMIC",
})

export const hire = (tripType: "DISPO" | "EXCURSION", durationMinutes: number, more: object = {}): Asked => ({
  tripType,
  mode: "DYNAMIC",
  trip: {
    pickupAt: DateTime.formatIso(at("2026-05-07T09:00:00")),
    passengers: 2,
    pickup: places.PAR,
    vehicleCategory: "BERLINE",
    durationMinutes,
    ...more,
  },
})
