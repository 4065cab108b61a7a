/** Quotes over HTTP: drafted, priced by hand, sent, accepted, declined and cancelled. */
import {
  Accepting,
  Duplicating,
  DiscountId,
  discountRules,
  LineId,
  lineRules,
  LineEdit,
  NewDiscount,
  NewLine,
  NewQuote,
  QuoteEdit,
  QuoteFilters,
  QuoteId,
  quoteRules,
  QuoteSort,
  Reason,
  Repricing,
  Sending,
  TripChange,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { HistoryList } from "../resources/HistoryEntry.ts"
import { Accepted } from "../resources/Order.ts"
import { QuoteList, QuoteResource } from "../resources/Quote.ts"
import { QuoteLinkResource } from "../resources/QuoteLink.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  altering,
  AnswersFile,
  BodyRules,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  placingTrip,
  pricing,
  ShowsSecret,
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
const pricingErrors = [
  ...altering,
  QuoteNotFound,
  ClientNotFound,
  LineNotFound,
  problems.LineInvalid,
  problems.LineUnclear,
  LineNotAttachable,
  TooManyLines,
  ...pricing,
] as const
const sendErrors = [
  ...altering,
  QuoteNotFound,
  ClientNotFound,
  ContactNotFound,
  ClientArchived,
  problems.ValidityPast,
  problems.NoTransportLine,
  problems.NoRecipient,
  problems.ReplacedQuoteAccepted,
] as const

const one = { params: { id: QuoteId }, headers: { ...creating, ...changing } }
const line = { params: { id: QuoteId, lineId: LineId }, headers: changing }
const named = namesNothing("QuoteNotFound")
const lineNamed = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? named(params)
    : plainProblem("LineNotFound", { quoteId: params["id"] ?? "", id: params["lineId"] ?? "" })

const discountNamed = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? named(params)
    : plainProblem("DiscountNotFound", { quoteId: params["id"] ?? "", id: params["discountId"] ?? "" })

const pdf = { contentType: "application/pdf", fileName: "quote.pdf" }

/** Whether an agency asked for it. */
const requested = Schema.optionalKey(Schema.Literals(["true", "false"]))

export class QuotesGroup extends HttpApiGroup.make("quotes")
  .add(
    HttpApiEndpoint.post("create", "/quotes", {
      headers: creating,
      payload: NewQuote,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [
        ...telling,
        problems.AgencyNotFound,
        problems.AgencyInactive,
        ClientNotFound,
        ClientArchived,
        ContactNotFound,
        LineNotAttachable,
        problems.TooManyDiscounts,
        TooManyLines,
        ...placingTrip,
        ...pricing,
      ],
    })
      .annotate(BodyRules, quoteRules)
      .annotateMerge(needs("quote.create"))
      .annotate(OpenApi.Summary, "Draft a quote; a trip without a unit price is priced by the price book"),
    HttpApiEndpoint.get("list", "/quotes", {
      query: { ...paging, sort: Schema.optionalKey(QuoteSort), ...QuoteFilters.fields, requested },
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
    HttpApiEndpoint.get("pdf", "/quotes/:id/pdf", {
      params: { id: QuoteId },
      success: HttpApiSchema.StreamUint8Array(pdf),
      error: [...asking, QuoteNotFound, ClientNotFound, problems.DocumentsUnavailable],
    })
      .annotate(AnswersFile, pdf)
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.read"))
      .annotate(OpenApi.Summary, "The quote as a document for its client"),
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
      payload: NewLine,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [
        ...altering,
        QuoteNotFound,
        ClientNotFound,
        LineNotAttachable,
        TooManyLines,
        ...placingTrip,
        ...pricing,
      ],
    })
      .annotate(BodyRules, lineRules)
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Add a line, priced by hand or by the price book; answers the quote"),
    HttpApiEndpoint.patch("editLine", "/quotes/:id/lines/:lineId", {
      ...line,
      payload: LineEdit,
      success: QuoteResource,
      error: [
        ...altering,
        QuoteNotFound,
        ClientNotFound,
        LineNotFound,
        problems.LineInvalid,
        LineNotAttachable,
        TooManyLines,
        ...placingTrip,
        ...pricing,
      ],
    })
      .annotate(NamesNothing, lineNamed)
      .annotateMerge(needs("quote.edit"))
      .annotate(
        OpenApi.Summary,
        "Change a line; a unit price over a computed one is kept beside it; answers the quote",
      ),
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
    HttpApiEndpoint.post("addDiscount", "/quotes/:id/discounts", {
      ...one,
      payload: NewDiscount,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [...altering, QuoteNotFound, LineNotAttachable, TooManyLines, problems.TooManyDiscounts],
    })
      .annotate(BodyRules, discountRules)
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Grant a share or an amount off; answers the quote"),
    HttpApiEndpoint.delete("removeDiscount", "/quotes/:id/discounts/:discountId", {
      params: { id: QuoteId, discountId: DiscountId },
      headers: changing,
      success: QuoteResource,
      error: [
        ...asking,
        QuoteNotFound,
        problems.DiscountNotFound,
        LineNotAttachable,
        TooManyLines,
        problems.IllegalTransition,
        problems.StaleVersion,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, discountNamed)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Take a discount back; answers the quote"),
    HttpApiEndpoint.post("setTrip", "/quotes/:id/trip-type", {
      ...one,
      payload: TripChange,
      success: QuoteResource,
      error: [...pricingErrors, ...placingTrip],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(OpenApi.Summary, "Give a transport line another trip type, pricing mode or trip"),
    HttpApiEndpoint.post("price", "/quotes/:id/price", {
      ...one,
      payload: Repricing,
      success: QuoteResource,
      error: pricingErrors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.edit"))
      .annotate(
        OpenApi.Summary,
        "Price computed lines again by the price book in force; changes are warnings",
      ),
    HttpApiEndpoint.post("duplicate", "/quotes/:id/duplicate", {
      ...one,
      payload: Duplicating,
      success: QuoteResource.pipe(HttpApiSchema.status(201)),
      error: [
        ...altering,
        QuoteNotFound,
        ClientNotFound,
        ClientArchived,
        ContactNotFound,
        problems.QuoteReplacedAlready,
      ],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.create"))
      .annotate(
        OpenApi.Summary,
        "Copy a quote as a new draft; with replace its sending declines the original",
      ),
    HttpApiEndpoint.post("take", "/quotes/:id/take", {
      ...one,
      success: QuoteResource,
      error: [...altering, QuoteNotFound, problems.NoRequest],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.take"))
      .annotate(OpenApi.Summary, "Take an agency's request: the agency can no longer change it"),
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
    HttpApiEndpoint.post("issueLink", "/quotes/:id/links", {
      ...one,
      success: QuoteLinkResource.pipe(HttpApiSchema.status(201)),
      error: [...asking, QuoteNotFound, problems.QuoteNotSent, problems.LinksUnavailable],
    })
      .annotate(NamesNothing, named)
      .annotate(ShowsSecret, true)
      .annotateMerge(needs("quote.send"))
      .annotate(OpenApi.Summary, "Make a link by which whoever has it reads and answers the quote"),
    HttpApiEndpoint.delete("revokeLinks", "/quotes/:id/links", {
      params: { id: QuoteId },
      headers: changing,
      success: QuoteResource,
      error: [
        ...asking,
        QuoteNotFound,
        problems.QuoteNotSent,
        problems.StaleVersion,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("quote.send"))
      .annotate(OpenApi.Summary, "Close all links to the quote that were handed out; answers the quote"),
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
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Quotes") {}
