/** Requests, whatever they ask for: what their errors are called over HTTP. */
import type {
  Forbidden,
  IdempotencyKeyReused,
  Page,
  StaleVersion,
  StorageFailed,
  Transition,
} from "@caleche/core"
import type { ProblemRows } from "./ProblemRow.ts"
import type * as Request from "./RequestErrors.ts"

export type RequestError =
  | Forbidden
  | IdempotencyKeyReused
  | Page.CursorMismatch
  | Request.InvalidRequest
  | Request.MalformedJson
  | Request.MethodNotAllowed
  | Request.PayloadTooLarge
  | Request.RateLimited
  | Request.RequestTimedOut
  | Request.RouteNotFound
  | Request.Unauthorized
  | Request.Unexpected
  | Request.UnsupportedMediaType
  | Request.UriTooLong
  | StaleVersion
  | StorageFailed
  | Transition.IllegalTransition

export const requestProblems: ProblemRows<RequestError> = {
  IllegalTransition: {
    status: 409,
    title: "Not allowed in this status",
    detail: ({ machine, from, action, allowed }) =>
      `${/^[aeiou]/.test(machine) ? "An" : "A"} ${machine} in status ${from} does not accept "${action}"; it accepts ${allowed.length === 0 ? "nothing more" : allowed.join(", ")}.`,
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
  RateLimited: {
    status: 429,
    title: "Too many requests",
    detail: ({ retryAfterSeconds }) => `Ask again in ${retryAfterSeconds} s.`,
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
