import { describe, expect, it } from "vitest"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import {
  arithmetic,
  bookWith,
  demo,
  demoRules,
  demoTariffs,
  net,
  priceOf,
  type Ride,
  tariff,
} from "./demo.ts"

const thursday = "2026-05-07"
const usual = { km: 38, minutes: 55 }
const at = (local: string, more: Partial<Ride> = {}): Ride => ({ ...usual, at: local, ...more })

describe("DEMO-2026, 3.2: transfers by the tariff", () => {
  it.each<[string, Ride, string]>([
    ["S12: the greater of 38 km and 55 min", at(`${thursday}T14:00:00+02:00`), "76.00"],
    ["S13: a jam below the minimum", at(`${thursday}T14:00:00+02:00`, { km: 9, minutes: 50 }), "45.00"],
    ["S14: S12 at night, by pickup time", at(`${thursday}T22:30:00+02:00`), "91.20"],
    ["S17: S12 on a Saturday in July", at("2026-07-11T14:00:00+02:00"), "96.14"],
    ["S21: Christmas Day, a Friday", at("2026-12-25T10:00:00+01:00"), "114.00"],
    ["21:00:00 is night", at(`${thursday}T21:00:00+02:00`), "91.20"],
    ["20:59:59 is day", at(`${thursday}T20:59:59+02:00`), "76.00"],
    ["07:00:00 is day", at(`${thursday}T07:00:00+02:00`), "76.00"],
    ["06:59:59 is night", at(`${thursday}T06:59:59+02:00`), "91.20"],
    ["Friday 23:59:59 is no weekend", at("2026-05-08T23:59:59+02:00"), "91.20"],
    ["Saturday 00:00:00 is weekend, and night", at("2026-05-09T00:00:00+02:00"), "100.32"],
    ["Sunday 23:59:59 is weekend, and night", at("2026-05-10T23:59:59+02:00"), "100.32"],
    ["Monday 00:00:00 is night alone", at("2026-05-11T00:00:00+02:00"), "91.20"],
    ["31 Aug 23:59:59 is Summer, and night", at("2026-08-31T23:59:59+02:00"), "104.88"],
    ["1 Sep 00:00:00 is not", at("2026-09-01T00:00:00+02:00"), "91.20"],
    ["30 Jun 23:59:59 is not", at("2026-06-30T23:59:59+02:00"), "91.20"],
    ["1 Jul 00:00:00 is", at("2026-07-01T00:00:00+02:00"), "104.88"],
    ["New Year's Day counts by the local date", at("2026-12-31T23:30:00Z"), "136.80"],
    ["a VAN by its own tariff", at(`${thursday}T14:00:00+02:00`, { category: "VAN" }), "95.00"],
  ])("%s", (_, ride, expected) => {
    const price = priceOf(ride)
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
  })

  it("S18: 76.37 at night, at the weekend, in Summer is rounded once: 115.92966 is 115.93", () => {
    const flat = tariff("BERLINE", "0.00", "0.00", "45.00", { baseFee: "76.37" })
    const price = priceOf(
      at("2026-07-11T22:30:00+02:00"),
      compileTariffs(bookWith({ tariffs: [flat], rules: demoRules })),
    )
    expect(Exact.format(price.amount), `${arithmetic(price)}`).toBe("115.92966")
    expect(net(price), `${arithmetic(price)}`).toBe("115.93")
    expect(arithmetic(price).split("\n").at(-1)).toBe("ROUNDING  0.00034 from {}")
  })

  it.each([
    ["S20: cost 100 and a mark-up of 20 %", { markUp: "0.20" }, "120.00"],
    ["S20b: cost 100 and a margin of 20 %", { margin: "0.20" }, "125.00"],
  ])("%s", (_, over, expected) => {
    const rules = [...demoTariffs[0]!.rules, { kind: "MARK_UP", id: "over-cost", name: "Over cost", over }]
    const book = bookWith({ tariffs: [{ ...demoTariffs[0], rules, baseFee: "9.00" }] })
    const price = priceOf(at(`${thursday}T14:00:00+02:00`, { cost: Exact.of(100) }), compileTariffs(book))
    expect(net(price), `${arithmetic(price)}`).toBe(expected)
    expect(price.trace.rejected.map(({ id, reason }) => [id, reason])).toEqual([
      ["hours", "REPLACED"],
      ["km", "REPLACED"],
    ])
  })

  it("a zone factor multiplies what the tariff gives before its minimum", () => {
    const zones = { factor: Exact.of(12, 10), inputs: { dropOffZone: "CDG" } }
    const price = priceOf(at(`${thursday}T14:00:00+02:00`), demo, zones)
    expect(net(price), `${arithmetic(price)}`).toBe("91.20")
    const short = priceOf(at(`${thursday}T14:00:00+02:00`, { km: 19, minutes: 1 }), demo, zones)
    expect(net(short), `${arithmetic(short)}`).toBe("45.60")
    const shorter = priceOf(at(`${thursday}T14:00:00+02:00`, { km: 18, minutes: 1 }), demo, zones)
    expect(net(shorter), `${arithmetic(shorter)}`).toBe("45.00")
  })

  it("is explained part by part: what was added, from what, and what gave way", () => {
    const price = priceOf(at("2026-07-11T22:30:00+02:00"))
    expect(price.trace.parts.map(({ amount, id, kind }) => [kind, id, Exact.format(amount)])).toEqual([
      ["DISTANCE_TIERS", "km", "76"],
      ["TIME_RULE", "night", "15.2"],
      ["SEASON", "summer", "13.68"],
      ["TIME_RULE", "weekend", "10.488"],
    ])
    expect(price.trace.parts[0]?.inputs).toEqual({ km: 38, perKm: "2.00" })
    expect(price.trace.rejected).toEqual([
      { kind: "TIME_RATE", id: "hours", label: "Hours", reason: "LOWER_AMOUNT", price: "275/6" },
    ])
  })

  it("does not take the process's zone for the operator's", () => {
    const own = process.env["TZ"]
    const price = () => net(priceOf(at("2026-05-07T20:30:00Z")))
    for (const zone of ["UTC", "America/New_York", "Asia/Kolkata"]) {
      process.env["TZ"] = zone
      expect(price()).toBe("91.20")
    }
    if (own === undefined) delete process.env["TZ"]
    else process.env["TZ"] = own
  })
})
