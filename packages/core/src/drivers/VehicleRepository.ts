/** Where vehicles are kept. */
import { Context, type Effect, Schema } from "effect"
import type { OperatorId, VehicleId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import { searching } from "../shared/SearchKey.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Vehicle, VehicleNotFound } from "./Vehicle.ts"

export const VehicleSort = Schema.Literals(["createdAt", "-createdAt"])
export type VehicleSort = typeof VehicleSort.Type

/** `q` is looked for in name and number plate. */
export const VehicleFilters = Schema.Struct({ active: Schema.optionalKey(Schema.Boolean), ...searching })
export type VehicleFilters = typeof VehicleFilters.Type

export class VehicleRepository extends Context.Service<
  VehicleRepository,
  {
    readonly insert: (operatorId: OperatorId, vehicle: Vehicle) => Effect.Effect<void, StorageFailed>
    readonly get: (
      operatorId: OperatorId,
      id: VehicleId,
    ) => Effect.Effect<Vehicle, VehicleNotFound | StorageFailed>
    /** Reads the vehicle and keeps others from giving it missions until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: VehicleId,
    ) => Effect.Effect<Vehicle, VehicleNotFound | StorageFailed>
    /** Stores `vehicle`, whose version is one more than the stored one. */
    readonly save: (
      operatorId: OperatorId,
      vehicle: Vehicle,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: VehicleFilters,
      page: PageRequest<VehicleSort>,
    ) => Effect.Effect<Page<Vehicle>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/drivers/VehicleRepository") {}
