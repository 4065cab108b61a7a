/** Where missions are kept. Whoever changes one holds the lock of its order, or of itself when it is internal. */
import { Context, type Effect, Schema } from "effect"
import type { DriverBusy } from "../drivers/Driver.ts"
import type { VehicleBusy } from "../drivers/Vehicle.ts"
import type { DriverId, MissionId, OperatorId, OrderId, VehicleId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Mission } from "./Mission.ts"
import type { MissionNotFound } from "./MissionErrors.ts"

export const PickupSort = Schema.Literals(["pickupAt", "-pickupAt"])
export type PickupSort = typeof PickupSort.Type

/** Pickups at `from` or later, and before `until`. */
export interface PickupWindow {
  readonly from?: Instant
  readonly until?: Instant
}

/** Who or what a mission occupies. */
export type Occupied = { readonly driverId: DriverId } | { readonly vehicleId: VehicleId }

export class MissionRepository extends Context.Service<
  MissionRepository,
  {
    /** Writes an internal mission; those of an order come with it. */
    readonly insert: (operatorId: OperatorId, mission: Mission) => Effect.Effect<void, StorageFailed>
    /** Locks an internal mission until the surrounding unit of work ends, and reads it. */
    readonly lock: (
      operatorId: OperatorId,
      id: MissionId,
    ) => Effect.Effect<Mission, MissionNotFound | StorageFailed>
    readonly get: (
      operatorId: OperatorId,
      id: MissionId,
    ) => Effect.Effect<Mission, MissionNotFound | StorageFailed>
    /** All missions of an order, by (pickupAt, id). */
    readonly ofOrder: (
      operatorId: OperatorId,
      orderId: OrderId,
    ) => Effect.Effect<ReadonlyArray<Mission>, StorageFailed>
    /** A driver's missions of any status whose pickup is in the window, by (pickupAt, id). */
    readonly ofDriver: (
      operatorId: OperatorId,
      driverId: DriverId,
      window: PickupWindow,
      page: PageRequest<PickupSort>,
    ) => Effect.Effect<Page<Mission>, CursorMismatch | StorageFailed>
    /** Stores `mission`, whose version is one more than the stored one and whose driver, vehicle and window are as they were. */
    readonly save: (
      operatorId: OperatorId,
      mission: Mission,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    /** Stores a mission whose driver, vehicle or window changed; the storage's own net may find an overlap. */
    readonly saveWindow: (
      operatorId: OperatorId,
      mission: Mission,
    ) => Effect.Effect<void, StaleVersion | DriverBusy | VehicleBusy | StorageFailed>
    /**
     * Missions of the driver or the vehicle, not at their end and other than `except`, whose windows overlap `[from, to)`;
     * by (pickupAt, id), at most `most`.
     */
    readonly overlapping: (
      operatorId: OperatorId,
      occupied: Occupied,
      window: { readonly from: Instant; readonly to: Instant },
      most: number,
      except?: ReadonlyArray<MissionId>,
    ) => Effect.Effect<ReadonlyArray<Mission>, StorageFailed>
  }
>()("@caleche/core/missions/MissionRepository") {}
