/** Where drivers are kept. */
import { Context, type Effect, Schema } from "effect"
import type { DriverId, OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import { searching } from "../shared/SearchKey.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Driver, DriverNotFound } from "./Driver.ts"

export const DriverSort = Schema.Literals(["createdAt", "-createdAt"])
export type DriverSort = typeof DriverSort.Type

/** `q` is looked for in name, e-mail and phone. */
export const DriverFilters = Schema.Struct({ active: Schema.optionalKey(Schema.Boolean), ...searching })
export type DriverFilters = typeof DriverFilters.Type

export class DriverRepository extends Context.Service<
  DriverRepository,
  {
    readonly insert: (operatorId: OperatorId, driver: Driver) => Effect.Effect<void, StorageFailed>
    readonly get: (
      operatorId: OperatorId,
      id: DriverId,
    ) => Effect.Effect<Driver, DriverNotFound | StorageFailed>
    /** Reads the driver and keeps others from giving it missions until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: DriverId,
    ) => Effect.Effect<Driver, DriverNotFound | StorageFailed>
    /** Stores `driver`, whose version is one more than the stored one. */
    readonly save: (
      operatorId: OperatorId,
      driver: Driver,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: DriverFilters,
      page: PageRequest<DriverSort>,
    ) => Effect.Effect<Page<Driver>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/drivers/DriverRepository") {}
