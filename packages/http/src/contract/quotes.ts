/** Quotes over HTTP: drafted, priced by hand, sent, accepted, declined and cancelled. */
import {
  Accepting,
  LineId,
  lineRules,
  ManualLine,
  NewQuote,
  QuoteEdit,
  QuoteFilters,
  QuoteId,
  quoteRules,
  QuoteSort,
  Reason,
  Sending,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { HistoryList } from "../resources/HistoryEntry.ts"
import { Accepted } from "../resources/Order.ts"
import { QuoteList, QuoteResource } from "../resources/Quote.ts"
import { needs } from "./needs.ts"
import {
  altering,
  BodyRules,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  telling,
} from "./requests.ts"

const {
  QuoteNotFound,
  LineNotFound,
  LineNotAttachable,
  TooManyLines,
  ContactNotFound,
  ClientNotFound,
  ClientArchived,
} = problems
const sendErrors = [
  ...altering,
  QuoteNotFound,
  ClientNotFound,
  ContactNotFound,
  ClientArchived,
  problems.ValidityPast,
  problems.NoTransportLine,
  problems.NoRecipient,
] as const

const one = { params: { id: QuoteId }, headers: { ...creating, ...changing } }
const line = { params: { id: QuoteId, lineId: LineId }, headers: changing }
const named = namesNothing("QuoteNotFound")
const lineNamed = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? named(params)
    : plainProblem("LineNotFound", { quoteId: params["id"] ?? "", id: params["lineId"] ?? "" })

export const quotes = HttpApiGroup.make("quotes")
  .add(
    HttpApiEndpoint.post("create", "/quotes", {
      headers: creating,
      payload: NewQuote,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [...telling, ClientNotFound, ClientArchived, ContactNotFound, LineNotAttachable, TooManyLines],
    })
      .annotate(BodyRules, quoteRules)
      .annotateMerge(needs("quote.create"))
      .annotate(OpenApi.Summary, "Draft a quote"),
    HttpApiEndpoint.get("list", "/quotes", {
      query: { ...paging, sort: Schema.optionalKey(QuoteSort), ...QuoteFilters.fields },
      success: QuoteList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("quote.list"))
      .annotate(OpenApi.Summary, "List quotes; status may be repeated"),
    HttpApiEndpoint.get("get", "/quotes/:id", {
      params: { id: QuoteId },
      success: QuoteResource,
      error: [...asking, QuoteNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.read"))
      .annotate(OpenApi.Summary, "Read a quote"),
    HttpApiEndpoint.patch("edit", "/quotes/:id", {
      params: { id: QuoteId },
      headers: changing,
      payload: QuoteEdit,
      success: QuoteResource,
      error: [...altering, QuoteNotFound, ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Change notes, contacts or the last day"),
    HttpApiEndpoint.post("addLine", "/quotes/:id/lines", {
      ...one,
      payload: ManualLine,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [...altering, QuoteNotFound, LineNotAttachable, TooManyLines],
    })
      .annotate(BodyRules, lineRules)
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Add a line priced by hand; answers the quote"),
    HttpApiEndpoint.patch("replaceLine", "/quotes/:id/lines/:lineId", {
      ...line,
      payload: ManualLine,
      success: QuoteResource,
      error: [...altering, QuoteNotFound, LineNotFound, LineNotAttachable, TooManyLines],
    })
      .annotate(BodyRules, lineRules)
      .annotate(NamesNothing, lineNamed)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Replace a line under the same id; answers the quote"),
    HttpApiEndpoint.delete("removeLine", "/quotes/:id/lines/:lineId", {
      ...line,
      success: QuoteResource,
      error: [
        ...asking,
        QuoteNotFound,
        LineNotFound,
        problems.IllegalTransition,
        problems.StaleVersion,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, lineNamed)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Remove a line; answers the quote"),
    HttpApiEndpoint.post("send", "/quotes/:id/send", {
      ...one,
      payload: Sending,
      success: QuoteResource,
      error: sendErrors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.send"))
      .annotate(OpenApi.Summary, "Send a draft to its recipient"),
    HttpApiEndpoint.post("resend", "/quotes/:id/resend", {
      ...one,
      payload: Sending,
      success: QuoteResource,
      error: sendErrors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.send"))
      .annotate(OpenApi.Summary, "Send once more, or renew an expired quote"),
    HttpApiEndpoint.post("accept", "/quotes/:id/accept", {
      ...one,
      payload: Accepting,
      success: Accepted,
      error: [...altering, QuoteNotFound, problems.QuoteExpired],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.accept"))
      .annotate(OpenApi.Summary, "Accept a quote: makes its order, once; again answers the same order"),
    HttpApiEndpoint.post("decline", "/quotes/:id/decline", {
      ...one,
      payload: Reason,
      success: QuoteResource,
      error: [...altering, QuoteNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.decline"))
      .annotate(OpenApi.Summary, "Record that the client declined"),
    HttpApiEndpoint.post("cancel", "/quotes/:id/cancel", {
      ...one,
      payload: Reason,
      success: QuoteResource,
      error: [...altering, QuoteNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.cancel"))
      .annotate(OpenApi.Summary, "Take a quote back"),
    HttpApiEndpoint.get("history", "/quotes/:id/history", {
      params: { id: QuoteId },
      query: paging,
      success: HistoryList,
      error: [...asking, QuoteNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("history.read"))
      .annotate(OpenApi.Summary, "What happened to a quote, oldest first"),
  )
  .annotate(OpenApi.Title, "Quotes")
