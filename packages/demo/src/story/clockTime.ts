/** Times as the operator's clock shows them. */
import type { Instant } from "@caleche/core"
import { DateTime } from "effect"
import { demoOperator } from "../demoOperator.ts"

/** Hours and minutes: `14:05`. */
export const clockTime = (instant: Instant): string =>
  DateTime.formatIsoOffset(DateTime.setZoneNamedUnsafe(instant, demoOperator.timeZone)).slice(11, 16)
