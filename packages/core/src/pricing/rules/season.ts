/** A factor between two days of the operator's calendar, both included; several multiply. */
import { Schema } from "effect"
import { LocalDate } from "../../shared/Instant.ts"
import * as Factors from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"
import type { Contribution, RuleKind } from "./RuleKind.ts"
import { conditionedOnPassengers } from "./timeRule.ts"
import { compileWhen, When } from "./When.ts"

export const Season = Schema.Struct({
  kind: Schema.Literal("SEASON"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  from: LocalDate,
  to: LocalDate,
  factor: Factors.Factor,
  /** Of a TRANSFER alone when left out. */
  scope: Schema.optionalKey(When),
}).check(
  Schema.makeFilter(
    (season) => season.from <= season.to || { path: ["to"], issue: "must not be before `from`" },
  ),
)
export type Season = typeof Season.Type

export const season = {
  kind: "SEASON",
  schema: Season,
  surcharge: true,
  compile: (data, book) => {
    const { from, to } = data
    const { ofMoment, ofTrip } = compileWhen(data.scope ?? {}, book)
    const contribution: Contribution = {
      phase: "factor",
      mode: "COMPOUND",
      factor: Factors.exact(data.factor),
      inputs: { from, to, factor: Factors.format(data.factor) },
    }
    return (situation) => {
      const { pickup } = situation
      return pickup.date >= from && pickup.date <= to && ofTrip(situation) && ofMoment(pickup)
        ? contribution
        : undefined
    }
  },
  notMonotone: ({ scope }) => conditionedOnPassengers(scope, ["scope"]),
} satisfies RuleKind<Season>
