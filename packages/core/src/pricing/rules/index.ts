/** The rule kinds there are. A new kind is a file and a line here; a host hands in its own beside these. */
import { Schema } from "effect"
import { DistanceTiers } from "./distanceTiers.ts"
import { MarkUp } from "./markUp.ts"
import { MinimumFare } from "./minimumFare.ts"
import { Season } from "./season.ts"
import { TimeRate } from "./timeRate.ts"
import { TimeRule } from "./timeRule.ts"

export const Rule = Schema.Union([DistanceTiers, TimeRate, MinimumFare, MarkUp, TimeRule, Season])
export type Rule = typeof Rule.Type
