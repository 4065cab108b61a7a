/** One transport service to perform, with its own driver, status and time window. */
import { Schema } from "effect"
import { TripType } from "../pricing/Trip.ts"
import { DriverId, LineId, MissionId, OrderId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Place } from "../shared/Place.ts"
import { Version } from "../shared/Version.ts"
import { MissionStatus, Step } from "./MissionStatus.ts"

/** A step with the time it happened and the time it reached us: a phone may have been offline. */
export const StepRecord = Schema.Struct({
  step: Step,
  at: Instant,
  recordedAt: Instant,
  skipped: Schema.Boolean,
})
export type StepRecord = typeof StepRecord.Type

export const Mission = Schema.Struct({
  id: MissionId,
  orderId: OrderId,
  /** The transport line of the order it performs. */
  lineId: LineId,
  tripType: TripType,
  status: MissionStatus,
  /** While IN_PROGRESS. */
  step: Schema.optionalKey(Step),
  steps: Schema.Array(StepRecord),
  startedAt: Schema.optionalKey(Instant),
  endedAt: Schema.optionalKey(Instant),
  driverId: Schema.optionalKey(DriverId),
  /** The window is `[pickupAt, estimatedEndAt)`. */
  pickupAt: Instant,
  estimatedEndAt: Instant,
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(Schema.String),
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(Schema.String),
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Mission = typeof Mission.Type

/** When a step happened; now when left out. It may lie before the time it reaches us. */
export const StepTime = Schema.Struct({ at: Schema.optionalKey(Instant) })
export type StepTime = typeof StepTime.Type
