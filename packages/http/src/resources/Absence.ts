/** A driver's absence as the API shows it. */
import { type Absence, AbsenceId, DriverId, type EnteredAbsence, MissionWarning, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { atMost, listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const AbsenceResource = Schema.Struct({
  id: AbsenceId,
  driverId: DriverId,
  from: WrittenInstant,
  until: WrittenInstant,
  reason: Schema.optionalKey(UpTo(2_000)),
  createdAt: WrittenInstant,
}).annotate({ identifier: "Absence" })
export type AbsenceResource = typeof AbsenceResource.Type

/** An absence just entered, beside the missions the driver has then. */
export const EnteredAbsenceResource = Schema.Struct({
  ...AbsenceResource.fields,
  warnings: atMost(1_000, MissionWarning),
}).annotate({ identifier: "EnteredAbsence" })

export const AbsenceList = listOf(AbsenceResource, "AbsenceList")

export const presentAbsence = (absence: Absence): AbsenceResource => ({
  id: absence.id,
  driverId: absence.driverId,
  from: written(absence.from),
  until: written(absence.until),
  ...given({ reason: absence.reason }),
  createdAt: written(absence.createdAt),
})

export const presentEntered = (entered: EnteredAbsence): typeof EnteredAbsenceResource.Type => ({
  ...presentAbsence(entered),
  warnings: entered.warnings,
})
