/** Drivers' absences, with a look at the missions they concern. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { Absence, AbsenceNotFound, NewAbsence } from "../drivers/Absence.ts"
import { AbsenceRepository } from "../drivers/AbsenceRepository.ts"
import type { DriverNotFound } from "../drivers/Driver.ts"
import { DriverRepository } from "../drivers/DriverRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { AbsenceId, type DriverId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { MissionRepository } from "./MissionRepository.ts"
import { inAbsence, type MissionWarning } from "./MissionWarning.ts"

/** An absence just entered, beside the first 100 missions the driver has then. */
export interface EnteredAbsence extends Absence {
  readonly warnings: ReadonlyArray<MissionWarning>
}

const mostConcerned = 100

type Change<A, E = never> = Effect.Effect<A, E | DriverNotFound | Forbidden | StorageFailed, CurrentActor>

export class Absences extends Context.Service<
  Absences,
  {
    /** Also over missions the driver already has: they are told, and stay his. */
    readonly add: (driverId: DriverId, input: NewAbsence) => Change<EnteredAbsence>
    /** Answers what was taken away. */
    readonly remove: (driverId: DriverId, id: AbsenceId) => Change<Absence, AbsenceNotFound>
  }
>()("@caleche/core/missions/Absences") {
  static readonly layer = Layer.effect(
    Absences,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const absences = yield* AbsenceRepository
      const drivers = yield* DriverRepository
      const missions = yield* MissionRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      return Absences.of({
        add: Effect.fn("Absences.add")(function* (driverId, input) {
          const actor = yield* permit("driver.edit")
          const { operatorId } = actor
          const at = yield* DateTime.now
          const id = AbsenceId.make(yield* ids.next)
          const absence: Absence = { ...input, id, driverId, createdAt: at }
          const window = { from: input.from, to: input.until }
          return yield* atomically(
            operatorId,
            Effect.gen(function* () {
              yield* drivers.lock(operatorId, driverId)
              yield* absences.insert(operatorId, absence)
              yield* record(actor, at, [fact("DRIVER", driverId, "DriverAbsenceAdded", told(absence))])
              const concerned = yield* missions.overlapping(operatorId, { driverId }, window, mostConcerned)
              return { ...absence, warnings: concerned.map(inAbsence) }
            }),
          )
        }),
        remove: Effect.fn("Absences.remove")(function* (driverId, id) {
          const actor = yield* permit("driver.edit")
          const { operatorId } = actor
          return yield* atomically(
            operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              yield* drivers.lock(operatorId, driverId)
              const removed = yield* absences.remove(operatorId, driverId, id)
              yield* record(actor, at, [fact("DRIVER", driverId, "DriverAbsenceRemoved", told(removed))])
              return removed
            }),
          )
        }),
      })
    }),
  )
}

/** Without the reason, which may be a matter of health. */
function told({ id, from, until }: Absence) {
  return { data: { absenceId: id, from: DateTime.formatIso(from), until: DateTime.formatIso(until) } }
}
