import { Schema } from "effect"

/** A driven distance, in kilometres. */
export const Kilometres = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))
