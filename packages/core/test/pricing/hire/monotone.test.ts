import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"
import { Dispo } from "../../../src/pricing/tripTypes/Dispo.ts"
import { check, classes } from "../../properties.ts"
import { bookOf, hiring, priced } from "../hiring.ts"

const { settings } = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
const decode = Schema.decodeUnknownSync(PriceBook)
const empty = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
const warnings = (rows: object, wholeKm = false) =>
  validateBook(
    decode({
      ...empty,
      settings: { ...settings, corrections: { ...settings.corrections, wholeKm } },
      ...rows,
    }),
  ).warnings.map(({ issue, path }) => `${path.join(".")} ${issue}`)

const hired = { id: "row", name: "row", tripType: "DISPO", vehicleCategory: null }
const hourly = (perHour: string, more: object = {}) => ({
  ...hired,
  method: "HOURLY",
  perHour,
  includedKm: { perHour: "25" },
  overagePerKm: "2.00",
  incrementMinutes: 15,
  ...more,
})
const tooLow = "is less than the kilometres included in the time cost beyond it"

/** What a hire of so many minutes comes to, kilometres included, minute by minute up to ten hours. */
const totals = (rate: object, km: string, corrections: object = {}) => {
  const book = bookOf({ rates: [rate], corrections })
  return Array.from({ length: 600 }, (_, n) =>
    priced(Dispo.price(hiring("DISPO", { minutes: n + 1, km }), book)).lines.reduce(
      (all, { net }) => all + net,
      0,
    ),
  )
}
const falls = (prices: ReadonlyArray<number>) => prices.some((price, at) => price < (prices[at - 1] ?? 0))

describe("a hire by the hour with kilometres in each hour", () => {
  it("costs less with more time where whole kilometres are billed and a step includes nearly one more: a warning", () => {
    // A quarter of an hour costs 12.50 and includes 6.25 km: 6 or 7 km fewer are billed, at 2.00 each.
    expect(falls(totals(hourly("50.00"), "150.3"))).toBe(false)
    expect(falls(totals(hourly("50.00"), "150.3", { wholeKm: true }))).toBe(true)
    expect(warnings({ rates: [hourly("50.00")] })).toEqual([])
    expect(warnings({ rates: [hourly("50.00")] }, true)).toEqual([`rates.0.perHour ${tooLow}`])
    expect(warnings({ rates: [hourly("56.00")] }, true)).toEqual([])
    expect(falls(totals(hourly("56.00"), "150.3", { wholeKm: true }))).toBe(false)
  })

  it("can cost a cent less where a step costs hardly more than its kilometres, and both are rounded: a warning", () => {
    const near = hourly("15.5825", { overagePerKm: "0.6233" })
    expect(falls(totals(near, "150.123"))).toBe(true)
    expect(warnings({ rates: [near] })).toEqual([`rates.0.perHour ${tooLow}`])
    expect(warnings({ rates: [{ ...near, perHour: "15.6241" }] })).toEqual([])
    const odd = { ...hourly("50.00", { overagePerKm: "1.99" }), incrementMinutes: 1 }
    expect(warnings({ rates: [odd] })).toEqual([`rates.0.perHour ${tooLow}`])
    expect(warnings({ rates: [hourly("50.00")], rules: [rule("DISPO")] })).toEqual([
      `rates.0.perHour ${tooLow}`,
    ])
    expect(warnings({ rates: [hourly("50.00")], rules: [rule("TRANSFER")] })).toEqual([])
  })

  it("steps less far from a minimum that is no whole number of increments", () => {
    // From 50 minutes to an hour: 8.33 for 4.17 km; then an hour at a time.
    const rate = hourly("50.00", { incrementMinutes: 60, minimumMinutes: 50 })
    expect(warnings({ rates: [rate] })).toEqual([`rates.0.perHour ${tooLow}`])
    expect(warnings({ rates: [{ ...rate, minimumMinutes: 60 }] })).toEqual([])
  })

  it("of buckets steps from one to the next, in proportion minute by minute, and beyond the last by increments", () => {
    const buckets = (between: string, more: object = {}) => ({
      ...hired,
      method: "BUCKETS",
      between,
      buckets: [
        { minutes: 240, price: "200.00" },
        { minutes: 480, price: "400.00" },
      ],
      perHourBeyond: "60.00",
      includedKm: { perHour: "25" },
      overagePerKm: "2.00",
      ...more,
    })
    expect(warnings({ rates: [buckets("ROUND_UP")] })).toEqual([])
    expect(warnings({ rates: [buckets("ROUND_UP")] }, true)).toEqual([])
    expect(warnings({ rates: [buckets("PROPORTIONAL")] })).toEqual([`rates.0.buckets.1.price ${tooLow}`])
    expect(warnings({ rates: [buckets("PROPORTIONAL", { overagePerKm: "1.50" })] })).toEqual([])
    expect(warnings({ rates: [buckets("PROPORTIONAL", { overagePerKm: "1.50" })] }, true)).toEqual([
      `rates.0.buckets.1.price ${tooLow}`,
    ])
    expect(
      warnings({ rates: [buckets("ROUND_UP", { overagePerKm: "2.00", perHourBeyond: "50.00" })] }, true),
    ).toEqual([`rates.0.perHourBeyond ${tooLow}`])
  })

  it("bills no kilometre that has no price, whatever an hour costs", () => {
    for (const free of [
      { overagePerKm: "0.00" },
      { includedKm: { perHour: "0" } },
      { includedKm: { perBooking: "9" } },
    ])
      expect(warnings({ rates: [hourly("0.00", free)] }, true)).toEqual([])
  })

  it("never costs less with more time where there is no warning, to the cent", () => {
    const seen = classes(["whole kilometres", "a warning", "none", "hardly more"])
    const drawn = fc.record({
      // Of every other drawn four cents a kilometre, so that a quarter of an hour of them is whole cents.
      perKm: fc.oneof(
        fc.integer({ min: 1, max: 30_000 }),
        fc.integer({ min: 1, max: 75 }).map((n) => n * 400),
      ),
      included: fc.integer({ min: 0, max: 60 }),
      beyond: fc.oneof(fc.constantFrom(0, 400, 4_000), fc.integer({ min: -2_000, max: 400_000 })),
      incrementMinutes: fc.constantFrom(1, 7, 15, 30, 60),
      minimumMinutes: fc.constantFrom(1, 50, 240),
      km: fc.integer({ min: 0, max: 400_000 }),
      wholeKm: fc.boolean(),
    })
    check(
      fc.property(drawn, ({ beyond, included, incrementMinutes, km, minimumMinutes, perKm, wholeKm }) => {
        const rate = {
          ...hired,
          method: "HOURLY",
          perHour: (Math.max(0, perKm * included + beyond) / 10_000).toFixed(4),
          includedKm: { perHour: String(included) },
          overagePerKm: (perKm / 10_000).toFixed(4),
          incrementMinutes,
          minimumMinutes,
        }
        const isWarned = warnings({ rates: [rate] }, wholeKm).length > 0
        seen.note(
          wholeKm && "whole kilometres",
          isWarned ? "a warning" : "none",
          !isWarned && beyond <= 4_000 && included > 0 && "hardly more",
        )
        if (isWarned) return
        const prices = totals(rate, (km / 1_000).toFixed(3), { wholeKm })
        expect(falls(prices), `${JSON.stringify(rate)} for ${km} m: ${prices.join(" ")}`).toBe(false)
      }),
      150,
    )
    seen.enough()
  })
})

function rule(tripType: string) {
  return {
    kind: "TIME_RULE",
    id: "rule",
    name: "rule",
    when: { tripTypes: [tripType] },
    effect: { percentage: "0.0001" },
  }
}

describe("a book of thousands of packages", () => {
  it("is told where one is cheaper than a shorter one of its owner, or gives way to another's, without comparing all pairs", () => {
    const many = 6_000
    const packages = Array.from({ length: many }, (_, n) => ({
      ...hired,
      id: `package-${n}`,
      vehicleCategory: n % 3 === 0 ? null : `category-${n % 50}`,
      includedMinutes: 60 + n,
      unitPrice: (n === 5_000 ? 100 : 200 + n).toFixed(2),
      extraPerHour: "50.00",
    }))
    expect(warnings({ packages })).toEqual([
      "packages.5000.unitPrice is less than that of a package for less time",
    ])
  })

  it("gives the same warnings as comparing each with each", () => {
    const agency = "01890000-0000-7000-8000-0000000000a1"
    const row = fc.record({
      tripType: fc.constantFrom("DISPO", "EXCURSION"),
      vehicleCategory: fc.constantFrom(null, "BERLINE", "VAN"),
      agencyId: fc.constantFrom(undefined, agency),
      includedMinutes: fc.integer({ min: 1, max: 5 }),
      unitPrice: fc.integer({ min: 1, max: 5 }),
      extraPerHour: fc.constantFrom(undefined, "1.00"),
    })
    const rate = fc.record({
      tripType: fc.constantFrom("DISPO", "EXCURSION"),
      vehicleCategory: fc.constantFrom(null, "BERLINE", "VAN"),
    })
    const seen = classes(["cheaper", "gives way", "neither"])
    check(
      fc.property(fc.array(row, { maxLength: 6 }), fc.array(rate, { maxLength: 2 }), (rows, rates) => {
        const meet = (a: (typeof rates)[number], b: (typeof rates)[number]) =>
          a.tripType === b.tripType &&
          (a.vehicleCategory === null ||
            b.vehicleCategory === null ||
            a.vehicleCategory === b.vehicleCategory)
        const expected = rows.flatMap((one, at) => {
          const rivals = rows.filter((other) => meet(one, other))
          const isCheaper = rivals.some(
            (other) =>
              other.agencyId === one.agencyId &&
              other.includedMinutes < one.includedMinutes &&
              other.unitPrice > one.unitPrice,
          )
          const givesWay =
            one.extraPerHour === undefined &&
            (rates.some((rate) => meet(one, rate)) ||
              rivals.some(({ agencyId }) => agencyId !== one.agencyId))
          return [
            ...(isCheaper ? [`packages.${at}.unitPrice is less than that of a package for less time`] : []),
            ...(givesWay
              ? [`packages.${at} is not offered for more, which another price may make cheaper`]
              : []),
          ]
        })
        const book = {
          packages: rows.map((one, n) => ({
            ...Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
            id: `p${n}`,
            name: "p",
            unitPrice: one.unitPrice.toFixed(2),
          })),
          rates: rates.map((one, n) => ({ ...hourly("60.00"), ...one, id: `r${n}` })),
        }
        expect(warnings(book)).toEqual(expected)
        seen.note(
          expected.some((text) => text.includes("unitPrice")) && "cheaper",
          expected.some((text) => text.includes("offered")) && "gives way",
          expected.length === 0 && "neither",
        )
      }),
      300,
    )
    seen.enough()
  })
})
