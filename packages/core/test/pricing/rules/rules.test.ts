import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { PriceBook } from "../../../src/pricing/PriceBook.ts"
import { Rule } from "../../../src/pricing/rules/index.ts"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import { AgencyId } from "../../../src/shared/Ids.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { arithmetic, bookWith, net, priceOf, type Ride, situationOf, tariff } from "../tariff/demo.ts"
import type { CompiledZone } from "../../../src/pricing/zones/compileZones.ts"

const ride: Ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 55 }
const km = (mode: string, ...tiers: ReadonlyArray<readonly [string | null, string]>) => ({
  kind: "DISTANCE_TIERS",
  id: "km",
  name: "km",
  mode,
  tiers: tiers.map(([upToKm, perKm]) => ({ upToKm, perKm })),
})
const rule = (effect: object, when: object = {}, more: object = {}) => ({
  kind: "TIME_RULE",
  id: "rule",
  name: "Rule",
  when,
  effect,
  ...more,
})
const priced = (asked: Partial<Ride>, rules: ReadonlyArray<object>, parts: Partial<PriceBook> = {}) => {
  const only = { ...tariff("BERLINE", "2.00", "50.00", "45.00"), rules }
  return priceOf({ ...ride, ...asked }, compileTariffs(bookWith({ ...parts, tariffs: [only] })))
}
const base = km("INCREMENTAL", [null, "2.00"])
const decoded = Schema.decodeUnknownResult(Rule)
const takes = (data: object) => Result.isSuccess(decoded(data))

describe("distance tiers", () => {
  const tiers = [
    ["10", "3.00"],
    ["50.5", "2.00"],
    [null, "1.00"],
  ] as const

  it.each([
    [0, "0.00"],
    [10, "30.00"],
    [10.001, "30.00"],
    [11, "32.00"],
    [50.5, "111.00"],
    [60, "120.50"],
  ])("INCREMENTAL: %d km are %s, each kilometre at its tier's price", (distance, expected) => {
    const price = priced({ km: distance }, [km("INCREMENTAL", ...tiers)])
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
  })

  it.each([
    [10, "30.00"],
    [11, "30.00"],
    [15, "30.00"],
    [15.5, "31.00"],
    [50.5, "101.00"],
    [51, "101.00"],
    [101, "101.00"],
    [102, "102.00"],
  ])("WHOLE_TRIP: %d km are %s, never below the end of the tier before", (distance, expected) => {
    const price = priced({ km: distance }, [km("WHOLE_TRIP", ...tiers)])
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
  })

  it.each(["INCREMENTAL", "WHOLE_TRIP"])(
    "%s: the end of a tier is in it, also where the next costs more",
    (mode) => {
      const rising = [km(mode, ["10", "2.00"], [null, "3.00"])]
      const price = priced({ km: 10 }, rising)
      expect(net(price), `${arithmetic(price)}`).toBe("20.00")
      expect(price.trace.parts[0]?.inputs).toMatchObject({ tier: 1, perKm: "2.00" })
      expect(priced({ km: 10.001 }, rising).trace.parts[0]?.inputs).toMatchObject({ tier: 2, perKm: "3.00" })
    },
  )

  it.each(["INCREMENTAL", "WHOLE_TRIP"])(
    "%s: a negative price takes so much off the base fee a kilometre",
    (mode) => {
      const only = {
        ...tariff("BERLINE", "0", "0", "0", { baseFee: "50.00" }),
        rules: [km(mode, [null, "-1.00"])],
      }
      const price = priceOf(ride, compileTariffs(bookWith({ tariffs: [only] })))
      expect(net(price), `${arithmetic(price)}`).toBe("12.00")
    },
  )

  it("must ascend and have one end open, the last", () => {
    expect(takes(km("INCREMENTAL", ...tiers))).toBe(true)
    expect(takes(km("INCREMENTAL", ["10", "3.00"]))).toBe(false)
    expect(takes(km("INCREMENTAL", [null, "3.00"], [null, "2.00"]))).toBe(false)
    expect(takes(km("INCREMENTAL", ["10", "3.00"], ["10", "2.00"], [null, "1.00"]))).toBe(false)
    expect(takes(km("INCREMENTAL", ["0", "3.00"], [null, "1.00"]))).toBe(false)
  })
})

describe("several base amounts", () => {
  const both = tariff("BERLINE", "2.00", "50.00", "45.00", { combine: "SUM", baseFee: "3.50" })
  it("SUM adds them and the base fee, with thirds kept until the net", () => {
    const price = priceOf(ride, compileTariffs(bookWith({ tariffs: [both] })))
    expect(Exact.format(price.amount)).toBe("376/3")
    expect(net(price)).toBe("125.33")
  })
  it("MAX takes the greatest, then adds the base fee", () => {
    const price = priceOf(
      { ...ride, km: 9 },
      compileTariffs(bookWith({ tariffs: [{ ...both, combine: "MAX" }] })),
    )
    expect(Exact.format(price.amount)).toBe("148/3")
  })
})

describe("time rules", () => {
  it.each<[string, object, object, string]>([
    ["a percentage", { percentage: "0.20" }, {}, "91.20"],
    ["a percentage off", { percentage: "-0.25" }, {}, "57.00"],
    ["a factor", { factor: "1.15" }, {}, "87.40"],
    ["an amount", { amount: "12.34" }, {}, "88.34"],
    ["an amount a kilometre", { amountPer: "KM", unitPrice: "0.10" }, {}, "79.80"],
    ["an amount an hour", { amountPer: "HOUR", unitPrice: "6.00" }, {}, "81.50"],
    ["an amount a passenger", { amountPer: "PASSENGER", unitPrice: "4.00" }, { passengers: 3 }, "88.00"],
    [
      "an amount for the one passenger nobody mentioned",
      { amountPer: "PASSENGER", unitPrice: "4.00" },
      {},
      "80.00",
    ],
  ])("%s", (_, effect, asked, expected) => {
    const price = priced(asked, [base, rule(effect)])
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
  })

  it("ADDITIVE percentages sum to one factor; COMPOUND ones and seasons multiply it; amounts come after", () => {
    const rules = [
      base,
      { ...rule({ percentage: "0.20" }), id: "a", mode: "ADDITIVE" },
      { ...rule({ percentage: "0.10" }), id: "b" },
      { ...rule({ percentage: "0.30" }), id: "c", mode: "ADDITIVE" },
      { ...rule({ amount: "5.00" }), id: "d", priority: 9 },
      { kind: "SEASON", id: "s", name: "Season", from: "2026-05-01", to: "2026-05-31", factor: "1.15" },
    ]
    const price = priced({}, rules)
    expect(Exact.format(price.amount), `${arithmetic(price)}`).toBe("149.21") // 76 × 1.50 × 1.10 × 1.15 + 5
    expect(price.trace.parts.map(({ id, amount }) => [id, Exact.format(amount)])).toEqual([
      ["km", "76"],
      ["a", "15.2"],
      ["b", "9.12"],
      ["c", "25.08"],
      ["s", "18.81"],
      ["d", "5"],
    ])
  })

  it("shares that take more than everything leave nothing, and neither do amounts leave less", () => {
    const off = (id: string) => ({ ...rule({ percentage: "-0.60" }), id, mode: "ADDITIVE" })
    const none = priced({}, [base, off("a"), off("b")])
    expect(none.amount.n).toBe(0)
    const less = priced({}, [base, rule({ amount: "-100.00" })])
    expect(less.amount.n).toBe(0)
    const lifted = less.trace.parts.at(-1)!
    expect([lifted.kind, Exact.format(lifted.amount)]).toEqual(["FLOOR", "24"])
  })

  it("only a percentage can be ADDITIVE", () => {
    expect(takes(rule({ percentage: "0.20" }, {}, { mode: "ADDITIVE" }))).toBe(true)
    expect(takes(rule({ factor: "1.20" }, {}, { mode: "ADDITIVE" }))).toBe(false)
    expect(takes(rule({ amount: "1.20" }, {}, { mode: "ADDITIVE" }))).toBe(false)
  })

  it("counted by its share of the trip still asks for the trip it is for", () => {
    const night = { time: { from: "12:00", to: "18:00" } }
    const prorated = (when: object) => [
      base,
      rule({ percentage: "0.50" }, { ...night, ...when }, { prorate: true }),
    ]
    expect(net(priced({}, prorated({})))).toBe("114.00")
    expect(net(priced({}, prorated({ vehicleCategories: ["VAN"] })))).toBe("76.00")
  })

  it("a day of any year is a month and a day, and nothing around it", () => {
    const yearly = (day: string) => takes(rule({ percentage: "0.20" }, { yearly: [day] }))
    expect(["12-24", "112-24", "12-241", "13-01", "12-32"].filter(yearly)).toEqual(["12-24"])
  })

  it("a rule that is not active does not exist", () => {
    expect(net(priced({}, [base, rule({ percentage: "0.20" }, {}, { active: false })]))).toBe("76.00")
  })
})

describe("conditions: all that are given", () => {
  const agency = AgencyId.make("01890a5d-ac96-774b-bcce-000000000032")
  const inZone = (id: string): CompiledZone => ({
    zone: { id, name: id, shape: { type: "RADIUS", centre: [2.35, 48.86], radiusKm: 1 } },
    factor: Exact.one,
    squareKm: 3,
  })
  const zones = { pickup: inZone("paris"), dropOff: inZone("cdg") }

  it.each<[string, object, Partial<Ride>, boolean]>([
    ["weekdays, of the instant itself", { weekdays: [4] }, {}, true],
    ["another weekday", { weekdays: [5, 6] }, {}, false],
    [
      "the small hours of Saturday are Saturday",
      { weekdays: [6], time: { from: "21:00", to: "07:00" } },
      { at: "2026-05-09T03:00:00+02:00" },
      true,
    ],
    [
      "the small hours of Sunday are no Saturday",
      { weekdays: [6], time: { from: "21:00", to: "07:00" } },
      { at: "2026-05-10T03:00:00+02:00" },
      false,
    ],
    ["dates", { dates: ["2026-05-07"] }, {}, true],
    ["dates are local", { dates: ["2026-05-07"] }, { at: "2026-05-07T22:00:00Z" }, false],
    ["days of any year", { yearly: ["05-07"] }, { at: "2031-05-07T14:00:00+02:00" }, true],
    ["a holiday", { holidaysOf: "FR" }, { at: "2026-05-08T09:00:00+02:00" }, true],
    ["no holiday", { holidaysOf: "FR" }, {}, false],
    ["a holiday of another country", { holidaysOf: "DE" }, { at: "2026-05-08T09:00:00+02:00" }, false],
    ["lead time below", { leadTime: { lessThanMinutes: 60 } }, { lead: 59 }, true],
    ["lead time at the limit", { leadTime: { lessThanMinutes: 60 } }, { lead: 60 }, false],
    ["lead time from the limit", { leadTime: { atLeastMinutes: 60 } }, { lead: 60 }, true],
    ["lead time short of the limit", { leadTime: { atLeastMinutes: 60 } }, { lead: 59 }, false],
    ["as few passengers as it takes", { passengers: { atLeast: 2 } }, { passengers: 2 }, true],
    ["pickup zone", { pickupZones: ["paris", "orly"] }, { zones }, true],
    ["the pickup's zone is not the drop-off's", { pickupZones: ["cdg"] }, { zones }, false],
    ["drop-off zone", { dropOffZones: ["cdg"] }, { zones }, true],
    ["dropped off in no zone", { dropOffZones: ["cdg"] }, {}, false],
    ["picked up in no zone", { pickupZones: ["cdg"] }, {}, false],
    ["category", { vehicleCategories: ["BERLINE"] }, {}, true],
    ["another category", { vehicleCategories: ["VAN"] }, {}, false],
    ["client type", { clientTypes: ["BUSINESS"] }, { clientType: "BUSINESS" }, true],
    ["unknown client type", { clientTypes: ["BUSINESS"] }, {}, false],
    ["the agency that booked", { agencies: [agency] }, { agencyBooked: agency }, true],
    ["the agency invoiced", { agencies: [agency] }, { agencyInvoiced: agency }, true],
    ["no agency", { agencies: [agency] }, {}, false],
    ["passengers", { passengers: { atLeast: 2, atMost: 4 } }, { passengers: 4 }, true],
    ["too many passengers", { passengers: { atLeast: 2, atMost: 4 } }, { passengers: 5 }, false],
    ["too few passengers", { passengers: { atLeast: 2 } }, {}, false],
    ["another trip type", { tripTypes: ["DISPO"] }, {}, false],
    ["one of several not", { weekdays: [4], passengers: { atLeast: 2 } }, {}, false],
    ["a date and a weekday that both hold", { weekdays: [4], dates: ["2026-05-07"] }, {}, true],
    ["a date and a weekday of which one holds", { weekdays: [5], dates: ["2026-05-07"] }, {}, false],
  ])("%s", (_, when, asked, applies) => {
    const only = {
      ...tariff("BERLINE", "2.00", "50.00", "45.00"),
      rules: [base, rule({ percentage: "0.50" }, when)],
    }
    const settings = {
      ...JSON.parse(JSON.stringify(bookWith({}).settings)),
      holidays: { FR: ["2026-05-01", "2026-05-08"] },
    }
    const price = priceOf({ ...ride, ...asked }, compileTariffs(bookWith({ settings, tariffs: [only] })))
    expect(net(price), `${arithmetic(price)}`).toBe(applies ? "114.00" : "76.00")
  })

  it("a trip that is no TRANSFER meets a rule that does not name its type never", () => {
    const compiled = compileTariffs(
      bookWith({
        rules: [
          rule({ percentage: "0.50" }),
          rule({ percentage: "0.20" }, { tripTypes: ["DISPO"] }, { id: "d" }),
        ],
      }),
    )
    const applied = (tripType: "TRANSFER" | "DISPO") =>
      compiled.surcharges
        .filter(({ apply }) => apply(situationOf({ ...ride, tripType })) !== undefined)
        .map(({ data }) => data.id)
    expect(applied("TRANSFER")).toEqual(["rule"])
    expect(applied("DISPO")).toEqual(["d"])
  })
})

describe("a season", () => {
  const season = (more: object = {}) => ({
    kind: "SEASON",
    id: "s",
    name: "S",
    from: "2026-05-07",
    to: "2026-05-07",
    factor: "2",
    ...more,
  })
  it("includes both days, by the operator's calendar", () => {
    expect(net(priced({}, [base, season()]))).toBe("152.00")
    expect(net(priced({ at: "2026-05-06T23:59:59+02:00" }, [base, season()]))).toBe("76.00")
    expect(net(priced({ at: "2026-05-06T22:00:00Z" }, [base, season()]))).toBe("152.00")
    expect(net(priced({ at: "2026-05-07T22:00:00Z" }, [base, season()]))).toBe("76.00")
  })
  it("has a scope, and must not end before it begins", () => {
    expect(net(priced({}, [base, season({ scope: { vehicleCategories: ["VAN"] } })]))).toBe("76.00")
    expect(takes(season({ to: "2026-05-06" }))).toBe(false)
  })
})

describe("a mark-up and a margin", () => {
  it("are two types, and a margin leaves something for the cost", () => {
    const over = (what: object) => takes({ kind: "MARK_UP", id: "m", name: "m", over: what })
    expect(over({ markUp: "2.5" })).toBe(true)
    expect(over({ margin: "0.9999" })).toBe(true)
    expect(over({ margin: "1" })).toBe(false)
    expect(over({ percentage: "0.20" })).toBe(false)
  })
})
