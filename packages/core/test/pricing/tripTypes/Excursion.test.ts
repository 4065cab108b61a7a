import * as fc from "fast-check"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import type { PricingContext } from "../../../src/pricing/PricingContext.ts"
import { Excursion } from "../../../src/pricing/tripTypes/Excursion.ts"
import { refusal } from "../../../src/pricing/tripTypes/TripKind.ts"
import * as Ids from "../../../src/shared/Ids.ts"
import { format } from "../../../src/shared/Money.ts"
import { check, classes } from "../../properties.ts"
import { uuid } from "../../samples.ts"
import { arithmetic, bookOf, halfDay, hiring, priced, type Rows } from "../hiring.ts"

const fullDay = {
  ...halfDay,
  id: "full-day",
  name: "Full day",
  unitPrice: "560.00",
  includedMinutes: 600,
  includedKm: { perBooking: "150" },
}
const plainHours = {
  id: "hours",
  name: "Excursion by the hour",
  tripType: "EXCURSION",
  method: "HOURLY",
  vehicleCategory: "BERLINE",
  perHour: "70.00",
  minimumMinutes: 180,
  includedKm: { perHour: "20" },
  overagePerKm: "1.50",
}
const clientId = Ids.ClientId.make(uuid(31))
const agencyId = Ids.AgencyId.make(uuid(32))
const otherAgency = Ids.AgencyId.make(uuid(33))

const price = (rows: Rows, asked: Parameters<typeof hiring>[1], context: Partial<PricingContext> = {}) =>
  priced(Excursion.price(hiring("EXCURSION", asked, { mode: "FIXED_GRID", ...context }), bookOf(rows)))
const pricedBy = ({ lines }: ReturnType<typeof price>) => lines[0].trace.parts[0]?.id
const rejectedIn = ({ lines }: ReturnType<typeof price>) =>
  lines[0].trace.rejected.map(({ id, price, reason }) => [id, reason, price])

describe("an excursion", () => {
  it("booked within its package costs the package, with an OVERAGE line of quantity 0", () => {
    const { lines } = price({ packages: [halfDay] }, { minutes: 300, km: "60" })
    expect(lines, "half day").toCost(["320.00", "0.00"])
    expect(lines[1]).toMatchObject({ kind: "OVERAGE", quantity: 0, unit: "km", unitPrice: 15_000 })
  })

  it("F73 F74 F76 S27 booked for 6 h 10 and 92 km costs 320 + 1.5 h × 55 + 32 km × 1.50 = 450.50", () =>
    expect(price({ packages: [halfDay] }, { minutes: 370, km: "92" }).lines, "S27, booked so").toCost([
      "402.50",
      "48.00",
    ]))

  it("is priced by the package with the lowest total, and says what the others would have cost", () => {
    const long = price({ packages: [halfDay, fullDay] }, { minutes: 600, km: "150" })
    expect(pricedBy(long), `${arithmetic(long.lines)}`).toBe("full-day")
    expect(rejectedIn(long)).toEqual([["half-day", "HIGHER_TOTAL", "730"]]) // 320 + 5 × 55 + 90 × 1.50
    const short = price({ packages: [halfDay, fullDay] }, { minutes: 310, km: "60" })
    expect(pricedBy(short), `${arithmetic(short.lines)}`).toBe("half-day")
    expect(rejectedIn(short)).toEqual([["full-day", "HIGHER_TOTAL", "560"]])
  })

  it("of two packages at one price the longer wins, then the first id", () => {
    const longer = { ...halfDay, id: "z-longer", includedMinutes: 360 }
    const twin = { ...longer, id: "y-twin" }
    expect(pricedBy(price({ packages: [halfDay, longer] }, { minutes: 240 }))).toBe("z-longer")
    expect(pricedBy(price({ packages: [halfDay, longer, twin] }, { minutes: 240 }))).toBe("y-twin")
  })

  it("under DYNAMIC plain hours with their minimum stand beside the packages", () => {
    const rows = { packages: [halfDay], rates: [plainHours] }
    const short = price(rows, { minutes: 120 }, { mode: "DYNAMIC" })
    expect(short.lines, "2 h, 3 h at least × 70").toCost(["210.00", "0.00"])
    expect(short.lines[0]).toMatchObject({
      source: "TARIFF",
      quantity: 3_000,
      unit: "hour",
      unitPrice: 700_000,
    })
    expect(rejectedIn(short)).toEqual([["half-day", "HIGHER_TOTAL", "320"]])
    expect(price(rows, { minutes: 300 }, { mode: "DYNAMIC" }).lines, "5 h").toCost(["320.00", "0.00"])
    expect(price(rows, { minutes: 120 }).lines, "2 h on the grid").toCost(["320.00", "0.00"])
  })

  it("without a package there is no price on the grid, unless the fallback allows the hours", () => {
    const rows = { rates: [plainHours] }
    const asked = hiring("EXCURSION", { minutes: 240 }, { mode: "FIXED_GRID" })
    const none = Excursion.price(asked, bookOf(rows))
    expect(Result.isFailure(none) && none.failure).toMatchObject({
      _tag: "NotPriced",
      tripType: "EXCURSION",
      vehicleCategory: "BERLINE",
      on: "2026-05-07",
    })
    expect(price(rows, { minutes: 240 }, { fallback: "DYNAMIC" }).lines, "fallback").toCost([
      "280.00",
      "0.00",
    ])
  })

  it("the first level with a package counts, whatever the others cost", () => {
    const of = (owner: object, id: string, unitPrice: string) => ({ ...halfDay, ...owner, id, unitPrice })
    const packages = [
      of({}, "own", "100.00"),
      of({ agencyId: otherAgency }, "booked", "200.00"),
      of({ agencyId }, "invoiced", "300.00"),
      of({ clientId }, "client", "400.00"),
    ]
    const context = { clientId, agencyInvoiced: agencyId, agencyBooked: otherAgency }
    const order = ["client", "invoiced", "booked", "own"]
    const sources = ["CLIENT_PACKAGE", "AGENCY_GRID", "AGENCY_GRID", "GRID"]
    for (const [level, id] of order.entries()) {
      const left = packages.filter((row) => order.indexOf(row.id) >= level)
      const found = price({ packages: left }, { minutes: 300 }, context)
      expect(pricedBy(found)).toBe(id)
      expect(found.lines[0].source).toBe(sources[level])
      expect(rejectedIn(found).map(([id, reason]) => [id, reason])).toEqual(
        order.slice(level + 1).map((lower) => [lower, "LOWER_LEVEL"]),
      )
    }
  })

  it("a package for another vehicle, inactive, out of date, too short or too far is none", () => {
    const { extraPerHour: _, ...flat } = halfDay
    const { overagePerKm: __, ...near } = halfDay
    const rows = {
      packages: [
        { ...halfDay, id: "van", vehicleCategory: "VAN", unitPrice: "1.00" },
        { ...halfDay, id: "off", active: false },
        { ...halfDay, id: "past", validUntil: "2026-05-06" },
        { ...flat, id: "short", unitPrice: "1.00" },
        { ...near, id: "near", unitPrice: "1.00" },
        { ...halfDay, id: "any", vehicleCategory: null },
      ],
    }
    const found = price(rows, { minutes: 330, km: "61" })
    expect(found.lines, "any").toCost(["347.50", "1.50"])
    expect(rejectedIn(found)).toEqual(
      expect.arrayContaining([
        ["off", "INACTIVE", undefined],
        ["past", "OUT_OF_DATE", undefined],
        ["short", "TOO_SHORT", undefined],
        ["near", "TOO_FAR", undefined],
      ]),
    )
    expect(rejectedIn(found)).toHaveLength(4)
  })

  it("a package is valid to the end of its last day on the operator's clock", () => {
    const rows = { packages: [{ ...halfDay, validFrom: "2026-05-07", validUntil: "2026-05-07" }] }
    const at = (instant: string) =>
      Result.isSuccess(
        Excursion.price(
          hiring("EXCURSION", { minutes: 60, at: instant }, { mode: "FIXED_GRID" }),
          bookOf(rows),
        ),
      )
    expect(
      ["2026-05-06T21:59:59Z", "2026-05-06T22:00:00Z", "2026-05-07T21:59:59Z", "2026-05-07T22:00:00Z"].map(
        at,
      ),
    ).toEqual([false, true, true, false])
  })

  it("under DYNAMIC a package agreed with the client that the hours undercut is named in a warning", () => {
    const rows = { packages: [{ ...halfDay, clientId }], rates: [plainHours] }
    const { warnings } = price(rows, { minutes: 120 }, { mode: "DYNAMIC", clientId })
    expect(warnings).toMatchObject([{ code: "ContractPriceExists", id: "half-day", price: "320.00" }])
    expect(price(rows, { minutes: 300 }, { mode: "DYNAMIC", clientId }).warnings).toEqual([])
  })

  it("says all that is missing at once, and nothing is missing of a manual price", () => {
    const { vehicleCategory: _, pickup: __, ...trip } = hiring("EXCURSION", {}).trip
    expect(refusal(Excursion, trip, "FIXED_GRID")).toMatchObject({
      _tag: "TripIncomplete",
      missing: ["pickup", "durationMinutes", "vehicleCategory"],
    })
    expect(refusal(Excursion, trip, "MANUAL")).toBeUndefined()
  })

  it("ends where it began unless it says otherwise", () => {
    const { trip } = hiring("EXCURSION", { minutes: 300 })
    expect(Excursion.completed(trip).dropOff).toEqual(trip.pickup)
    const dropOff = { label: "Orly" }
    expect(Excursion.completed({ ...trip, dropOff }).dropOff).toEqual(dropOff)
    const { pickup: _, ...nowhere } = trip
    expect(Excursion.completed(nowhere)).toStrictEqual(nowhere)
  })
})

/** Few values of each, so that several packages often cost the same. */
const anyPackage = fc.record({
  euros: fc.integer({ min: 2, max: 6 }).map((hundreds) => hundreds * 100),
  quarters: fc.constantFrom(12, 20, 40),
  km: fc.constantFrom(0, 60, 150),
  extra: fc.constantFrom(0, 40, 55),
  perKm: fc.constantFrom(0, 100, 150),
})
const rowsOf = (drawn: ReadonlyArray<typeof anyPackage extends fc.Arbitrary<infer P> ? P : never>) =>
  drawn.map(({ euros, extra, km, perKm, quarters }, n) => ({
    ...halfDay,
    id: `p${n}`,
    unitPrice: `${euros}.00`,
    includedMinutes: quarters * 15,
    includedKm: { perBooking: String(km) },
    extraPerHour: `${extra}.00`,
    overagePerKm: (perKm / 100).toFixed(2),
  }))

describe("an excursion, for any packages", () => {
  const asked = fc.record({
    minutes: fc.integer({ min: 15, max: 800 }),
    km: fc.integer({ min: 0, max: 400 }).map(String),
  })

  it("costs the least of what each package would, counted by hand, in whatever order they are written", () => {
    const seen = classes(["extra time", "extra kilometres", "within", "several at one price"])
    check(
      fc.property(fc.array(anyPackage, { minLength: 1, maxLength: 6 }), asked, (drawn, asked) => {
        const { lines } = price({ packages: rowsOf(drawn) }, asked)
        const totals = drawn.map((one) => {
          const blocks = Math.max(0, Math.ceil((asked.minutes - one.quarters * 15) / 30))
          return (
            one.euros * 100 + blocks * one.extra * 50 + Math.max(0, Number(asked.km) - one.km) * one.perKm
          )
        })
        const least = Math.min(...totals)
        const total = lines[0].net + lines[1]!.net // an excursion has both
        expect(total, `${arithmetic(lines)}`).toBe(least)
        seen.note(
          lines[0].trace.parts.length > 1 && "extra time",
          lines[1]!.quantity > 0 && "extra kilometres", // the same
          lines[0].trace.parts.length === 1 && lines[1]!.quantity === 0 && "within",
          totals.filter((one) => one === least).length > 1 && "several at one price",
        )
        const cheapest = drawn.filter((_, n) => totals[n] === least)
        const chosen = drawn[Number(pricedBy({ lines, warnings: [] })?.slice(1))]
        expect(chosen?.quarters).toBe(Math.max(...cheapest.map(({ quarters }) => quarters)))
        const turned = price({ packages: rowsOf(drawn).toReversed() }, asked)
        expect(turned.lines.map(({ net }) => format(net, "EUR"))).toEqual(
          lines.map(({ net }) => format(net, "EUR")),
        )
        expect(pricedBy(turned)).toBe(lines[0].trace.parts[0]?.id)
      }),
      500,
    )
    seen.enough()
  })

  it("more time and more kilometres never cost less", () => {
    const more = fc.record({
      minutes: fc.integer({ min: 0, max: 240 }),
      km: fc.integer({ min: 0, max: 100 }),
    })
    check(
      fc.property(fc.array(anyPackage, { minLength: 1, maxLength: 4 }), asked, more, (drawn, asked, more) => {
        const total = (of: typeof asked) => {
          const { lines } = price({ packages: rowsOf(drawn) }, of)
          return lines[0].net + lines[1]!.net // an excursion has both
        }
        const longer = { minutes: asked.minutes + more.minutes, km: String(Number(asked.km) + more.km) }
        expect(total(longer)).toBeGreaterThanOrEqual(total(asked))
      }),
    )
  })
})
