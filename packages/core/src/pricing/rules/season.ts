/** A factor between two days of the operator's calendar, both included; several multiply. */
import { Schema } from "effect"
import { Factor } from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"
import { LocalDate } from "../../shared/Instant.ts"
import { When } from "./When.ts"

export const Season = Schema.Struct({
  kind: Schema.Literal("SEASON"),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  from: LocalDate,
  to: LocalDate,
  factor: Factor,
  scope: Schema.optionalKey(When),
})
export type Season = typeof Season.Type
