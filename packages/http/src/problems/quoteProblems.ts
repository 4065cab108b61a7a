/** Quotes and their lines: what their errors are called over HTTP. */
import type {
  DiscountNotFound,
  DocumentsUnavailable,
  LineInvalid,
  LineNotAttachable,
  LineNotFound,
  LineUnclear,
  LinksUnavailable,
  NoRecipient,
  NoRequest,
  NoTransportLine,
  QuoteExpired,
  QuoteNotFound,
  QuoteNotSent,
  QuoteReplacedAlready,
  ReplacedQuoteAccepted,
  RequestTaken,
  TooManyDiscounts,
  TooManyLines,
  ValidityPast,
} from "@caleche/core"
import { gone, type ProblemRows } from "./ProblemRow.ts"

export type QuoteError =
  | DiscountNotFound
  | DocumentsUnavailable
  | LineInvalid
  | LineNotAttachable
  | LineNotFound
  | LineUnclear
  | LinksUnavailable
  | NoRecipient
  | NoRequest
  | NoTransportLine
  | QuoteExpired
  | QuoteNotFound
  | QuoteNotSent
  | QuoteReplacedAlready
  | ReplacedQuoteAccepted
  | RequestTaken
  | TooManyDiscounts
  | TooManyLines
  | ValidityPast

export const quoteProblems: ProblemRows<QuoteError> = {
  QuoteNotFound: gone("Quote"),
  LineNotFound: gone("Line"),
  DiscountNotFound: gone("Discount"),
  DocumentsUnavailable: {
    status: 501,
    title: "No documents",
    detail: () => "This server was set up without documents.",
  },
  LinksUnavailable: {
    status: 501,
    title: "No links",
    detail: () => "This server was set up without a key that signs links.",
  },
  QuoteNotSent: {
    status: 409,
    title: "Not sent yet",
    detail: () => "There are links to a quote once it was sent; this one is a draft.",
  },
  RequestTaken: {
    status: 409,
    title: "Request taken",
    detail: () => "The operator's staff has taken the request; ask them for changes.",
  },
  NoRequest: {
    status: 409,
    title: "No request",
    detail: () => "No agency asked for this quote, so there is no request to take or change.",
  },
  QuoteExpired: {
    status: 409,
    title: "Quote expired",
    detail: ({ validUntil }) => `The quote was valid until ${validUntil}. Send it again with a new last day.`,
  },
  ValidityPast: {
    status: 422,
    title: "Last day is over",
    detail: ({ validUntil, today }) => `The last day would be ${validUntil}, and it is ${today} already.`,
  },
  NoTransportLine: {
    status: 422,
    title: "No transport line",
    detail: () => "A quote without a TRANSPORT line offers no trip.",
  },
  NoRecipient: {
    status: 422,
    title: "Nobody to send it to",
    detail: () =>
      `Neither the quote's contacts nor its client has an e-mail address; "channel": "MANUAL" records a sending by other means.`,
  },
  TooManyDiscounts: {
    status: 422,
    title: "Too many discounts",
    detail: ({ most }) => `A quote has at most ${most} discounts.`,
  },
  LineInvalid: {
    status: 422,
    title: "Line invalid",
    detail: ({ problems }) =>
      `The line would be none: ${problems.map(({ issue, path }) => `${path.join(".")} ${issue}`).join("; ")}.`,
  },
  LineNotAttachable: {
    status: 422,
    title: "Line not attachable",
    detail: ({ forLineId }) => `There is no TRANSPORT line ${forLineId} in this quote to attach to.`,
  },
  TooManyLines: {
    status: 422,
    title: "Too many lines",
    detail: ({ most }) => `A quote has at most ${most} lines.`,
  },
  LineUnclear: {
    status: 422,
    title: "Which line",
    detail: ({ lineIds }) => `There are several transport lines; say which: ${lineIds.join(", ")}.`,
  },
  QuoteReplacedAlready: {
    status: 409,
    title: "Replaced already",
    detail: ({ by }) => `The draft ${by} takes the place of the quote already.`,
  },
  ReplacedQuoteAccepted: {
    status: 409,
    title: "Replaced quote accepted",
    detail: ({ replaces }) => `The quote ${replaces} was accepted meanwhile; there is an order.`,
  },
}
