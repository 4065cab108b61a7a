/** Drivers' absences over HTTP, among what belongs to a driver. */
import { AbsenceId, AbsenceSort, DriverId, LocalDate, NewAbsence } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { AbsenceList, AbsenceResource, EnteredAbsenceResource } from "../resources/Absence.ts"
import { needs } from "./needs.ts"
import { asking, creating, NamesNothing, namesNothing, paging, telling } from "./requests.ts"

const driver = namesNothing("DriverNotFound")
const absence = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? driver(params)
    : plainProblem("AbsenceNotFound", { driverId: params["id"] ?? "", id: params["absenceId"] ?? "" })

export const addAbsence = HttpApiEndpoint.post("addAbsence", "/drivers/:id/absences", {
  params: { id: DriverId },
  headers: creating,
  payload: NewAbsence,
  success: EnteredAbsenceResource.pipe(HttpApiSchema.status(201)),
  error: [...telling, problems.DriverNotFound],
})
  .annotate(NamesNothing, driver)
  .annotateMerge(needs("driver.edit"))
  .annotate(OpenApi.Summary, "Enter when a driver is absent; missions it concerns are told as warnings")

export const absences = HttpApiEndpoint.get("absences", "/drivers/:id/absences", {
  params: { id: DriverId },
  query: {
    ...paging,
    sort: Schema.optionalKey(AbsenceSort),
    from: Schema.optionalKey(LocalDate),
    to: Schema.optionalKey(LocalDate),
  },
  success: AbsenceList,
  error: [...asking, problems.DriverNotFound, problems.CursorMismatch],
})
  .annotate(NamesNothing, driver)
  .annotateMerge(needs("driver.read"))
  .annotate(OpenApi.Summary, "A driver's absences that touch some days of the operator")

export const removeAbsence = HttpApiEndpoint.delete("removeAbsence", "/drivers/:id/absences/:absenceId", {
  params: { id: DriverId, absenceId: AbsenceId },
  success: AbsenceResource,
  error: [...asking, problems.DriverNotFound, problems.AbsenceNotFound],
})
  .annotate(NamesNothing, absence)
  .annotateMerge(needs("driver.edit"))
  .annotate(OpenApi.Summary, "Take an absence away; answers it")
