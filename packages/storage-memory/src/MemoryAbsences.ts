/** Drivers' absences in memory. */
import { type Absence, AbsenceNotFound, AbsenceRepository, type OperatorId } from "@caleche/core"
import { DateTime, Effect, Layer, Option } from "effect"
import { listed } from "./listed.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"

/** The driver's absences that last after `from` and begin before `until`. */
const touching = (
  data: Data,
  operatorId: OperatorId,
  driverId: string,
  from: DateTime.Utc | undefined,
  until: DateTime.Utc | undefined,
): ReadonlyArray<Absence> =>
  rows(data.absences, operatorId).filter(
    (absence) =>
      absence.driverId === driverId &&
      (from === undefined || DateTime.isGreaterThan(absence.until, from)) &&
      (until === undefined || DateTime.isLessThan(absence.from, until)),
  )

export const absences = Layer.effect(
  AbsenceRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return AbsenceRepository.of({
      insert: (operatorId, absence) =>
        write((data) => [
          undefined,
          { ...data, absences: put(data.absences, operatorId, absence.id, absence) },
        ]),
      remove: (operatorId, driverId, id) =>
        Effect.flatMap(
          write((data) => {
            const found = row(data.absences, operatorId, id)
            return found?.driverId === driverId
              ? [found, { ...data, absences: put(data.absences, operatorId, id, undefined) }]
              : [undefined, data]
          }),
          (removed) =>
            removed === undefined
              ? Effect.fail(new AbsenceNotFound({ driverId, id }))
              : Effect.succeed(removed),
        ),
      ofDriver: (operatorId, driverId, { from, until }, page) =>
        Effect.flatMap(
          read((data) => touching(data, operatorId, driverId, from, until)),
          (all) =>
            listed(all, { driverId, from, until }, page, (absence) => ({
              key: DateTime.formatIso(absence.from),
              id: absence.id,
            })),
        ),
      firstOverlap: (operatorId, driverId, { from, to }) =>
        read((data) =>
          Option.fromUndefinedOr(
            touching(data, operatorId, driverId, from, to).toSorted(
              (a, b) => DateTime.Order(a.from, b.from) || (a.id < b.id ? -1 : 1),
            )[0],
          ),
        ),
    })
  }),
)
