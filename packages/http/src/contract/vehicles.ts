/** Vehicles over HTTP. */
import { NewVehicle, SearchText, VehicleEdit, VehicleId, VehicleSort } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { VehicleList, VehicleResource } from "../resources/Vehicle.ts"
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

const named = namesNothing("VehicleNotFound")

export class VehiclesGroup extends HttpApiGroup.make("vehicles")
  .add(
    HttpApiEndpoint.post("create", "/vehicles", {
      headers: creating,
      payload: NewVehicle,
      success: VehicleResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    })
      .annotateMerge(needs("vehicle.edit"))
      .annotate(OpenApi.Summary, "Enter a vehicle"),
    HttpApiEndpoint.get("list", "/vehicles", {
      query: {
        ...paging,
        sort: Schema.optionalKey(VehicleSort),
        active: Schema.optionalKey(Schema.Literals(["true", "false"])),
        q: Schema.optionalKey(SearchText),
      },
      success: VehicleList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("vehicle.read"))
      .annotate(OpenApi.Summary, "List vehicles; q is looked for in name and number plate"),
    HttpApiEndpoint.get("get", "/vehicles/:id", {
      params: { id: VehicleId },
      success: VehicleResource,
      error: [...asking, problems.VehicleNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("vehicle.read"))
      .annotate(OpenApi.Summary, "Read a vehicle"),
    HttpApiEndpoint.patch("edit", "/vehicles/:id", {
      params: { id: VehicleId },
      headers: changing,
      payload: VehicleEdit,
      success: VehicleResource,
      error: [...writing, problems.VehicleNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("vehicle.edit"))
      .annotate(OpenApi.Summary, "Change a vehicle; an inactive one gets no missions"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Vehicles") {}
