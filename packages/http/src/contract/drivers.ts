/** Drivers over HTTP. */
import { DriverEdit, DriverId, DriverSort, LocalDate, NewDriver, PickupSort, SearchText } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { DriverList, DriverResource } from "../resources/Driver.ts"
import { MissionList } from "../resources/Mission.ts"
import { absences, addAbsence, removeAbsence } from "./absences.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  telling,
  writing,
} from "./requests.ts"

export class DriversGroup extends HttpApiGroup.make("drivers")
  .add(
    HttpApiEndpoint.post("create", "/drivers", {
      headers: creating,
      payload: NewDriver,
      success: DriverResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    })
      .annotateMerge(needs("driver.edit"))
      .annotate(OpenApi.Summary, "Enter a driver"),
    HttpApiEndpoint.get("list", "/drivers", {
      query: {
        ...paging,
        sort: Schema.optionalKey(DriverSort),
        active: Schema.optionalKey(Schema.Literals(["true", "false"])),
        q: Schema.optionalKey(SearchText),
      },
      success: DriverList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("driver.read"))
      .annotate(OpenApi.Summary, "List drivers; q is looked for in name, e-mail and phone"),
    HttpApiEndpoint.get("get", "/drivers/:id", {
      params: { id: DriverId },
      success: DriverResource,
      error: [...asking, problems.DriverNotFound],
    })
      .annotate(NamesNothing, namesNothing("DriverNotFound"))
      .annotateMerge(needs("driver.read"))
      .annotate(OpenApi.Summary, "Read a driver"),
    HttpApiEndpoint.patch("edit", "/drivers/:id", {
      params: { id: DriverId },
      headers: changing,
      payload: DriverEdit,
      success: DriverResource,
      error: [...writing, problems.DriverNotFound],
    })
      .annotate(NamesNothing, namesNothing("DriverNotFound"))
      .annotateMerge(needs("driver.edit"))
      .annotate(OpenApi.Summary, "Change a driver; an inactive one gets no missions"),
    HttpApiEndpoint.get("missions", "/drivers/:id/missions", {
      params: { id: DriverId },
      query: {
        ...paging,
        sort: Schema.optionalKey(PickupSort),
        from: Schema.optionalKey(LocalDate),
        to: Schema.optionalKey(LocalDate),
      },
      success: MissionList,
      error: [...asking, problems.DriverNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, namesNothing("DriverNotFound"))
      .annotateMerge(needs("mission.read"))
      .annotate(OpenApi.Summary, "A driver's missions by pickup, on days of the operator"),
    addAbsence,
    absences,
    removeAbsence,
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Drivers") {}
