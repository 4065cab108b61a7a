/** What can be wrong with a mission. */
import { Schema } from "effect"
import { MissionId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { UpTo } from "../shared/Text.ts"

export class MissionNotFound extends Schema.TaggedError<MissionNotFound>()("MissionNotFound", {
  id: MissionId,
}) {}

/** A step cannot happen in the future, nor before the one it follows. */
export class StepTimeInvalid extends Schema.TaggedError<StepTimeInvalid>()("StepTimeInvalid", {
  id: MissionId,
  at: Instant,
  /** The earliest time allowed, when the step lies before it. */
  notBefore: Schema.optionalKey(Instant),
  /** The latest time allowed, when the step lies after it. */
  notAfter: Schema.optionalKey(Instant),
}) {}

/** Under way a mission changes hands for a reason only. */
export class ReasonRequired extends Schema.TaggedError<ReasonRequired>()("ReasonRequired", {
  id: MissionId,
  action: UpTo(100),
}) {}

/** What an invoice covers is no longer corrected, but credited. */
export class MissionInvoiced extends Schema.TaggedError<MissionInvoiced>()("MissionInvoiced", {
  id: MissionId,
}) {}

/** A mission may overlap with one other only, and with another one already. */
export class OverlapTaken extends Schema.TaggedError<OverlapTaken>()("OverlapTaken", {
  id: MissionId,
  overlapAllowedWith: MissionId,
}) {}

/** A mission cannot overlap with itself. */
export class OverlapWithItself extends Schema.TaggedError<OverlapWithItself>()("OverlapWithItself", {
  id: MissionId,
}) {}

/** A mission lasts from one minute to 60 days. */
export class WindowInvalid extends Schema.TaggedError<WindowInvalid>()("WindowInvalid", {
  id: MissionId,
  pickupAt: Instant,
  estimatedEndAt: Instant,
}) {}
