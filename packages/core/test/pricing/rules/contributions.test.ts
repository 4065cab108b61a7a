import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { ruleKinds } from "../../../src/pricing/rules/index.ts"
import type { Apply, Contribution, RuleKind } from "../../../src/pricing/rules/RuleKind.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { type Ride, situationOf } from "../tariff/demo.ts"

const book = { holidays: () => new Set<string>() }
const ride: Ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 60 }

/** A rule of a kind as JSON has it, made ready. */
const ready = <Data extends { kind: string; id: string; name: string }>(
  { compile, kind, schema }: RuleKind<Data>,
  data: object,
): Apply => compile(Schema.decodeUnknownSync(schema)({ kind, id: "rule", name: "Rule", ...data }), book)

/** What it makes of a ride, amounts as decimals. */
const said = (apply: Apply, asked: Partial<Ride> = {}) => written(apply(situationOf({ ...ride, ...asked })))
const written = (contribution: Contribution | undefined): unknown =>
  contribution === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(contribution).map(([name, value]) => [
          name,
          ["amount", "share", "factor"].includes(name) ? Exact.format(value) : value,
        ]),
      )
const timeRule = (data: object) => ready(ruleKinds.TIME_RULE, { when: {}, ...data })
const night = { time: { from: "21:00", to: "07:00" } }

// A kind of the host's may be made of one of ours, and go on from what that contributes.
describe("what a rule contributes", () => {
  it("is a factor that multiplies, of a season, of a factor and of a percentage unless it is summed", () => {
    const season = ready(ruleKinds.SEASON, { from: "2026-05-01", to: "2026-05-31", factor: "1.15" })
    const multiplies = { phase: "factor", mode: "COMPOUND" }
    expect(said(season)).toMatchObject({ ...multiplies, factor: "1.15" })
    expect(said(timeRule({ effect: { factor: "1.25" } }))).toMatchObject({ ...multiplies, factor: "1.25" })
    expect(said(timeRule({ effect: { percentage: "0.20" } }))).toMatchObject({ ...multiplies, factor: "1.2" })
    const summed = timeRule({ effect: { percentage: "0.20" }, mode: "ADDITIVE" })
    expect(said(summed)).toMatchObject({ phase: "factor", mode: "ADDITIVE", share: "0.2" })
  })

  it("is nothing where none of a counted window lies in the trip", () => {
    const counted = timeRule({ effect: { amount: "10.00" }, when: night, prorate: true })
    expect(said(counted)).toBeUndefined()
    expect(said(counted, { at: "2026-05-07T20:30:00+02:00" })).toMatchObject({ amount: "5" })
  })

  it("is what the trip does not say, where that decides", () => {
    const missing = (...fields: ReadonlyArray<string>) => ({ phase: "missing", fields })
    const per = (amountPer: string) => timeRule({ effect: { amountPer, unitPrice: "1.00" } })
    const nothing = { km: undefined, minutes: undefined }
    expect(said(per("KM"), nothing)).toEqual(missing("distanceKm"))
    expect(said(per("HOUR"), nothing)).toEqual(missing("durationMinutes"))
    expect(said(per("PASSENGER"), nothing)).toMatchObject({ amount: "1" })
    const counted = (when: object) => timeRule({ effect: { amount: "1.00" }, when, prorate: true })
    expect(said(counted(night), nothing)).toEqual(missing("durationMinutes"))
    expect(said(counted({ ...night, vehicleCategories: ["VAN"] }), nothing)).toBeUndefined()
  })
})
