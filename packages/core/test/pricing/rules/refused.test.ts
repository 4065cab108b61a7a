import { Result, Schema, SchemaIssue } from "effect"
import { describe, expect, it } from "vitest"
import { Rule } from "../../../src/pricing/rules/index.ts"

/** Where a rule is wrong; nothing when it is taken. */
const wrong = (rule: object): ReadonlyArray<string> => {
  const result = Schema.decodeUnknownResult(Rule, { errors: "all" })({ id: "r", name: "Rule", ...rule })
  if (Result.isSuccess(result)) return []
  return SchemaIssue.makeFormatterStandardSchemaV1()(result.failure.issue).issues.map(({ path = [] }) =>
    path.map(String).join("."),
  )
}
const timeRule = (more: object) =>
  wrong({ kind: "TIME_RULE", when: {}, effect: { percentage: "0.20" }, ...more })
const tiers = (...ends: ReadonlyArray<string | null>) =>
  wrong({
    kind: "DISTANCE_TIERS",
    mode: "INCREMENTAL",
    tiers: ends.map((upToKm) => ({ upToKm, perKm: "2.00" })),
  })

describe("a rule that cannot be meant is refused where it is wrong", () => {
  it("at a tier that does not end beyond the one before, or whose end is open or closed against its place", () => {
    expect(tiers("10", "20.5", null)).toEqual([])
    expect(tiers(null)).toEqual([])
    expect(tiers("10", "10", null)).toEqual(["tiers.1.upToKm"])
    expect(tiers("10", "9", null)).toEqual(["tiers.1.upToKm"])
    expect(tiers("0", null)).toEqual(["tiers.0.upToKm"])
    expect(tiers("10", null, "20", null)).toEqual(["tiers.1.upToKm"])
    expect(tiers(null, null)).toEqual(["tiers.0.upToKm"])
    expect(tiers("10", "20")).toEqual(["tiers.1.upToKm"])
    expect(tiers()).toEqual(["tiers"])
  })

  it("at the end of a season that is before its begin", () => {
    const season = (to: string) => wrong({ kind: "SEASON", from: "2026-05-07", to, factor: "2" })
    expect(season("2026-05-07")).toEqual([])
    expect(season("2026-05-06")).toEqual(["to"])
  })

  it("at the mode of what is no percentage and yet is to be summed with others", () => {
    const summed = (effect: object, mode = "ADDITIVE") => timeRule({ effect, mode })
    expect(summed({ percentage: "0.20" })).toEqual([])
    expect(summed({ factor: "1.20" }, "COMPOUND")).toEqual([])
    for (const effect of [{ factor: "1.20" }, { amount: "1.20" }, { amountPer: "KM", unitPrice: "1.20" }])
      expect(summed(effect)).toEqual(["mode"])
  })

  it.each<[string, object]>([
    ["weekdays.1", { weekdays: [1, 8] }],
    ["weekdays.0", { weekdays: [0] }],
    ["dates.0", { dates: ["7 May"] }],
    ["yearly.1", { yearly: ["12-25", "25-12"] }],
    ["time.to", { time: { from: "21:00", to: "24:00" } }],
    ["leadTime.atLeastMinutes", { leadTime: { atLeastMinutes: 1.5 } }],
    ["leadTime.lessThanMinutes", { leadTime: { lessThanMinutes: "60" } }],
    ["passengers.atLeast", { passengers: { atLeast: "2" } }],
    ["passengers.atMost", { passengers: { atMost: 2.5 } }],
    ["clientTypes.0", { clientTypes: ["FRIEND"] }],
    ["agencies.0", { agencies: ["agency"] }],
  ])("at %s of the conditions %j", (path, when) => {
    expect(timeRule({ when })).toEqual([`when.${path}`])
    expect(wrong({ kind: "SEASON", from: "2026-05-07", to: "2026-05-07", factor: "2", scope: when })).toEqual(
      [`scope.${path}`],
    )
  })

  it("and a day of any year is told how to be written", () => {
    const rule = { kind: "TIME_RULE", id: "r", name: "r", when: { yearly: ["25 December"] } }
    expect(() => Schema.decodeUnknownSync(Rule)({ ...rule, effect: { amount: "1.00" } })).toThrow(
      "must be a day, MM-DD",
    )
  })
})
