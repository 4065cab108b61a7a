/** What each error is called over HTTP: one line an error, from which server, document and client take it. */
import type {
  AbsenceNotFound,
  AgencyInactive,
  AgencyNotFound,
  AgencyUserExists,
  AgencyUserNotFound,
  ClientArchived,
  ClientNotFound,
  ContactInUse,
  ContactNotFound,
  DriverBusy,
  DriverInactive,
  DriverNotFound,
  DriverUnavailable,
  FeeDecided,
  FeeNotFound,
  FieldNotForType,
  Forbidden,
  IdempotencyKeyReused,
  InvitationClosed,
  DiscountNotFound,
  NoRequest,
  RequestTaken,
  LineNotAttachable,
  LineNotFound,
  MergeConflict,
  MissionInvoiced,
  MissionNotFound,
  NoAddress,
  NoRecipient,
  NoTransportLine,
  OrderNotFound,
  OverlapTaken,
  OverlapWithItself,
  Page,
  BookRowExists,
  BookRowNotFound,
  FeeUnknown,
  LineUnclear,
  ModeNotAllowed,
  NotPriced,
  PriceBookInvalid,
  PriceBookVersionNotFound,
  QuoteReplacedAlready,
  ReplacedQuoteAccepted,
  RouteNotInGrid,
  TripIncomplete,
  VatUndecided,
  QuoteExpired,
  QuoteNotFound,
  ReachRequired,
  ReasonRequired,
  StaleVersion,
  StepTimeInvalid,
  StorageFailed,
  TooManyDiscounts,
  TooManyLines,
  Transition,
  UnknownCategory,
  ValidityPast,
  VehicleBusy,
  VehicleInactive,
  VehicleNotFound,
  WindowInvalid,
} from "@caleche/core"
import { DateTime } from "effect"
import type * as Request from "./RequestErrors.ts"

/** Every error an answer can name. */
export type AnswerableError =
  | BookRowExists
  | BookRowNotFound
  | FeeUnknown
  | LineUnclear
  | ModeNotAllowed
  | NotPriced
  | PriceBookInvalid
  | PriceBookVersionNotFound
  | QuoteReplacedAlready
  | ReplacedQuoteAccepted
  | RouteNotInGrid
  | TripIncomplete
  | VatUndecided
  | AbsenceNotFound
  | AgencyInactive
  | AgencyNotFound
  | AgencyUserExists
  | AgencyUserNotFound
  | ClientArchived
  | ClientNotFound
  | ContactInUse
  | ContactNotFound
  | DriverBusy
  | DriverInactive
  | DriverNotFound
  | DriverUnavailable
  | FeeDecided
  | FeeNotFound
  | Forbidden
  | IdempotencyKeyReused
  | InvitationClosed
  | NoRequest
  | RequestTaken
  | Transition.IllegalTransition
  | DiscountNotFound
  | LineNotAttachable
  | LineNotFound
  | MergeConflict
  | MissionInvoiced
  | MissionNotFound
  | NoAddress
  | NoRecipient
  | NoTransportLine
  | OrderNotFound
  | OverlapTaken
  | OverlapWithItself
  | Page.CursorMismatch
  | QuoteExpired
  | QuoteNotFound
  | ReasonRequired
  | StaleVersion
  | StepTimeInvalid
  | StorageFailed
  | TooManyDiscounts
  | TooManyLines
  | ValidityPast
  | VehicleBusy
  | VehicleInactive
  | VehicleNotFound
  | WindowInvalid
  | FieldNotForType
  | ReachRequired
  | UnknownCategory
  | Request.InvalidRequest
  | Request.MalformedJson
  | Request.MethodNotAllowed
  | Request.PayloadTooLarge
  | Request.RequestTimedOut
  | Request.RouteNotFound
  | Request.Unauthorized
  | Request.Unexpected
  | Request.UnsupportedMediaType
  | Request.UriTooLong

/** A problem's fixed parts, and the sentence made from its fields. */
export interface ProblemRow<E> {
  readonly status: number
  readonly title: string
  readonly detail: (error: E) => string
}

const gone = (what: string): ProblemRow<{ readonly id: string }> => ({
  status: 404,
  title: `${what} not found`,
  detail: ({ id }) => `There is no ${what.toLowerCase()} ${id}.`,
})

/** By tag; a tag without a line does not compile. */
export const problemTable: { readonly [E in AnswerableError as E["_tag"]]: ProblemRow<E> } = {
  AgencyNotFound: gone("Agency"),
  AgencyUserNotFound: gone("Agency user"),
  ClientNotFound: gone("Client"),
  QuoteNotFound: gone("Quote"),
  LineNotFound: gone("Line"),
  DiscountNotFound: gone("Discount"),
  OrderNotFound: gone("Order"),
  FeeNotFound: gone("Fee"),
  MissionNotFound: gone("Mission"),
  DriverNotFound: gone("Driver"),
  VehicleNotFound: gone("Vehicle"),
  AbsenceNotFound: gone("Absence"),
  ContactNotFound: {
    status: 404,
    title: "Contact not found",
    detail: ({ ids }) => `There is no contact ${ids.join(", ")}.`,
  },
  MergeConflict: {
    status: 409,
    title: "Not one client",
    detail: ({ conflicts }) => `The two clients differ in ${conflicts.map(({ field }) => field).join(", ")}.`,
  },
  ContactInUse: {
    status: 409,
    title: "Contact in use",
    detail: ({ usedBy }) =>
      `The contact is named by ${usedBy.map(({ kind, id }) => `${kind.toLowerCase()} ${id}`).join(", ")}. Archive or erase it.`,
  },
  UnknownCategory: {
    status: 422,
    title: "Unknown category",
    detail: ({ category, known }) => `There is no client category ${category}; there is ${known.join(", ")}.`,
  },
  FieldNotForType: {
    status: 422,
    title: "Field not for this type",
    detail: ({ field, type }) => `A ${type} client has no ${field}.`,
  },
  ReachRequired: {
    status: 422,
    title: "Reach required",
    detail: () => "A client keeps an e-mail address or a phone number.",
  },
  AgencyInactive: {
    status: 409,
    title: "Agency inactive",
    detail: () => "An inactive agency gets no new clients and no new people.",
  },
  AgencyUserExists: {
    status: 409,
    title: "Agency user exists",
    detail: () => "The agency has an account with this e-mail address already; it can be invited again.",
  },
  InvitationClosed: {
    status: 410,
    title: "Invitation closed",
    detail: ({ reason }) =>
      ({
        USED: "The invitation was followed already.",
        EXPIRED: "The invitation can no longer be followed; ask for another one.",
        REVOKED: "A later invitation has taken its place, or the account was shut.",
      })[reason],
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
  ClientArchived: {
    status: 409,
    title: "Client archived",
    detail: () => "An archived client gets no new quotes, and its drafts are not sent.",
  },
  IllegalTransition: {
    status: 409,
    title: "Not allowed in this status",
    detail: ({ machine, from, action, allowed }) =>
      `A ${machine} in status ${from} does not accept "${action}"; it accepts ${allowed.length === 0 ? "nothing more" : allowed.join(", ")}.`,
  },
  QuoteExpired: {
    status: 409,
    title: "Quote expired",
    detail: ({ validUntil }) => `The quote was valid until ${validUntil}. Send it again with a new last day.`,
  },
  DriverBusy: {
    status: 409,
    title: "Driver busy",
    detail: ({ missionId, pickupAt, estimatedEndAt }) =>
      `The driver has mission ${missionId} from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  DriverInactive: {
    status: 409,
    title: "Driver inactive",
    detail: () => "An inactive driver gets no missions.",
  },
  DriverUnavailable: {
    status: 409,
    title: "Driver unavailable",
    detail: ({ from, until }) =>
      `The driver is absent from ${DateTime.formatIso(from)} to ${DateTime.formatIso(until)}.`,
  },
  VehicleBusy: {
    status: 409,
    title: "Vehicle busy",
    detail: ({ missionId, pickupAt, estimatedEndAt }) =>
      `The vehicle has mission ${missionId} from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  VehicleInactive: {
    status: 409,
    title: "Vehicle inactive",
    detail: () => "An inactive vehicle gets no missions.",
  },
  OverlapTaken: {
    status: 409,
    title: "Overlap taken",
    detail: ({ id, overlapAllowedWith }) =>
      `Mission ${id} may overlap with ${overlapAllowedWith}, and with one only.`,
  },
  OverlapWithItself: {
    status: 422,
    title: "Overlap with itself",
    detail: () => "Name another mission to overlap with.",
  },
  FeeDecided: {
    status: 409,
    title: "Fee decided",
    detail: ({ state }) => `The fee is ${state === "ACTIVE" ? "confirmed" : "waived"} already.`,
  },
  MissionInvoiced: {
    status: 409,
    title: "Mission invoiced",
    detail: () => "An invoice covers the mission; what it says is credited, not changed.",
  },
  IdempotencyKeyReused: {
    status: 409,
    title: "Idempotency key reused",
    detail: () => "The Idempotency-Key was used before for another request.",
  },
  StaleVersion: {
    status: 412,
    title: "Changed meanwhile",
    detail: ({ expected, actual }) => `Version ${expected} was expected; the record is at version ${actual}.`,
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
  NoAddress: {
    status: 422,
    title: "No e-mail address on record",
    detail: () =>
      `There is no e-mail address to write to; "channel": "MANUAL" notes a message that went by other means.`,
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
  StepTimeInvalid: {
    status: 422,
    title: "Impossible time",
    detail: ({ notBefore, notAfter }) =>
      notBefore !== undefined
        ? `The step cannot lie before ${DateTime.formatIso(notBefore)}.`
        : `The step cannot lie after ${notAfter === undefined ? "now" : DateTime.formatIso(notAfter)}.`,
  },
  WindowInvalid: {
    status: 422,
    title: "Impossible window",
    detail: ({ pickupAt, estimatedEndAt }) =>
      `A mission lasts from one minute to 60 days, not from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  ReasonRequired: {
    status: 422,
    title: "Reason required",
    detail: () => "Under way a mission changes hands for a reason only; say which.",
  },
  RouteNotInGrid: {
    status: 422,
    title: "Route not in grid",
    detail: ({ from, to, vehicleCategory }) =>
      `No agreed price leads from ${from ?? "outside every zone"} to ${to ?? "outside every zone"} for ${vehicleCategory}.`,
  },
  NotPriced: {
    status: 422,
    title: "Not priced",
    detail: ({ tripType, pricingMode, vehicleCategory, on }) =>
      `The price book has nothing for ${tripType} of ${vehicleCategory} under ${pricingMode} on ${on}.`,
  },
  TripIncomplete: {
    status: 422,
    title: "Trip incomplete",
    detail: ({ tripType, pricingMode, missing }) =>
      `A ${tripType} under ${pricingMode} needs ${missing.join(", ")}.`,
  },
  ModeNotAllowed: {
    status: 422,
    title: "Pricing mode not allowed",
    detail: ({ tripType, pricingMode, allowed }) =>
      `A trip of type ${tripType} is priced by ${allowed.join(", ")}, not by ${pricingMode}.`,
  },
  FeeUnknown: {
    status: 422,
    title: "Unknown fee",
    detail: ({ codes }) => `The price book has no fee ${codes.join(", ")} on the day of the pickup.`,
  },
  VatUndecided: {
    status: 422,
    title: "VAT undecided",
    detail: ({ tripType, reasons }) =>
      reasons.length === 0
        ? `The VAT policy says nothing of ${tripType}; state the VAT of the line.`
        : `The VAT policy says several things of ${tripType}: ${reasons.join("; ")}.`,
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
  PriceBookInvalid: {
    status: 422,
    title: "Price book invalid",
    detail: ({ problems }) =>
      problems.length === 1
        ? "The price book has one problem."
        : `The price book has ${problems.length} problems.`,
  },
  PriceBookVersionNotFound: {
    status: 404,
    title: "Version not found",
    detail: ({ version }) => `There is no version ${version} of the price book.`,
  },
  BookRowNotFound: {
    status: 404,
    title: "Row not found",
    detail: ({ id, part }) => `The price book has no ${id} among its ${part}.`,
  },
  BookRowExists: {
    status: 409,
    title: "Row exists",
    detail: ({ id, part }) => `The price book has a ${id} among its ${part} already.`,
  },
  CursorMismatch: {
    status: 400,
    title: "Cursor mismatch",
    detail: () => "The cursor was made for another sort order or other filters. Start again without it.",
  },
  Forbidden: {
    status: 403,
    title: "Forbidden",
    detail: ({ action, role, contacts }) =>
      contacts === undefined
        ? `The role ${role} may not perform ${action}.`
        : `The right on contacts is narrowed to ${contacts}, which does not reach ${action}.`,
  },
  StorageFailed: {
    status: 503,
    title: "Storage away",
    detail: () => "The storage cannot answer at the moment. Try again shortly.",
  },
  InvalidRequest: {
    status: 400,
    title: "Invalid request",
    detail: ({ errors }) =>
      errors.length === 1 ? "One field is invalid." : `${errors.length} fields are invalid.`,
  },
  MalformedJson: { status: 400, title: "Malformed JSON", detail: ({ reason }) => reason },
  Unauthorized: {
    status: 401,
    title: "Unauthorized",
    detail: () => "A valid credential is required: Authorization: Bearer …",
  },
  RouteNotFound: { status: 404, title: "Not found", detail: ({ path }) => `There is nothing at ${path}.` },
  MethodNotAllowed: {
    status: 405,
    title: "Method not allowed",
    detail: ({ method, allowed }) =>
      `${method} is not possible here; ${allowed.join(", ")} ${allowed.length === 1 ? "is" : "are"}.`,
  },
  PayloadTooLarge: {
    status: 413,
    title: "Body too large",
    detail: ({ most }) => `A body has at most ${most} bytes.`,
  },
  UriTooLong: {
    status: 414,
    title: "Address too long",
    detail: ({ most }) => `An address has at most ${most} bytes.`,
  },
  UnsupportedMediaType: {
    status: 415,
    title: "Unsupported media type",
    detail: ({ expected }) => `The body must be ${expected}.`,
  },
  RequestTimedOut: {
    status: 503,
    title: "Timed out",
    detail: ({ seconds }) => `The request took longer than ${seconds} seconds; nothing of it was kept.`,
  },
  Unexpected: {
    status: 500,
    title: "Unexpected failure",
    detail: ({ requestId }) =>
      `Something went wrong on our side. Quote request ${requestId} when you report it.`,
  },
}
