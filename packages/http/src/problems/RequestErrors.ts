/** What can be wrong with a request before, or instead of, any use case. */
import { UpTo } from "@caleche/core"
import { Schema } from "effect"

/** One invalid field: where it stands, and what it must be. */
export const InvalidField = Schema.Struct({
  in: Schema.Literals(["body", "query", "header"]),
  /** Names and indexes joined by dots, `lines.0.unitPrice`; empty for the whole. */
  path: UpTo(2_000),
  message: UpTo(10_000),
})
export type InvalidField = typeof InvalidField.Type

/** As many invalid fields of one request are listed. */
export const mostFaults = 1_000

/** Some fields are not what they must be; all of them are listed, up to a thousand. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  errors: Schema.Array(InvalidField).check(Schema.isMaxLength(mostFaults)),
}) {}

/** The body is no JSON document in UTF-8, or nests deeper than 32. */
export class MalformedJson extends Schema.TaggedError<MalformedJson>()("MalformedJson", {
  reason: UpTo(2_000),
}) {}

/** No credential, or none that is known. Says no more, so that nothing can be learned from trying. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()("Unauthorized", {}) {}

/** Too many requests came by one credential, from one network, or were turned away. */
export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", {
  retryAfterSeconds: Schema.Int,
}) {}

export class RouteNotFound extends Schema.TaggedError<RouteNotFound>()("RouteNotFound", {
  path: UpTo(2_000),
}) {}

export class MethodNotAllowed extends Schema.TaggedError<MethodNotAllowed>()("MethodNotAllowed", {
  method: UpTo(100),
  allowed: Schema.Array(UpTo(100)).check(Schema.isMaxLength(100)),
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
  expected: UpTo(200),
}) {}

/** The request took longer than it may; nothing of it is kept. */
export class RequestTimedOut extends Schema.TaggedError<RequestTimedOut>()("RequestTimedOut", {
  seconds: Schema.Finite,
}) {}

/** A defect. `requestId` finds its cause in the log; the answer never holds it. */
export class Unexpected extends Schema.TaggedError<Unexpected>()("Unexpected", {
  requestId: UpTo(200),
}) {}
