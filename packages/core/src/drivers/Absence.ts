/** When a driver is not there. Nobody is given a mission in such a time; missions given before are for people to sort out. */
import { DateTime, Schema } from "effect"
import { AbsenceId, DriverId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Line } from "../shared/Text.ts"

/** What a new absence is made from: the time `[from, until)`, and why. */
export const NewAbsence = Schema.Struct({
  from: Instant,
  until: Instant,
  reason: Schema.optionalKey(Line(1_000)),
}).check(
  Schema.makeFilter(
    ({ from, until }) =>
      DateTime.isLessThan(from, until) || { path: ["until"], issue: "must lie after from" },
  ),
)
export type NewAbsence = typeof NewAbsence.Type

export const Absence = Schema.Struct({
  id: AbsenceId,
  driverId: DriverId,
  /** It lasts `[from, until)`: a mission may begin when it ends. */
  from: Instant,
  until: Instant,
  reason: Schema.optionalKey(Schema.String),
  createdAt: Instant,
})
export type Absence = typeof Absence.Type

/** The driver has no such absence. */
export class AbsenceNotFound extends Schema.TaggedError<AbsenceNotFound>()("AbsenceNotFound", {
  driverId: DriverId,
  id: AbsenceId,
}) {}

/** The driver is absent in that time. Why is nobody's business who only plans. */
export class DriverUnavailable extends Schema.TaggedError<DriverUnavailable>()("DriverUnavailable", {
  driverId: DriverId,
  /** The absence in the way. */
  absenceId: AbsenceId,
  from: Instant,
  until: Instant,
}) {}
