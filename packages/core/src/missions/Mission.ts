/** One transport service to perform, with its own driver, status and time window. */
import { DateTime, Schema } from "effect"
import { Minutes, TripRequest, TripType } from "../pricing/Trip.ts"
import { DriverId, LineId, MissionId, OrderId, VehicleId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { PickupTime, type Placed } from "../shared/PickupTime.ts"
import { Place } from "../shared/Place.ts"
import { Quantity } from "../shared/Quantity.ts"
import { Line, Text } from "../shared/Text.ts"
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

/** What a mission took, as it is billed: minutes and kilometres, and the times worth recording. */
export const Actuals = Schema.Struct({
  minutes: Minutes,
  km: Quantity,
  startedAt: Schema.optionalKey(Instant),
  endedAt: Schema.optionalKey(Instant),
  /** When the flight or train that was met came in. */
  landedAt: Schema.optionalKey(Instant),
}).check(
  Schema.makeFilter(
    ({ startedAt, endedAt }) =>
      startedAt === undefined ||
      endedAt === undefined ||
      DateTime.isLessThan(startedAt, endedAt) || { path: ["endedAt"], issue: "must lie after startedAt" },
  ),
)
export type Actuals = typeof Actuals.Type

/** Who gave up a mission or an order. */
export const CancelledBy = Schema.Literals(["CLIENT", "OPERATOR", "DRIVER", "PARTNER", "SYSTEM"])
export type CancelledBy = typeof CancelledBy.Type

/** That a mission was given up: by whom, why, when, and whether the client may be charged for it. */
export const MissionCancellation = Schema.Struct({
  by: CancelledBy,
  reason: Schema.String,
  billable: Schema.Boolean,
  at: Instant,
})
export type MissionCancellation = typeof MissionCancellation.Type

export const Mission = Schema.Struct({
  id: MissionId,
  /** Belongs to no order, and reaches no client and no invoice. */
  internal: Schema.Boolean,
  orderId: Schema.optionalKey(OrderId),
  /** The transport line of the order it performs. */
  lineId: Schema.optionalKey(LineId),
  tripType: TripType,
  status: MissionStatus,
  /** While IN_PROGRESS. */
  step: Schema.optionalKey(Step),
  steps: Schema.Array(StepRecord),
  startedAt: Schema.optionalKey(Instant),
  endedAt: Schema.optionalKey(Instant),
  driverId: Schema.optionalKey(DriverId),
  /** Goes with the driver: without one there is none. */
  vehicleId: Schema.optionalKey(VehicleId),
  /** The window is `[pickupAt, estimatedEndAt)`. */
  pickupAt: Instant,
  estimatedEndAt: Instant,
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(Schema.String),
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(Schema.String),
  actuals: Schema.optionalKey(Actuals),
  /** What the driver says it took, until somebody of the staff records it. */
  proposedActuals: Schema.optionalKey(Actuals),
  notes: Schema.optionalKey(Schema.String),
  cancellation: Schema.optionalKey(MissionCancellation),
  /** The one mission it may share driver and vehicle with at once; that one names this one. */
  overlapAllowedWith: Schema.optionalKey(MissionId),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Mission = typeof Mission.Type

/** When a step happened; now when left out. It may lie before the time it reaches us. */
export const StepTime = Schema.Struct({ at: Schema.optionalKey(Instant) })
export type StepTime = typeof StepTime.Type

/** How a mission is completed: when it ended, now when left out, and what it took. */
export const Completing = Schema.Struct({ ...StepTime.fields, actuals: Schema.optionalKey(Actuals) })
export type Completing = typeof Completing.Type

/** How a mission is given up. Without `billable` the client may be charged when it was the client who cancelled. */
export const Cancelling = Schema.Struct({
  by: CancelledBy,
  reason: Line(1_000),
  billable: Schema.optionalKey(Schema.Boolean),
})
export type Cancelling = typeof Cancelling.Type

/** A step to go on from, when those before it were never reported. */
export const Skipping = Schema.Struct({
  step: Step.pick(["ON_SITE", "ON_BOARD", "DROPPED_OFF"]),
  reason: Line(1_000),
  at: Schema.optionalKey(Instant),
})
export type Skipping = typeof Skipping.Type

/**
 * What may be changed of a mission: time, place and needs until it starts, notes until it ends. What is left out stays, null
 * takes a field away.
 */
export const MissionEdit = Schema.Struct({
  /** Alone it moves the whole window. */
  pickupAt: Schema.optionalKey(PickupTime),
  estimatedEndAt: Schema.optionalKey(PickupTime),
  pickup: Schema.optionalKey(Schema.NullOr(Place)),
  dropOff: Schema.optionalKey(Schema.NullOr(Place)),
  stops: Schema.optionalKey(Schema.NullOr(TripRequest.fields.stops.schema)),
  passengers: TripRequest.fields.passengers,
  vehicleCategory: Schema.optionalKey(Schema.NullOr(TripRequest.fields.vehicleCategory.schema)),
  notes: Schema.optionalKey(Schema.NullOr(Text())),
})
export type MissionEdit = typeof MissionEdit.Type

/** The same with its times placed on the time line. */
export type PlacedEdit = Placed<MissionEdit>

/** How a mission that was performed without us is closed. */
export const Closing = Schema.Struct({ reason: Line(1_000), actuals: Schema.optionalKey(Actuals) })
export type Closing = typeof Closing.Type
