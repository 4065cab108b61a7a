/** A mission as its row: window and driver are columns that the driver's other missions are compared with. */
import type {
  Actuals,
  DriverId,
  LineId,
  Mission,
  MissionCancellation,
  MissionId,
  OperatorId,
  OrderId,
  Place,
  StepRecord,
  VehicleId,
} from "@caleche/core"
import { DateTime } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"

/** In JSON an instant is text. */
type StoredActuals = { readonly [K in keyof Actuals]: K extends "minutes" | "km" ? Actuals[K] : string }

export interface MissionRow {
  readonly id: MissionId
  /** Null of an internal one, as the line is. */
  readonly order_id: OrderId | null
  readonly line_id: LineId | null
  readonly trip_type: Mission["tripType"]
  readonly status: Mission["status"]
  readonly step: NonNullable<Mission["step"]> | null
  readonly steps: ReadonlyArray<
    Omit<StepRecord, "at" | "recordedAt"> & { readonly at: string; readonly recordedAt: string }
  >
  readonly started_at: Instant | null
  readonly ended_at: Instant | null
  readonly driver_id: DriverId | null
  readonly vehicle_id: VehicleId | null
  readonly pickup_at: Instant
  readonly estimated_end_at: Instant
  readonly pickup: Place | null
  readonly drop_off: Place | null
  readonly stops: string | null
  readonly passengers: number
  readonly vehicle_category: string | null
  readonly actuals: StoredActuals | null
  readonly proposed_actuals: StoredActuals | null
  readonly notes: string | null
  readonly cancellation: (Omit<MissionCancellation, "at"> & { readonly at: string }) | null
  readonly overlap_allowed_with: MissionId | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const fixedMissionColumns = ["operator_id", "id", "order_id", "line_id", "created_at"]
export const changingMissionColumns = [
  "trip_type",
  "status",
  "step",
  "steps",
  "started_at",
  "ended_at",
  "driver_id",
  "vehicle_id",
  "pickup_at",
  "estimated_end_at",
  "pickup",
  "drop_off",
  "stops",
  "passengers",
  "vehicle_category",
  "actuals",
  "proposed_actuals",
  "notes",
  "cancellation",
  "overlap_allowed_with",
  "version",
  "updated_at",
]

export const missionOf = (row: MissionRow): Mission =>
  filled({
    id: row.id,
    internal: row.order_id === null,
    orderId: row.order_id,
    lineId: row.line_id,
    tripType: row.trip_type,
    status: row.status,
    step: row.step,
    steps: row.steps.map((step) => ({ ...step, at: instant(step.at), recordedAt: instant(step.recordedAt) })),
    startedAt: instantOrNull(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    driverId: row.driver_id,
    vehicleId: row.vehicle_id,
    pickupAt: instant(row.pickup_at),
    estimatedEndAt: instant(row.estimated_end_at),
    pickup: row.pickup,
    dropOff: row.drop_off,
    stops: row.stops,
    passengers: row.passengers,
    vehicleCategory: row.vehicle_category,
    actuals: actualsOf(row.actuals),
    proposedActuals: actualsOf(row.proposed_actuals),
    notes: row.notes,
    cancellation: row.cancellation && { ...row.cancellation, at: instant(row.cancellation.at) },
    overlapAllowedWith: row.overlap_allowed_with,
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })

function actualsOf(stored: StoredActuals | null): Actuals | null {
  if (stored === null) return null
  const { endedAt, landedAt, startedAt, ...rest } = stored
  return {
    ...rest,
    ...(startedAt === undefined ? {} : { startedAt: instant(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: instant(endedAt) }),
    ...(landedAt === undefined ? {} : { landedAt: instant(landedAt) }),
  }
}

export const missionRow = (operatorId: OperatorId, mission: Mission) => ({
  operator_id: operatorId,
  id: mission.id,
  order_id: mission.orderId,
  line_id: mission.lineId,
  trip_type: mission.tripType,
  status: mission.status,
  step: mission.step,
  steps: mission.steps,
  started_at: mission.startedAt,
  ended_at: mission.endedAt,
  driver_id: mission.driverId,
  vehicle_id: mission.vehicleId,
  driver_from: busyFrom(mission),
  pickup_at: mission.pickupAt,
  estimated_end_at: mission.estimatedEndAt,
  pickup: mission.pickup,
  drop_off: mission.dropOff,
  stops: mission.stops,
  passengers: mission.passengers,
  vehicle_category: mission.vehicleCategory,
  actuals: mission.actuals,
  proposed_actuals: mission.proposedActuals,
  notes: mission.notes,
  cancellation: mission.cancellation,
  overlap_allowed_with: mission.overlapAllowedWith,
  version: mission.version,
  created_at: mission.createdAt,
  updated_at: mission.updatedAt,
})

/** Handed over under way, a mission occupies driver and vehicle from that moment; otherwise from the pickup. */
function busyFrom({ pickupAt, status, updatedAt }: Mission): DateTime.Utc {
  return status === "IN_PROGRESS" && DateTime.isGreaterThan(updatedAt, pickupAt) ? updatedAt : pickupAt
}
