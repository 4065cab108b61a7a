import * as fc from "fast-check"
import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { Surcharges } from "../../../src/pricing/hire/HireBook.ts"
import type { PricingContext } from "../../../src/pricing/PricingContext.ts"
import { Terms } from "../../../src/pricing/Terms.ts"
import { Dispo } from "../../../src/pricing/tripTypes/Dispo.ts"
import { OffGrid } from "../../../src/pricing/tripTypes/OffGrid.ts"
import { refusal } from "../../../src/pricing/tripTypes/TripKind.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import * as Ids from "../../../src/shared/Ids.ts"
import { taxOn } from "../../../src/shared/VatRate.ts"
import { check, classes } from "../../properties.ts"
import { uuid } from "../../samples.ts"
import { arithmetic, bookOf, buckets, dispo, halfDay, hiring, priced, type Rows } from "../hiring.ts"

const clientId = Ids.ClientId.make(uuid(31))
const agencyId = Ids.AgencyId.make(uuid(32))
const price = (
  rows: Rows,
  asked: Parameters<typeof hiring>[1],
  context: Partial<PricingContext> = {},
  surcharges?: Surcharges,
) => priced(Dispo.price(hiring("DISPO", asked, context), bookOf(rows, surcharges)))
const byTheHour = { rates: [dispo] }
const fourHours = {
  ...halfDay,
  id: "four-hours",
  tripType: "DISPO",
  includedMinutes: 240,
  unitPrice: "230.00",
}

describe("a hire by time", () => {
  it("F78 F79 F81 S28 4 h cost 4 × 60 = 240.00 with 100 km included; VAT 20 % 48.00, 288.00 with it", () => {
    const { lines } = price(byTheHour, { minutes: 240, km: "100" })
    expect(lines, "S28").toCost(["240.00"])
    expect(lines[0]).toMatchObject({ quantity: 4_000, unit: "hour", unitPrice: 600_000, source: "TARIFF" })
    const tax = taxOn(lines[0].net, Dispo.vat!.rate) // a hire by time has a usual rate
    expect([tax, lines[0].net + tax]).toEqual([4_800, 28_800])
  })

  it.each([
    [1, "240.00", 240],
    [240, "240.00", 240],
    [241, "270.00", 270],
    [270, "270.00", 270],
    [271, "300.00", 300],
  ])("%d minutes cost %s: billed are %d, not below 4 h, in started half hours", (minutes, net, billed) => {
    const { lines } = price(byTheHour, { minutes })
    expect(lines, `${minutes} min`).toCost([net])
    expect(lines[0].terms).toMatchObject({ method: "HOURLY", billedMinutes: billed, minimumMinutes: 240 })
  })

  it("without an increment of its own the book's counts", () => {
    const { incrementMinutes: _, ...plain } = dispo
    expect(price({ rates: [plain] }, { minutes: 241 }).lines, "4 h 01 in quarters").toCost(["255.00"])
  })

  it("F79 estimated kilometres beyond the included are a line of their own", () => {
    const { lines } = price(byTheHour, { minutes: 240, km: "131.5" })
    expect(lines, "31.5 km × 1.80").toCost(["240.00", "56.70"])
    expect(lines[1]).toMatchObject({ kind: "OVERAGE", quantity: 31_500, unit: "km", unitPrice: 18_000 })
  })

  it("kilometres are included for each billed hour, or for the booking", () => {
    expect(price(byTheHour, { minutes: 300, km: "126" }).lines, "5 h: 125 km").toCost(["300.00", "1.80"])
    const perBooking = { rates: [{ ...dispo, includedKm: { perBooking: "80" } }] }
    expect(price(perBooking, { minutes: 300, km: "126" }).lines, "80 km").toCost(["300.00", "82.80"])
  })

  it("whole kilometres round up where the book says so", () => {
    const rows = { ...byTheHour, corrections: { wholeKm: true } }
    expect(price(rows, { minutes: 240, km: "130.2" }).lines, "30.2 → 31").toCost(["240.00", "55.80"])
  })

  it("the terms of the price are frozen on its line, as the schema keeps them", () => {
    const rows = { ...byTheHour, corrections: { graceMinutes: 10, creditUnused: "TO_MINIMUM" } }
    const terms = price(rows, { minutes: 300 }).lines[0].terms
    expect(Schema.encodeUnknownSync(Terms)(terms)).toEqual({
      method: "HOURLY",
      billedMinutes: 300,
      minimumMinutes: 240,
      incrementMinutes: 30,
      graceMinutes: 10,
      creditUnused: "TO_MINIMUM",
      allowance: "BOOKED",
      perHour: "60",
      includedKmPerHour: "25",
      overagePerKm: "1.80",
      wholeKm: false,
    })
  })

  it("time rules act on the time of an hourly hire, and an hour more costs as much more", () => {
    const night: Surcharges = (base) => ({
      factor: Exact.of(6, 5),
      added: Exact.of(5),
      parts: [
        {
          kind: "TIME_RULE",
          id: "night",
          label: "Night",
          inputs: {},
          amount: Exact.multiply(base, Exact.of(1, 5)),
        },
        { kind: "TIME_RULE", id: "gate", label: "Gate", inputs: {}, amount: Exact.of(5) },
      ],
      missing: [],
    })
    const { lines } = price(byTheHour, { minutes: 240, km: "110" }, {}, night)
    expect(lines, "240 × 1.20 + 5; kilometres as ever").toCost(["293.00", "18.00"])
    expect(lines[0].terms?.perHour).toBe("72")
    const bucketed = price({ rates: [buckets] }, { minutes: 240 }, {}, night)
    expect(bucketed.lines, "buckets take none").toCost(["260.00"])
    const flat = price({ packages: [fourHours] }, { minutes: 240 }, { mode: "FIXED_GRID" }, night)
    expect(flat.lines, "packages take none").toCost(["230.00"])
  })

  it("what a rule needs and the trip does not say is missing of the trip", () => {
    const perKm: Surcharges = () => ({
      factor: Exact.one,
      added: Exact.zero,
      parts: [],
      missing: ["distanceKm"],
    })
    const refused = Dispo.price(hiring("DISPO", { minutes: 240 }), bookOf(byTheHour, perKm))
    expect(Result.isFailure(refused) && refused.failure).toMatchObject({
      _tag: "TripIncomplete",
      missing: ["distanceKm"],
    })
  })

  it("on the grid only packages price it", () => {
    const rows = { packages: [fourHours], ...byTheHour }
    expect(price(rows, { minutes: 240 }, { mode: "FIXED_GRID" }).lines, "package").toCost(["230.00"])
    const none = Dispo.price(hiring("DISPO", { minutes: 240 }, { mode: "FIXED_GRID" }), bookOf(byTheHour))
    expect(Result.isFailure(none) && none.failure._tag).toBe("NotPriced")
  })

  it("under DYNAMIC the rate of the first level wins: client, agency, operator", () => {
    const of = (owner: object, id: string, perHour: string) => ({ ...dispo, ...owner, id, perHour })
    const rows = {
      rates: [
        of({}, "own", "10.00"),
        of({ agencyId }, "agency", "50.00"),
        of({ clientId }, "client", "55.00"),
      ],
    }
    const found = (context: Partial<PricingContext>) => {
      const [line] = price(rows, { minutes: 240 }, context).lines
      return [line.trace.parts[0]?.id, line.source]
    }
    expect(found({ clientId, agencyInvoiced: agencyId })).toEqual(["client", "CLIENT_PACKAGE"])
    expect(found({ agencyInvoiced: agencyId })).toEqual(["agency", "AGENCY_GRID"])
    expect(found({ agencyBooked: agencyId })).toEqual(["agency", "AGENCY_GRID"])
    expect(found({})).toEqual(["own", "TARIFF"])
  })

  it("of the rates of a level the vehicle's own beats any, then the later, then the first id", () => {
    const rows = [
      { ...dispo, id: "any", vehicleCategory: null },
      { ...dispo, id: "own-old", validFrom: "2026-01-01" },
      { ...dispo, id: "own-b", validFrom: "2026-02-01" },
      { ...dispo, id: "own-a", validFrom: "2026-02-01" },
    ]
    const winners: Array<string | undefined> = []
    for (let left = [...rows]; left.length > 0;) {
      const winner = price({ rates: left }, { minutes: 240 }).lines[0].trace.parts[0]?.id
      expect(price({ rates: left.toReversed() }, { minutes: 240 }).lines[0].trace.parts[0]?.id).toBe(winner)
      winners.push(winner)
      left = left.filter(({ id }) => id !== winner)
    }
    expect(winners).toEqual(["own-a", "own-b", "own-old", "any"])
  })

  it("under DYNAMIC a package agreed with the client's agency is not applied, but named with its price", () => {
    const rows = { packages: [{ ...fourHours, agencyId }], ...byTheHour }
    const found = price(rows, { minutes: 300 }, { agencyInvoiced: agencyId })
    expect(found.lines, "by the hour").toCost(["300.00"])
    expect(found.warnings).toMatchObject([{ code: "ContractPriceExists", id: "four-hours", price: "285.00" }])
    expect(found.lines[0].trace.rejected).toMatchObject([
      { id: "four-hours", reason: "OTHER_MODE", price: "285" },
    ])
    expect(price({ packages: [fourHours], ...byTheHour }, { minutes: 300 }).warnings).toEqual([])
  })

  it("F82 a missing pickup is worth a warning, no refusal", () => {
    const situation = hiring("DISPO", { minutes: 240 })
    const { pickup: _, ...trip } = situation.trip
    expect(priced(Dispo.price({ ...situation, trip }, bookOf(byTheHour))).warnings).toEqual([
      { code: "PickupMissing", detail: "the driver does not know yet where to be" },
    ])
    expect(price(byTheHour, { minutes: 240 }).warnings).toEqual([])
    expect(refusal(Dispo, trip, "DYNAMIC")).toBeUndefined()
  })

  it("says all that is missing at once", () => {
    const situation = hiring("DISPO", {})
    const { vehicleCategory: _, ...trip } = situation.trip
    const said = { _tag: "TripIncomplete", missing: ["durationMinutes", "vehicleCategory"] }
    expect(refusal(Dispo, trip, "DYNAMIC")).toMatchObject(said)
    const refused = Dispo.price({ ...situation, trip }, bookOf(byTheHour))
    expect(Result.isFailure(refused) && refused.failure).toMatchObject(said)
  })
})

describe("an off-grid trip", () => {
  it("is never given a computed price", () => {
    const situation = hiring("OFF_GRID", { minutes: 240 })
    for (const mode of ["FIXED_GRID", "DYNAMIC"] as const) {
      expect(refusal(OffGrid, situation.trip, mode)).toMatchObject({
        _tag: "ModeNotAllowed",
        allowed: ["MANUAL"],
      })
    }
    expect(refusal(OffGrid, situation.trip, "MANUAL")).toBeUndefined()
    expect(Result.isFailure(OffGrid.price(situation, bookOf(byTheHour)))).toBe(true)
    expect(OffGrid.vat).toBeUndefined()
  })
})

describe("an hourly hire, for any rate", () => {
  const anyRate = fc.record({
    cents: fc.integer({ min: 0, max: 20_000 }),
    minimum: fc.constantFrom(1, 60, 100, 240),
    increment: fc.constantFrom(1, 7, 15, 30, 60),
    km: fc.integer({ min: 0, max: 40 }),
  })
  const row = (
    { cents, increment, km, minimum }: typeof anyRate extends fc.Arbitrary<infer R> ? R : never,
    perKm: string,
  ) => ({
    ...dispo,
    perHour: (cents / 100).toFixed(2),
    minimumMinutes: minimum,
    incrementMinutes: increment,
    includedKm: { perHour: String(km) },
    overagePerKm: perKm,
  })

  it("costs what adding one increment after the other comes to, and its parts add up to it", () => {
    const seen = classes(["minimum", "whole increments", "started increment", "a fraction of a cent"])
    check(
      fc.property(anyRate, fc.integer({ min: 1, max: 900 }), (rate, minutes) => {
        let billed = 0
        while (billed < minutes) billed += rate.increment
        seen.note(
          billed < rate.minimum && "minimum",
          billed === minutes && "whole increments",
          billed > minutes && "started increment",
          (rate.cents * Math.max(billed, rate.minimum)) % 60 !== 0 && "a fraction of a cent",
        )
        billed = Math.max(billed, rate.minimum)
        const [line] = price({ rates: [row(rate, "0.00")] }, { minutes }).lines
        const exact = Exact.of(rate.cents * billed, 6_000)
        expect(line.net, `${arithmetic([line])}`).toBe(Exact.toMoney(exact, "EUR"))
        expect(Exact.equals(Exact.sum(line.trace.parts.map(({ amount }) => amount)), exact)).toBe(true)
        expect(line.terms?.billedMinutes).toBe(billed)
      }),
      500,
    )
    seen.enough()
  })

  it("more time or kilometres never cost less when an hour is worth the kilometres it includes", () => {
    const seen = classes(["more time", "more kilometres", "kilometres beyond"])
    const trip = fc.record({
      minutes: fc.integer({ min: 1, max: 600 }),
      km: fc.integer({ min: 0, max: 300 }),
    })
    check(
      fc.property(
        anyRate,
        fc.nat(300),
        trip,
        fc.nat(120),
        fc.nat(60),
        (rate, perKm, trip, later, further) => {
          // A cent more than the kilometres are worth, since each line is rounded by itself.
          const worth = { ...rate, cents: Math.max(rate.cents, rate.km * perKm + 60) }
          const rates = [row(worth, (perKm / 100).toFixed(2))]
          const total = (minutes: number, km: number) => {
            const { lines } = price({ rates }, { minutes, km: String(km) })
            return lines.reduce((all, { net }) => all + net, 0)
          }
          const before = total(trip.minutes, trip.km)
          const after = total(trip.minutes + later, trip.km + further)
          seen.note(
            later > 0 && "more time",
            further > 0 && "more kilometres",
            trip.km > (rate.km * trip.minutes) / 60 && "kilometres beyond",
          )
          expect(after).toBeGreaterThanOrEqual(before)
        },
      ),
      500,
    )
    seen.enough()
  })
})
