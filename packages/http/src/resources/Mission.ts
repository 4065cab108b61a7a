/** A mission as the API shows it. */
import { DriverId, LineId, type Mission, MissionId, MissionStatus, OrderId, Place, Step, TripType, Version } from "@caleche/core"
import { Schema } from "effect"
import { maybe, written, WrittenInstant } from "./Written.ts"

const StepResource = Schema.Struct({
  step: Step,
  at: WrittenInstant,
  recordedAt: WrittenInstant,
  skipped: Schema.Boolean,
}).annotate({ identifier: "MissionStep" })

export const MissionResource = Schema.Struct({
  id: MissionId,
  orderId: OrderId,
  lineId: LineId,
  tripType: TripType,
  status: MissionStatus,
  step: Schema.optionalKey(Step),
  steps: Schema.Array(StepResource),
  startedAt: Schema.optionalKey(WrittenInstant),
  endedAt: Schema.optionalKey(WrittenInstant),
  driverId: Schema.optionalKey(DriverId),
  pickupAt: WrittenInstant,
  estimatedEndAt: WrittenInstant,
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(Schema.String),
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(Schema.String),
  notes: Schema.optionalKey(Schema.String),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Mission" })
export type MissionResource = typeof MissionResource.Type

export const presentMission = (mission: Mission): MissionResource => {
  const { steps, startedAt, endedAt, pickupAt, estimatedEndAt, createdAt, updatedAt, ...rest } = mission
  return {
    ...rest,
    steps: steps.map((step) => ({ ...step, at: written(step.at), recordedAt: written(step.recordedAt) })),
    ...maybe("startedAt", startedAt, written),
    ...maybe("endedAt", endedAt, written),
    pickupAt: written(pickupAt),
    estimatedEndAt: written(estimatedEndAt),
    createdAt: written(createdAt),
    updatedAt: written(updatedAt),
  }
}
