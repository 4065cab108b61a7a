/** Clients over HTTP. */
import {
  ClientEdit,
  ClientFilters,
  ClientId,
  clientRules,
  ClientSort,
  communicationRules,
  CommunicationSort,
  NewClient,
  NewCommunication,
  RecordFilters,
  RecordSort,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { ClientList, ClientResource, CreatedClient } from "../resources/Client.ts"
import { ClientPageResource } from "../resources/ClientPage.ts"
import { ClientSummaryResource, PerformanceResource } from "../resources/ClientFigures.ts"
import { ClientRecordList } from "../resources/ClientRecord.ts"
import { CommunicationList, CommunicationResource } from "../resources/Communication.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  asking,
  BodyRules,
  changing,
  countTo,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  telling,
  writing,
} from "./requests.ts"

const Months = countTo(120)

const one = { params: { id: ClientId }, headers: { ...creating, ...changing } }

/** The client that stays. */
const Merge = Schema.Struct({ into: ClientId })

export class ClientsGroup extends HttpApiGroup.make("clients")
  .add(
    HttpApiEndpoint.post("create", "/clients", {
      headers: creating,
      payload: NewClient,
      success: CreatedClient.pipe(HttpApiSchema.status(201)),
      error: [...telling, problems.UnknownCategory, problems.AgencyNotFound, problems.AgencyInactive],
    })
      .annotate(BodyRules, clientRules)
      .annotateMerge(needs("client.create"))
      .annotate(
        OpenApi.Summary,
        "Enter a client; a private one with its contact card. Possible duplicates are told, not refused",
      ),
    HttpApiEndpoint.get("list", "/clients", {
      query: { ...paging, sort: Schema.optionalKey(ClientSort), ...ClientFilters.fields },
      success: ClientList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "List clients with what they are worth"),
    HttpApiEndpoint.get("summary", "/clients/summary", {
      query: ClientFilters.fields,
      success: ClientSummaryResource,
      error: asking,
    })
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "Add up the listed clients; with q or agencyId at most 10,000 of them"),
    HttpApiEndpoint.get("get", "/clients/:id", {
      params: { id: ClientId },
      success: ClientPageResource,
      error: [...asking, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "Read a client; an agency's with the agency and its people"),
    HttpApiEndpoint.get("performance", "/clients/:id/performance", {
      params: { id: ClientId },
      query: { months: Schema.optionalKey(Months) },
      success: PerformanceResource,
      error: [...asking, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "Revenue and margin of the last months, 12 unless told"),
    HttpApiEndpoint.get("records", "/clients/:id/records", {
      params: { id: ClientId },
      query: { ...paging, sort: Schema.optionalKey(RecordSort), ...RecordFilters.fields },
      success: ClientRecordList,
      error: [...asking, problems.ClientNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.read"))
      .annotate(
        OpenApi.Summary,
        "A client's quotes, orders and missions, or those of one kind; latest first",
      ),
    HttpApiEndpoint.get("communications", "/clients/:id/communications", {
      params: { id: ClientId },
      query: { ...paging, sort: Schema.optionalKey(CommunicationSort) },
      success: CommunicationList,
      error: [...asking, problems.ClientNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.read"))
      .annotate(OpenApi.Summary, "What was written to a client, and what became of it; newest first"),
    HttpApiEndpoint.post("write", "/clients/:id/communications", {
      params: { id: ClientId },
      headers: creating,
      payload: NewCommunication,
      success: CommunicationResource.pipe(HttpApiSchema.status(201)),
      error: [
        ...telling,
        problems.ClientNotFound,
        problems.ContactNotFound,
        problems.QuoteNotFound,
        problems.OrderNotFound,
        problems.NoAddress,
        problems.NewsletterNotWanted,
      ],
    })
      .annotate(BodyRules, communicationRules)
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("message.send"))
      .annotate(
        OpenApi.Summary,
        'Send a client an e-mail, or note with "channel": "MANUAL" what went by other means',
      ),
    HttpApiEndpoint.patch("edit", "/clients/:id", {
      params: { id: ClientId },
      headers: changing,
      payload: ClientEdit,
      success: ClientResource,
      error: [
        ...writing,
        problems.ClientNotFound,
        problems.UnknownCategory,
        problems.AgencyNotFound,
        problems.AgencyInactive,
        problems.FieldNotForType,
        problems.ReachRequired,
      ],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.edit"))
      .annotate(
        OpenApi.Summary,
        "Change a client; null takes a field away. A private one's name and reach change its card",
      ),
    HttpApiEndpoint.post("archive", "/clients/:id/archive", {
      ...one,
      success: ClientResource,
      error: [...writing, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.archive"))
      .annotate(OpenApi.Summary, "Hide a client from the active list; it gets no new quotes"),
    HttpApiEndpoint.post("restore", "/clients/:id/restore", {
      ...one,
      success: ClientResource,
      error: [...writing, problems.ClientNotFound],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.archive"))
      .annotate(OpenApi.Summary, "Undo the archiving of a client"),
    HttpApiEndpoint.post("merge", "/clients/:id/merge", {
      ...one,
      payload: Merge,
      success: ClientResource,
      error: [...writing, problems.ClientNotFound, problems.MergeConflict],
    })
      .annotate(NamesNothing, namesNothing("ClientNotFound"))
      .annotateMerge(needs("client.merge"))
      .annotate(
        OpenApi.Summary,
        "Fold a client into another, which answers under both ids from then on. Not undone",
      ),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Clients") {}
