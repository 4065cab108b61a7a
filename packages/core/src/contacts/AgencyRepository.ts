/** Where agencies are kept. */
import { Context, type Effect, Schema } from "effect"
import type { AgencyId, OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Agency, AgencyNotFound } from "./Agency.ts"

export const AgencySort = Schema.Literals(["createdAt", "-createdAt"])
export type AgencySort = typeof AgencySort.Type

export const AgencyFilters = Schema.Struct({ active: Schema.optionalKey(Schema.Boolean) })
export type AgencyFilters = typeof AgencyFilters.Type

export class AgencyRepository extends Context.Service<
  AgencyRepository,
  {
    readonly insert: (operatorId: OperatorId, agency: Agency) => Effect.Effect<void, StorageFailed>
    readonly get: (
      operatorId: OperatorId,
      id: AgencyId,
    ) => Effect.Effect<Agency, AgencyNotFound | StorageFailed>
    /** As `get`; locks the agency until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: AgencyId,
    ) => Effect.Effect<Agency, AgencyNotFound | StorageFailed>
    /** Replaces the version before. */
    readonly save: (
      operatorId: OperatorId,
      agency: Agency,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: AgencyFilters,
      page: PageRequest<AgencySort>,
    ) => Effect.Effect<Page<Agency>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/contacts/AgencyRepository") {}
