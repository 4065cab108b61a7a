/** A mission as the API shows it. */
import {
  type Actuals,
  CancelledBy,
  DriverId,
  LineId,
  type Mission,
  MissionId,
  MissionStatus,
  MissionWarning,
  OrderId,
  Place,
  Quantity,
  Step,
  TripType,
  UpTo,
  VehicleId,
  Version,
  type WarnedMission,
} from "@caleche/core"
import { Schema } from "effect"
import { atMost, listOf } from "./List.ts"
import { given, written, WrittenDecimal, WrittenInstant, writtenMaybe } from "./Written.ts"

const StepResource = Schema.Struct({
  step: Step,
  at: WrittenInstant,
  recordedAt: WrittenInstant,
  skipped: Schema.Boolean,
}).annotate({ identifier: "MissionStep" })

const ActualsResource = Schema.Struct({
  minutes: Schema.Int,
  km: WrittenDecimal,
  startedAt: Schema.optionalKey(WrittenInstant),
  endedAt: Schema.optionalKey(WrittenInstant),
  landedAt: Schema.optionalKey(WrittenInstant),
}).annotate({ identifier: "Actuals" })

const CancellationResource = Schema.Struct({
  by: CancelledBy,
  reason: UpTo(2_000),
  billable: Schema.Boolean,
  at: WrittenInstant,
}).annotate({ identifier: "MissionCancellation" })

export const MissionResource = Schema.Struct({
  id: MissionId,
  internal: Schema.Boolean,
  orderId: Schema.optionalKey(OrderId),
  lineId: Schema.optionalKey(LineId),
  tripType: TripType,
  status: MissionStatus,
  step: Schema.optionalKey(Step),
  steps: atMost(100, StepResource),
  startedAt: Schema.optionalKey(WrittenInstant),
  endedAt: Schema.optionalKey(WrittenInstant),
  driverId: Schema.optionalKey(DriverId),
  vehicleId: Schema.optionalKey(VehicleId),
  pickupAt: WrittenInstant,
  estimatedEndAt: WrittenInstant,
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(UpTo(2_000)),
  passengers: Schema.Int,
  vehicleCategory: Schema.optionalKey(UpTo(40)),
  actuals: Schema.optionalKey(ActualsResource),
  proposedActuals: Schema.optionalKey(ActualsResource),
  notes: Schema.optionalKey(UpTo(10_000)),
  cancellation: Schema.optionalKey(CancellationResource),
  overlapAllowedWith: Schema.optionalKey(MissionId),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Mission" })
export type MissionResource = typeof MissionResource.Type

/** A mission with what is worth a look at it. */
export const WarnedMissionResource = Schema.Struct({
  ...MissionResource.fields,
  warnings: atMost(1_000, MissionWarning),
}).annotate({ identifier: "WarnedMission" })

export const MissionList = listOf(MissionResource, "MissionList")

export const presentMission = (mission: Mission): MissionResource => ({
  id: mission.id,
  internal: mission.internal,
  ...given({ orderId: mission.orderId, lineId: mission.lineId }),
  tripType: mission.tripType,
  status: mission.status,
  ...given({ step: mission.step }),
  steps: mission.steps.map(({ step, at, recordedAt, skipped }) => ({
    step,
    at: written(at),
    recordedAt: written(recordedAt),
    skipped,
  })),
  ...given({
    startedAt: writtenMaybe(mission.startedAt),
    endedAt: writtenMaybe(mission.endedAt),
    driverId: mission.driverId,
    vehicleId: mission.vehicleId,
  }),
  pickupAt: written(mission.pickupAt),
  estimatedEndAt: written(mission.estimatedEndAt),
  ...given({ pickup: mission.pickup, dropOff: mission.dropOff, stops: mission.stops }),
  passengers: mission.passengers,
  ...given({
    vehicleCategory: mission.vehicleCategory,
    actuals: presentActuals(mission.actuals),
    proposedActuals: presentActuals(mission.proposedActuals),
    notes: mission.notes,
    overlapAllowedWith: mission.overlapAllowedWith,
    cancellation: mission.cancellation && { ...mission.cancellation, at: written(mission.cancellation.at) },
  }),
  version: mission.version,
  createdAt: written(mission.createdAt),
  updatedAt: written(mission.updatedAt),
})

export const presentWarned = (mission: WarnedMission): typeof WarnedMissionResource.Type => ({
  ...presentMission(mission),
  warnings: mission.warnings,
})

function presentActuals(actuals: Actuals | undefined): typeof ActualsResource.Type | undefined {
  if (actuals === undefined) return undefined
  const { endedAt, km, landedAt, minutes, startedAt } = actuals
  return {
    minutes,
    km: Quantity.format(km),
    ...given({
      startedAt: writtenMaybe(startedAt),
      endedAt: writtenMaybe(endedAt),
      landedAt: writtenMaybe(landedAt),
    }),
  }
}
