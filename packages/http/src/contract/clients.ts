/** Clients over HTTP. */
import { ClientFilters, ClientId, ClientSort, NewClient } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { ClientList, ClientResource } from "../resources/Client.ts"
import { asking, creating, NamesNothing, namesNothing, paging, telling } from "./requests.ts"

export const clients = HttpApiGroup.make("clients")
  .add(
    HttpApiEndpoint.post("create", "/clients", {
      headers: creating,
      payload: NewClient,
      success: ClientResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    }).annotate(OpenApi.Summary, "Enter a client; a private one with its contact card"),
    HttpApiEndpoint.get("list", "/clients", {
      query: { ...paging, sort: Schema.optionalKey(ClientSort), ...ClientFilters.fields },
      success: ClientList,
      error: [...asking, problems.CursorMismatch],
    }).annotate(OpenApi.Summary, "List clients"),
    HttpApiEndpoint.get("get", "/clients/:id", {
      params: { id: ClientId },
      success: ClientResource,
      error: [...asking, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotate(OpenApi.Summary, "Read a client"),
  )
  .annotate(OpenApi.Title, "Clients")
