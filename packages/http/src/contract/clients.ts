/** Clients over HTTP. */
import { clientRules, ClientFilters, ClientId, ClientSort, NewClient } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { ClientList, ClientResource } from "../resources/Client.ts"
import { needs } from "./needs.ts"
import { asking, BodyRules, creating, NamesNothing, namesNothing, paging, telling } from "./requests.ts"

export const clients = HttpApiGroup.make("clients")
  .add(
    HttpApiEndpoint.post("create", "/clients", {
      headers: creating,
      payload: NewClient,
      success: ClientResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    })
      .annotate(BodyRules, clientRules)
      .annotateMerge(needs("client.create"))
      .annotate(OpenApi.Summary, "Enter a client; a private one with its contact card"),
    HttpApiEndpoint.get("list", "/clients", {
      query: { ...paging, sort: Schema.optionalKey(ClientSort), ...ClientFilters.fields },
      success: ClientList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "List clients"),
    HttpApiEndpoint.get("get", "/clients/:id", {
      params: { id: ClientId },
      success: ClientResource,
      error: [...asking, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "Read a client"),
  )
  .annotate(OpenApi.Title, "Clients")
