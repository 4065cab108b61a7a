/**
 * A price made from the cost: MARK_UP, cost × (1 + share), or MARGIN, cost ÷ (1 − share). 20 % on 100 are 120 or 125, so
 * they are two types and a bare percentage is never passed.
 */
import { Schema } from "effect"
import { Share } from "../book/Factor.ts"
import { rowFields } from "../book/Row.ts"

export const MarkUp = Schema.Struct({
  kind: Schema.Literals(["MARK_UP"]),
  ...rowFields,
  priority: Schema.optionalKey(Schema.Int),
  over: Schema.Union([Schema.Struct({ markUp: Share }), Schema.Struct({ margin: Share })]),
})
export type MarkUp = typeof MarkUp.Type
