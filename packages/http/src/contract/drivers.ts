/** Drivers over HTTP. */
import { DriverId, DriverSort, NewDriver } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { DriverList, DriverResource } from "../resources/Driver.ts"
import { needs } from "./needs.ts"
import { asking, creating, NamesNothing, namesNothing, paging, telling } from "./requests.ts"

export const drivers = HttpApiGroup.make("drivers")
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
      },
      success: DriverList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("driver.read"))
      .annotate(OpenApi.Summary, "List drivers"),
    HttpApiEndpoint.get("get", "/drivers/:id", {
      params: { id: DriverId },
      success: DriverResource,
      error: [...asking, problems.DriverNotFound],
    })
      .annotate(NamesNothing, namesNothing("DriverNotFound"))
      .annotateMerge(needs("driver.read"))
      .annotate(OpenApi.Summary, "Read a driver"),
  )
  .annotate(OpenApi.Title, "Drivers")
