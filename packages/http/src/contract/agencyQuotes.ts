/** What an agency does for its travellers over HTTP: it asks for quotes, answers them, and follows its orders. */
import {
  AgencyAccepting,
  AgencyId,
  AgencyRequestEdit,
  NewAgencyRequest,
  OrderId,
  QuoteId,
  QuoteSort,
  QuoteStatus,
  Reason,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import {
  AcceptedByAgencyResource,
  AgencyClientList,
  AgencyOrderList,
  AgencyOrderResource,
  AgencyQuoteList,
  AgencyQuoteResource,
} from "../resources/AgencyQuote.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  altering,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  placingTrip,
  telling,
} from "./requests.ts"

const { AgencyNotFound, QuoteNotFound } = problems
const ofAgency = namesNothing("AgencyNotFound")
const inAgency =
  (code: "QuoteNotFound" | "OrderNotFound", param: string) =>
  (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
    invalid.has("id") ? ofAgency(params) : plainProblem(code, { id: params[param] ?? "" })
const ofQuote = inAgency("QuoteNotFound", "quoteId")

const quote = { id: AgencyId, quoteId: QuoteId }
const command = { params: quote, headers: { ...creating, ...changing } }
const errors = [...altering, AgencyNotFound, QuoteNotFound] as const
const requestErrors = [...errors, problems.RequestTaken, problems.NoRequest] as const
const CreatedSort = Schema.Literals(["createdAt", "-createdAt"])

export class AgencyQuotesGroup extends HttpApiGroup.make("agencyQuotes")
  .add(
    HttpApiEndpoint.get("clients", "/agencies/:id/clients", {
      params: { id: AgencyId },
      query: { ...paging, sort: Schema.optionalKey(Schema.Literals(["name", "-name"])) },
      success: AgencyClientList,
      error: [...asking, AgencyNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyQuote.read"))
      .annotate(OpenApi.Summary, "List the clients an agency may ask for"),
    HttpApiEndpoint.post("request", "/agencies/:id/quotes", {
      params: { id: AgencyId },
      headers: creating,
      payload: NewAgencyRequest,
      success: AgencyQuoteResource.pipe(HttpApiSchema.status(201)),
      error: [
        ...telling,
        AgencyNotFound,
        problems.AgencyInactive,
        problems.ClientNotFound,
        problems.ClientArchived,
        ...placingTrip,
      ],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyQuote.request"))
      .annotate(OpenApi.Summary, "Ask for a quote: a draft the operator's staff takes up"),
    HttpApiEndpoint.get("list", "/agencies/:id/quotes", {
      params: { id: AgencyId },
      query: {
        ...paging,
        sort: Schema.optionalKey(QuoteSort),
        status: Schema.optionalKey(Schema.Array(QuoteStatus).check(Schema.isMaxLength(50))),
      },
      success: AgencyQuoteList,
      error: [...asking, AgencyNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyQuote.read"))
      .annotate(OpenApi.Summary, "List what an agency has booked; prices from the sending on"),
    HttpApiEndpoint.get("get", "/agencies/:id/quotes/:quoteId", {
      params: quote,
      success: AgencyQuoteResource,
      error: [...asking, AgencyNotFound, QuoteNotFound],
    })
      .annotate(NamesNothing, ofQuote)
      .annotateMerge(needs("agencyQuote.read"))
      .annotate(OpenApi.Summary, "Read a quote an agency has booked"),
    HttpApiEndpoint.patch("edit", "/agencies/:id/quotes/:quoteId", {
      params: quote,
      headers: changing,
      payload: AgencyRequestEdit,
      success: AgencyQuoteResource,
      error: [...requestErrors, ...placingTrip],
    })
      .annotate(NamesNothing, ofQuote)
      .annotateMerge(needs("agencyQuote.edit"))
      .annotate(
        OpenApi.Summary,
        "Change a request, as long as nobody has taken it; null takes the comment away",
      ),
    HttpApiEndpoint.post("cancel", "/agencies/:id/quotes/:quoteId/cancel", {
      ...command,
      payload: Reason,
      success: AgencyQuoteResource,
      error: requestErrors,
    })
      .annotate(NamesNothing, ofQuote)
      .annotateMerge(needs("agencyQuote.edit"))
      .annotate(OpenApi.Summary, "Call a request off, as long as nobody has taken it"),
    HttpApiEndpoint.post("accept", "/agencies/:id/quotes/:quoteId/accept", {
      ...command,
      payload: AgencyAccepting,
      success: AcceptedByAgencyResource,
      error: [...errors, problems.QuoteExpired],
    })
      .annotate(NamesNothing, ofQuote)
      .annotateMerge(needs("agencyQuote.answer"))
      .annotate(OpenApi.Summary, "Accept an offer: makes its order, once"),
    HttpApiEndpoint.post("decline", "/agencies/:id/quotes/:quoteId/decline", {
      ...command,
      payload: Reason,
      success: AgencyQuoteResource,
      error: errors,
    })
      .annotate(NamesNothing, ofQuote)
      .annotateMerge(needs("agencyQuote.answer"))
      .annotate(OpenApi.Summary, "Turn an offer down"),
    HttpApiEndpoint.get("orders", "/agencies/:id/orders", {
      params: { id: AgencyId },
      query: { ...paging, sort: Schema.optionalKey(CreatedSort) },
      success: AgencyOrderList,
      error: [...asking, AgencyNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyOrder.read"))
      .annotate(OpenApi.Summary, "List an agency's orders"),
    HttpApiEndpoint.get("order", "/agencies/:id/orders/:orderId", {
      params: { id: AgencyId, orderId: OrderId },
      success: AgencyOrderResource,
      error: [...asking, AgencyNotFound, problems.OrderNotFound],
    })
      .annotate(NamesNothing, inAgency("OrderNotFound", "orderId"))
      .annotateMerge(needs("agencyOrder.read"))
      .annotate(OpenApi.Summary, "Read an agency's order, with its trips"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Agency quotes and orders") {}
