import { DateTime, Effect, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { compileBook } from "../../../src/pricing/compileBook.ts"
import { kindsWith } from "../../../src/pricing/HostKinds.ts"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import type { PricingContext, PricingTrip } from "../../../src/pricing/PricingContext.ts"
import { priceTrip } from "../../../src/pricing/priceTrip.ts"
import { request } from "../../../src/quotes/AgencyQuoteCommands.ts"
import { TripDetails } from "../../../src/pricing/TripDetails.ts"
import type { TripRequest, TripType } from "../../../src/pricing/Trip.ts"
import { detailsOf } from "../../../src/pricing/tripTypes/detailsOf.ts"
import { tripKinds } from "../../../src/pricing/tripTypes/index.ts"
import { PriceTripKinds } from "../../../src/pricing/tripTypes/PriceTripKinds.ts"
import { type AnyTripKind, needsOf, type TripKind } from "../../../src/pricing/tripTypes/TripKind.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"
import { contradictions, vatOf } from "../../../src/pricing/vat/vatOf.ts"
import { withTrip } from "../../../src/quotes/repricing.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { AgencyId, AgencyUserId, ClientId, OperatorId, QuoteId } from "../../../src/shared/Ids.ts"
import { VatRate } from "../../../src/shared/VatRate.ts"
import * as Trip from "../../../src/pricing/Trip.ts"
import { quote, transport, uuid } from "../../samples.ts"

const TOUR = "TOUR" as TripType // the types do not know a host's
const Guide = Schema.Struct({ guide: Schema.Literals(["fr", "en"]), hours: Quantity })

/** So much an hour of the guide: what a host might add. */
const tour: TripKind<unknown, typeof Guide.Type> = {
  tripType: TOUR,
  label: "Tour",
  situation: "With a guide.",
  modes: ["DYNAMIC", "MANUAL"],
  needs: ["pickup"],
  details: Guide,
  vat: { rate: VatRate.make(550), category: "S", reason: "tours" },
  price: ({ context }, _book, { guide, hours }) => {
    const amount = Exact.multiply(Exact.ofQuantity(hours), Exact.of(guide === "fr" ? 50 : 60))
    const net = Exact.toMoney(amount, context.currency)
    return Result.succeed({
      lines: [
        {
          kind: "TRANSPORT",
          description: "Tour",
          quantity: Quantity.make(1000),
          unit: "trip",
          unitPrice: UnitPrice.make(net * 100),
          net,
          source: "TARIFF",
          trace: { parts: [{ kind: "GUIDE", label: guide, inputs: {}, amount }], rejected: [] },
        },
      ],
      warnings: [],
    })
  },
}
const kinds = kindsWith({ tripTypes: { TOUR: tour } }).tripTypes
const book = compileBook(emptyBook("EUR"), "Europe/Paris", undefined, kinds)
const at = DateTime.makeUnsafe("2026-05-07T12:00:00Z")
const context: PricingContext = { currency: "EUR", timeZone: "Europe/Paris", at, mode: "DYNAMIC" }
const trip = (details?: TripRequest["details"], more: Partial<PricingTrip> = {}): PricingTrip => ({
  tripType: TOUR,
  pickupAt: at,
  pickup: { label: "Louvre" },
  ...(details === undefined ? {} : { details }),
  ...more,
})
const said = (asked: PricingTrip, mode: PricingContext["mode"] = "DYNAMIC") =>
  Result.match(priceTrip(book, asked, { ...context, mode }), {
    onFailure: (error) => error,
    onSuccess: ({ lines }) => lines.map(({ net }) => net),
  })

describe("a host's trip type", () => {
  it("is priced by its function, from the details as its schema reads them", () => {
    expect(said(trip({ guide: "fr", hours: "2.5" }))).toEqual([12_500])
    expect(said(trip({ guide: "en", hours: "2.5", left: "alone" }))).toEqual([15_000])
  })

  it("is refused with all that is missing or not as it reads it, by mode, and under another name", () => {
    const { pickup: _, ...nowhere } = trip({ hours: "many" })
    expect(said(nowhere)).toMatchObject({
      _tag: "TripIncomplete",
      tripType: "TOUR",
      missing: ["pickup", "details.guide", "details.hours"],
    })
    expect(said(trip())).toMatchObject({ missing: ["details.guide", "details.hours"] })
    expect(said(trip(), "FIXED_GRID")).toMatchObject({
      _tag: "ModeNotAllowed",
      allowed: ["DYNAMIC", "MANUAL"],
    })
    expect(() => kindsWith({ tripTypes: { VISIT: tour } })).toThrow(
      "TOUR is handed over under the name VISIT",
    )
  })

  it("says what it needs, its details included", () => {
    expect(needsOf(tour as AnyTripKind)).toEqual(["pickup", "details.guide", "details.hours"])
    expect(needsOf(tripKinds.TRANSFER)).toEqual(["pickup", "dropOff", "passengers", "vehicleCategory"])
    expect(needsOf(tripKinds.OFF_GRID)).toEqual([])
  })

  it("is told of at most twenty fields at once that its details lack, each once, with the place in a list", () => {
    const many = Schema.Struct(
      Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`f${n + 1}`, Schema.String])),
    )
    const missing = needsOf({ needs: [], details: many })
    expect(missing).toHaveLength(20)
    expect(missing).toEqual(Array.from({ length: 20 }, (_, n) => `details.f${n + 1}`))
    const stops = Schema.Struct({ stops: Schema.Array(Schema.Struct({ at: Schema.Finite })) })
    expect(detailsOf(stops, { details: { stops: [{ at: 1 }, { at: "x" }, {}] } }).missing).toEqual([
      "details.stops.1.at",
      "details.stops.2.at",
    ])
    expect(detailsOf(stops, { details: { stops: [] } })).toEqual({ details: { stops: [] }, missing: [] })
  })

  it("is a defect where nobody handed it over", () => {
    const ours = compileBook(emptyBook("EUR"), "Europe/Paris")
    expect(() => priceTrip(ours, trip(), context)).toThrow("there is no trip type TOUR")
  })

  it("has its own VAT, and rows of the policy may be about it", () => {
    const asked = { tripType: TOUR, crossBorder: false }
    expect(Result.getOrThrow(vatOf({ vat: [] }, asked, kinds))).toMatchObject({ rate: 550, reason: "tours" })
    const rule = (rate: number) => ({
      tripType: TOUR,
      rate: VatRate.make(rate),
      category: "S" as const,
      reason: "x",
    })
    expect(contradictions([rule(1000), rule(2000)], kinds)).toEqual([[0, 1]])
    expect(contradictions([rule(1000), rule(2000)])).toEqual([])
  })

  it("is what a book may name where it is in force, and a problem where it is not", () => {
    const rule = (more: object) => ({ id: "r", name: "r", ...more })
    const night = {
      kind: "TIME_RULE",
      when: { tripTypes: ["TRANSFER", "TOUR"] },
      effect: { percentage: "0.1" },
    }
    const may = {
      kind: "SEASON",
      from: "2026-05-01",
      to: "2026-05-31",
      factor: "2",
      scope: { tripTypes: ["TOUR"] },
    }
    const named = Schema.decodeUnknownSync(PriceBook)({
      ...emptyBook("EUR"),
      settings: {
        ...emptyBook("EUR").settings,
        vat: [{ tripType: "TOUR", rate: "0.1", category: "S", reason: "x" }],
      },
      tariffs: [{ ...rule({ rules: [rule(may)] }), vehicleCategory: null }],
      rules: [rule(night)],
    })
    expect(validateBook(named, undefined, kinds).problems).toEqual([])
    expect(validateBook(named).problems.map(({ issue, path }) => `${path.join(".")} ${issue}`)).toEqual([
      "settings.vat.0.tripType is no trip type",
      "tariffs.0.rules.0.scope.tripTypes.0 is no trip type",
      "rules.0.when.tripTypes.1 is no trip type",
    ])
  })
})

describe("the details of a trip", () => {
  const decode = Schema.decodeUnknownResult(TripDetails)
  it("are any JSON a column can hold, and not too much of it", () => {
    const kept = { guide: "fr", stops: [{ at: 1, paid: true }], none: null }
    expect(Schema.decodeUnknownSync(TripDetails)(kept)).toEqual(kept)
    for (const bad of ["a\0", "\ud800", [{ x: "\0" }], { "\0": 1 }, "x".repeat(10_000)])
      expect(Result.isFailure(decode({ bad }))).toBe(true)
    expect(Result.isSuccess(decode({ fits: "x".repeat(9_900) }))).toBe(true)
    expect(Result.isFailure(decode([]))).toBe(true)
  })

  it("stay with a trip whose type stays, and go with the type", () => {
    const details = { guide: "fr", hours: "2" }
    const before = { ...transport(1), trip: Trip.make(trip(details), TOUR, "DYNAMIC") }
    const held = quote({}, [before])
    const turned = (asked: Parameters<typeof withTrip>[2]) =>
      Result.getOrThrow(withTrip(held, before, asked, kinds)).trip?.details
    expect(turned({ tripType: TOUR })).toEqual(details)
    expect(turned({ tripType: "TRANSFER" })).toBeUndefined()
    expect(turned({ tripType: "OFF_GRID", trip: { details: { other: 1 } } })).toEqual({ other: 1 })
  })
})

describe("what an agency asks for", () => {
  const asked = (kind: AnyTripKind) =>
    request(
      { clientId: ClientId.make(uuid(1)), tripType: kind.tripType, trips: [] },
      {
        _tag: "AgencyUser",
        operatorId: OperatorId.make(uuid(2)),
        agencyId: AgencyId.make(uuid(3)),
        id: AgencyUserId.make(uuid(4)),
        role: "BOOKER",
      },
      QuoteId.make(uuid(5)),
      [],
      "EUR",
      at,
      { [kind.tripType]: kind },
    ).state.pricingMode

  it("of a host's type is priced in its first mode, or in the one it names", () => {
    expect(asked(tour as AnyTripKind)).toBe("DYNAMIC")
    expect(asked({ ...(tour as AnyTripKind), requestedMode: "MANUAL" })).toBe("MANUAL")
  })

  it("is priced by the grid where it is a transfer, by the tariff where it is a hire, and else by hand", () => {
    expect(Object.values(tripKinds).map((kind) => [kind.tripType, asked(kind)])).toEqual([
      ["TRANSFER", "FIXED_GRID"],
      ["EXCURSION", "DYNAMIC"],
      ["DISPO", "DYNAMIC"],
      ["OFF_GRID", "MANUAL"],
    ])
  })
})

describe("the trip types quotes may have", () => {
  it("are ours, unless a host hands in its own, and go by one name in every copy of the package", () => {
    expect(Effect.runSync(Effect.service(PriceTripKinds))).toBe(tripKinds)
    expect(Effect.runSync(Effect.provideService(Effect.service(PriceTripKinds), PriceTripKinds, kinds))).toBe(
      kinds,
    )
    expect(PriceTripKinds.key).toBe("@caleche/core/pricing/tripTypes/PriceTripKinds")
  })
})
