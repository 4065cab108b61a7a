import { DateTime, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { type ComputedLine, type Priced, whole } from "../../src/pricing/ComputedLine.ts"
import { priceTrip, situationOf } from "../../src/pricing/priceTrip.ts"
import type { PricingContext, PricingTrip } from "../../src/pricing/PricingContext.ts"
import { NotPriced } from "../../src/pricing/PricingErrors.ts"
import { TripRequest, type TripType } from "../../src/pricing/Trip.ts"
import { tripKinds } from "../../src/pricing/tripTypes/index.ts"
import * as Exact from "../../src/shared/Exact.ts"
import { LocalDate } from "../../src/shared/Instant.ts"
import { make } from "../../src/shared/Money.ts"
import { type BookJson, compiled, type Row } from "./whole/books.ts"

const book = (more: Partial<BookJson> = {}) =>
  compiled({
    settings: {
      zoneStrategy: "SPECIFICITY",
      zoneFactors: "MAX",
      fallback: "NONE",
      incrementMinutes: 15,
      corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
      vat: [],
      holidays: {},
    },
    zones: [
      { id: "paris", name: "Paris", shape: { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 } },
      { id: "cdg", name: "CDG", shape: { type: "RADIUS", centre: [2.5479, 49.0097], radiusKm: 5 } },
    ],
    routes: [
      {
        id: "paris-cdg",
        name: "Paris – CDG",
        from: { zoneIds: ["paris"] },
        to: { zoneIds: ["cdg"] },
        vehicleCategory: null,
        unitPrice: "90.00",
      },
    ],
    packages: [],
    rates: [],
    tariffs: [
      {
        id: "tariff",
        name: "Tariff",
        vehicleCategory: null,
        rules: [
          {
            kind: "DISTANCE_TIERS",
            id: "km",
            name: "km",
            mode: "INCREMENTAL",
            tiers: [{ upToKm: null, perKm: "2.00" }],
          },
        ],
      },
    ],
    rules: [],
    fees: [
      {
        id: "late",
        name: "Late",
        code: "LATE",
        unitPrice: "15.00",
        automatic: { bookedLessThanMinutesBefore: 91 },
      },
    ],
    ...more,
  })
const trip = (more: Row = {}): PricingTrip => ({
  ...Schema.decodeUnknownSync(TripRequest)({
    pickupAt: "2026-05-07T14:00:00+02:00",
    distanceKm: "40",
    passengers: 2,
    vehicleCategory: "BERLINE",
    pickup: { label: "Louvre", latitude: 48.8606, longitude: 2.3376 },
    dropOff: { label: "CDG", latitude: 49.0142, longitude: 2.5419 },
    ...more,
  }),
  tripType: "TRANSFER",
})
const context = (mode: "DYNAMIC" | "FIXED_GRID", at = "2026-05-07T12:29:29+02:00"): PricingContext => ({
  currency: "EUR",
  timeZone: "Europe/Paris",
  at: DateTime.toUtc(DateTime.makeUnsafe(at)),
  mode,
})

describe("a trip as the rules see it", () => {
  const situation = (more: Row = {}) => situationOf(book(), trip(more), context("DYNAMIC"))

  it("is booked as many whole minutes ahead as have begun to pass", () => {
    expect(situation().leadMinutes).toBe(90) // and 31 s
  })

  it("lies between the zones of its ends", () => {
    const { zones } = situation()
    expect([zones.pickup?.zone.id, zones.dropOff?.zone.id]).toEqual(["paris", "cdg"])
    const nowhere = situation({ pickup: { label: "Reims", latitude: 49.2583, longitude: 4.0317 } }).zones
    expect([nowhere.pickup, nowhere.dropOff?.zone.id]).toEqual([undefined, "cdg"])
  })

  it("has the kilometres, minutes and hours that are known", () => {
    const known = situation({ durationMinutes: 90 })
    expect([Exact.format(known.km!), known.minutes, Exact.format(known.hours!)]).toEqual(["40", 90, "1.5"])
    const { distanceKm: _, ...without } = trip()
    const unknown = situationOf(book(), without, context("DYNAMIC"))
    expect([unknown.km, unknown.minutes, unknown.hours]).toEqual([undefined, undefined, undefined])
  })

  it("is priced without an end it does not have", () => {
    const { dropOff: _, pickup: __, ...open } = trip()
    const { located } = situationOf(book(), open, context("DYNAMIC"))
    expect(located).toEqual({ pickup: undefined, dropOff: undefined })
  })
})

const hired = { name: "Hire", vehicleCategory: null, tripType: "DISPO" }
const hire = {
  packages: [{ ...hired, id: "half-day", includedMinutes: 240, unitPrice: "260.00" }],
  rates: [{ ...hired, id: "hour", method: "HOURLY", perHour: "70.00" }],
}

describe("what a trip is priced as", () => {
  it("is what follows from the rest of it: an excursion ends where it began unless it says where", () => {
    const rates = [{ ...hired, id: "hour", tripType: "EXCURSION", method: "HOURLY", perHour: "70.00" }]
    const { dropOff, ...open } = trip({ durationMinutes: 240 })
    const asked = (more: object) =>
      Result.getOrThrow(
        priceTrip(book({ rates }), { ...open, ...more, tripType: "EXCURSION" }, context("DYNAMIC")),
      ).trip
    expect(asked({})).toEqual({ ...open, tripType: "EXCURSION", dropOff: open.pickup })
    expect(asked({ dropOff })).toEqual({ ...open, tripType: "EXCURSION", dropOff })
  })
})

describe("a price that is split at a border", () => {
  it("is one trip at each part of it, whatever unit it was said in", () => {
    const abroad = trip({ foreignKm: "10" })
    const { lines } = Result.getOrThrow(priceTrip(book({ fees: [] }), abroad, context("DYNAMIC")))
    expect(lines.map(({ kind, net, quantity, unit }) => [kind, quantity, unit, net])).toEqual([
      ["TRANSPORT", 1_000, "trip", 6_000],
      ["SHARE", 1_000, "trip", 2_000],
    ])
  })
})

describe("a price that a person sets", () => {
  it("is not computed, of whatever trip: of the day it is on by the operator's clock, of its category if it has one", () => {
    const late = { pickupAt: "2026-05-07T22:30:00Z" }
    const asked = (what: PricingTrip) =>
      Result.flip(priceTrip(book(), what, { ...context("DYNAMIC"), mode: "MANUAL" })).pipe(Result.getOrThrow)
    expect(asked(trip(late))).toEqual(
      new NotPriced({
        tripType: "TRANSFER",
        pricingMode: "MANUAL",
        vehicleCategory: "BERLINE",
        on: LocalDate.make("2026-05-08"),
      }),
    )
    const { vehicleCategory: _, ...any } = trip()
    expect(asked({ ...any, tripType: "OFF_GRID" })).toMatchObject({
      tripType: "OFF_GRID",
      vehicleCategory: "",
      on: "2026-05-07",
    })
  })
})

describe("the fees that apply by themselves", () => {
  it("come onto the hours of a hire and not onto its package", () => {
    const asked = { ...trip({ durationMinutes: 240 }), tripType: "DISPO" as const }
    const priced = (mode: "DYNAMIC" | "FIXED_GRID") =>
      Result.getOrThrow(priceTrip(book(hire), asked, context(mode))).lines.map(({ code, net, source }) => [
        source,
        code,
        net,
      ])
    expect(priced("DYNAMIC")).toEqual([
      ["TARIFF", undefined, 28_000],
      ["TARIFF", "LATE", 1_500],
    ])
    expect(priced("FIXED_GRID")).toEqual([["GRID", undefined, 26_000]])
  })

  it("come onto a price of a host's kind as onto ours, unless it says otherwise itself", () => {
    const net = make(5_000)
    const priced = (source: ComputedLine["source"], more: Pick<Priced, "automaticFees"> = {}) => {
      const shuttle = {
        ...tripKinds.OFF_GRID,
        tripType: "SHUTTLE" as TripType, // the types do not know it
        modes: ["DYNAMIC"] as const,
        price: () => {
          const said = {
            kind: "TRANSPORT",
            description: "Shuttle",
            source,
            trace: { parts: [], rejected: [] },
          } as const
          return Result.succeed({
            lines: [{ ...whole(net, "EUR"), ...said }] as const,
            warnings: [],
            ...more,
          })
        },
      }
      const asked = { ...trip(), tripType: shuttle.tripType }
      const known = { ...book(), trips: { SHUTTLE: shuttle } }
      return Result.getOrThrow(priceTrip(known, asked, context("DYNAMIC"))).lines.map(({ code }) => code)
    }
    expect(priced("TARIFF")).toEqual([undefined, "LATE"])
    expect(priced("GRID")).toEqual([undefined])
    expect(priced("TARIFF", { automaticFees: false })).toEqual([undefined])
    expect(priced("GRID", { automaticFees: true })).toEqual([undefined, "LATE"])
  })

  const lines = (mode: "DYNAMIC" | "FIXED_GRID", at?: string) =>
    Result.getOrThrow(priceTrip(book(), trip(), context(mode, at))).lines.map(({ code, kind, net }) => [
      kind,
      code,
      net,
    ])

  it("come onto a tariff's price and not onto an agreed one", () => {
    expect(lines("DYNAMIC")).toEqual([
      ["TRANSPORT", undefined, 8_000],
      ["FEE", "LATE", 1_500],
    ])
    expect(lines("FIXED_GRID")).toEqual([["TRANSPORT", undefined, 9_000]])
    expect(lines("DYNAMIC", "2026-05-06T12:00:00+02:00")).toEqual([["TRANSPORT", undefined, 8_000]])
  })
})
