/** Where absences are kept. Whoever adds one holds the driver's lock, as does whoever gives the driver a mission. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { AbsenceId, DriverId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Absence, AbsenceNotFound } from "./Absence.ts"

export const AbsenceSort = Schema.Literals(["from", "-from"])
export type AbsenceSort = typeof AbsenceSort.Type

/** Absences that last after `from` and begin before `until`. */
export interface AbsenceWindow {
  readonly from?: Instant
  readonly until?: Instant
}

export class AbsenceRepository extends Context.Service<
  AbsenceRepository,
  {
    readonly insert: (operatorId: OperatorId, absence: Absence) => Effect.Effect<void, StorageFailed>
    /** Takes the driver's absence away and answers it. */
    readonly remove: (
      operatorId: OperatorId,
      driverId: DriverId,
      id: AbsenceId,
    ) => Effect.Effect<Absence, AbsenceNotFound | StorageFailed>
    /** A driver's absences that touch the window, by (from, id). */
    readonly ofDriver: (
      operatorId: OperatorId,
      driverId: DriverId,
      window: AbsenceWindow,
      page: PageRequest<AbsenceSort>,
    ) => Effect.Effect<Page<Absence>, CursorMismatch | StorageFailed>
    /** The first of the driver's absences, by (from, id), that overlaps `[from, to)`. */
    readonly firstOverlap: (
      operatorId: OperatorId,
      driverId: DriverId,
      window: { readonly from: Instant; readonly to: Instant },
    ) => Effect.Effect<Option.Option<Absence>, StorageFailed>
  }
>()("@caleche/core/drivers/AbsenceRepository") {}
