/** Partner agencies over HTTP. */
import { AgencyEdit, AgencyId, AgencySort, NewAgency } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { AgencyList, AgencyResource } from "../resources/Agency.ts"
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

export class AgenciesGroup extends HttpApiGroup.make("agencies")
  .add(
    HttpApiEndpoint.post("create", "/agencies", {
      headers: creating,
      payload: NewAgency,
      success: AgencyResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    })
      .annotateMerge(needs("agency.edit"))
      .annotate(OpenApi.Summary, "Enter a partner agency"),
    HttpApiEndpoint.get("list", "/agencies", {
      query: {
        ...paging,
        sort: Schema.optionalKey(AgencySort),
        active: Schema.optionalKey(Schema.Literals(["true", "false"])),
      },
      success: AgencyList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("agency.read"))
      .annotate(OpenApi.Summary, "List partner agencies"),
    HttpApiEndpoint.get("get", "/agencies/:id", {
      params: { id: AgencyId },
      success: AgencyResource,
      error: [...asking, problems.AgencyNotFound],
    })
      .annotate(NamesNothing, namesNothing("AgencyNotFound"))
      .annotateMerge(needs("agency.read"))
      .annotate(OpenApi.Summary, "Read a partner agency"),
    HttpApiEndpoint.patch("edit", "/agencies/:id", {
      params: { id: AgencyId },
      headers: changing,
      payload: AgencyEdit,
      success: AgencyResource,
      error: [...writing, problems.AgencyNotFound],
    })
      .annotate(NamesNothing, namesNothing("AgencyNotFound"))
      .annotateMerge(needs("agency.edit"))
      .annotate(OpenApi.Summary, "Change a partner agency; the portal's settings are replaced as a whole"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Agencies") {}
