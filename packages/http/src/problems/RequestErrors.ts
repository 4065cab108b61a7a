/** What can be wrong with a request before, or instead of, any use case. */
import { Schema } from "effect"

/** One invalid field: where it stands, and what it must be. */
export const InvalidField = Schema.Struct({
  in: Schema.Literals(["body", "query", "header"]),
  /** Names and indexes joined by dots, `lines.0.unitPrice`; empty for the whole. */
  path: Schema.String,
  message: Schema.String,
})
export type InvalidField = typeof InvalidField.Type

/** Some fields are not what they must be; all of them are listed. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  errors: Schema.Array(InvalidField),
}) {}

/** The body is no JSON document in UTF-8, or nests deeper than 32. */
export class MalformedJson extends Schema.TaggedError<MalformedJson>()("MalformedJson", {
  reason: Schema.String,
}) {}

/** No credential, or none that is known. Says no more, so that nothing can be learned from trying. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()("Unauthorized", {}) {}

export class RouteNotFound extends Schema.TaggedError<RouteNotFound>()("RouteNotFound", {
  path: Schema.String,
}) {}

export class MethodNotAllowed extends Schema.TaggedError<MethodNotAllowed>()("MethodNotAllowed", {
  method: Schema.String,
  allowed: Schema.Array(Schema.String),
}) {}

export class PayloadTooLarge extends Schema.TaggedError<PayloadTooLarge>()("PayloadTooLarge", {
  /** Bytes. */
  most: Schema.Int,
}) {}

export class UriTooLong extends Schema.TaggedError<UriTooLong>()("UriTooLong", {
  /** Bytes. */
  most: Schema.Int,
}) {}

export class UnsupportedMediaType extends Schema.TaggedError<UnsupportedMediaType>()("UnsupportedMediaType", {
  expected: Schema.String,
}) {}

/** The request took longer than it may; nothing of it is kept. */
export class RequestTimedOut extends Schema.TaggedError<RequestTimedOut>()("RequestTimedOut", {
  seconds: Schema.Finite,
}) {}

/** A defect. `requestId` finds its cause in the log; the answer never holds it. */
export class Unexpected extends Schema.TaggedError<Unexpected>()("Unexpected", {
  requestId: Schema.String,
}) {}
