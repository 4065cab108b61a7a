/** What requests have in common: the credential, conditions in headers, pages of lists, and the errors any of them can meet. */
import { type CurrentActor, formed, type Rules, Version } from "@caleche/core"
import { Context, Schema, SchemaTransformation } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import type { AnswerableError } from "../problems/problemTable.ts"

/** Every endpoint wants a bearer credential, and knows from it who asks. */
export class Authentication extends HttpApiMiddleware.Service<Authentication, { provides: CurrentActor }>()(
  "@caleche/http/contract/Authentication",
  { error: problems.Unauthorized, security: { bearer: HttpApiSecurity.bearer } },
) {}

/** A problem document, as it is written. */
export type WrittenProblem = ReturnType<typeof plainProblem>

/** What to answer when an id in the path is none: such an id names nothing, as an unknown one does. */
export class NamesNothing extends Context.Service<
  NamesNothing,
  (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) => WrittenProblem
>()("@caleche/http/contract/NamesNothing") {}

/** For paths with one id, of the record that `code` misses. */
export const namesNothing =
  (code: AnswerableError["_tag"]) =>
  (params: Readonly<Record<string, string>>): WrittenProblem =>
    plainProblem(code, { id: params["id"] ?? "" })

/** Rules between a body's fields, read off what was sent when the body is not valid: all faults are reported at once. */
export class BodyRules extends Context.Service<BodyRules, Rules>()("@caleche/http/contract/BodyRules") {}

/** The answer is a file, made while it is read: its type, and the name it is kept under. */
export class AnswersFile extends Context.Service<
  AnswersFile,
  { readonly contentType: string; readonly fileName: string }
>()("@caleche/http/contract/AnswersFile") {}

/** Its items are units of work of their own: with an idempotency key a repeat goes on where the first was cut off. */
export class ItemByItem extends Context.Service<ItemByItem, true>()("@caleche/http/contract/ItemByItem") {}

/** Its body is data of an operator's as a whole, and may be as large as an import. */
export class Imports extends Context.Service<Imports, true>()("@caleche/http/contract/Imports") {}

/** The answer shows a secret: it is kept for no repetition, so an idempotency key has no effect. */
export class ShowsSecret extends Context.Service<ShowsSecret, true>()("@caleche/http/contract/ShowsSecret") {}

/** `If-Match: "3"` names the version the caller saw; `*` any. */
const IfMatch = Schema.String.check(
  formed(/^(\*|"[1-9][0-9]{0,8}")$/, 11, 'must be an ETag such as "3", or *', {
    description: "The version the caller saw, as its ETag; * for any. A write to another one is refused.",
    examples: ['"3"'],
  }),
).pipe(
  Schema.decodeTo(
    Schema.Union([Version, Schema.Literal("*")]),
    SchemaTransformation.transform<number | "*", string>({
      decode: (text) => (text === "*" ? "*" : Number(text.slice(1, -1))),
      encode: (version) => (version === "*" ? "*" : `"${version}"`),
    }),
  ),
)

const IdempotencyKey = Schema.String.check(
  formed(/^[\x20-\x7e]{1,255}$/, 255, "must be 1 to 255 printable ASCII characters", {
    description:
      "Makes the request safe to repeat: the same key and body get the first answer, for 24 hours.",
    examples: ["order-4711"],
  }),
)

/** A request with this header is repeated safely: the same key and body get the first answer. */
export const creating = { "idempotency-key": Schema.optionalKey(IdempotencyKey) }

export const changing = { "if-match": Schema.optionalKey(IfMatch) }

/** The version a write insists on, if any. */
export const ifVersion = (headers: { readonly "if-match"?: Version | "*" }): Version | undefined =>
  headers["if-match"] === "*" ? undefined : headers["if-match"]

/** A whole number from 1 to `most`, of at most nine digits. */
export const countTo = (most: number) =>
  Schema.String.check(
    Schema.makeFilter(
      (text) =>
        (/^[1-9][0-9]{0,8}$/.test(text) && Number(text) <= most) ||
        `must be a whole number from 1 to ${most}`,
      {
        toJsonSchema: () => ({
          description: `A whole number from 1 to ${most}.`,
          pattern: "^[1-9][0-9]{0,8}$",
          maxLength: 9,
        }),
      },
    ),
  ).pipe(
    Schema.decodeTo(
      Schema.Int,
      SchemaTransformation.transform<number, string>({ decode: Number, encode: String }),
    ),
  )

const Limit = countTo(200)

const Cursor = Schema.String.check(
  formed(/^[A-Za-z0-9_-]{1,2000}$/, 2_000, "must be a cursor this list gave out", {
    description: "The nextCursor of the page before.",
  }),
)

/** One page: `limit` items (50 unless told) from `cursor` on. */
export const paging = { limit: Schema.optionalKey(Limit), cursor: Schema.optionalKey(Cursor) }

/** The page a use case is asked for. */
export const pageOf = <Sort extends string>(
  query: { readonly limit?: number; readonly cursor?: string; readonly sort?: Sort },
  sort: Sort,
): { readonly sort: Sort; readonly limit: number; readonly cursor: string | undefined } => ({
  sort: query.sort ?? sort,
  limit: query.limit ?? 50,
  cursor: query.cursor,
})

/** What a list is filtered by: everything asked for but the page. */
export const filtersOf = <
  Q extends { readonly limit?: number; readonly cursor?: string; readonly sort?: string },
>(
  query: Q,
): Omit<Q, "limit" | "cursor" | "sort"> => {
  const { limit: _limit, cursor: _cursor, sort: _sort, ...filters } = query
  return filters
}

/** What drivers and vehicles are filtered by. */
export const onDuty = <Q extends string>(query: {
  readonly active?: "true" | "false"
  readonly q?: Q
}): { readonly active?: boolean; readonly q?: Q } => ({
  ...(query.active === undefined ? {} : { active: query.active === "true" }),
  ...(query.q === undefined ? {} : { q: query.q }),
})

const { InvalidRequest, Forbidden, Unexpected, StorageFailed, RequestTimedOut, UriTooLong } = problems

/** What any request can meet. */
export const asking = [
  InvalidRequest,
  Forbidden,
  UriTooLong,
  problems.RateLimited,
  Unexpected,
  StorageFailed,
  RequestTimedOut,
] as const

/** What a request with a body can meet besides. */
export const telling = [
  ...asking,
  problems.MalformedJson,
  problems.PayloadTooLarge,
  problems.UnsupportedMediaType,
  problems.IdempotencyKeyReused,
] as const

/** What a time without an offset can meet: on two nights of a year it is none, or two. */
export const placing = [problems.LocalTimeSkipped, problems.LocalTimeAmbiguous] as const
/** The same of a trip, whose end may be said. */
export const placingTrip = [...placing, problems.TripEndInvalid] as const

/** What asking the price book for a price can meet. */
export const pricing = [
  problems.RouteNotInGrid,
  problems.NotPriced,
  problems.PriceTooHigh,
  problems.TripIncomplete,
  problems.ModeNotAllowed,
  problems.FeeUnknown,
  problems.VatUndecided,
] as const

/** What a change to an existing record can meet besides. */
export const writing = [...telling, problems.StaleVersion, problems.StaleVersionConflict] as const

/** What an action in a state machine can meet besides. */
export const altering = [...writing, problems.IllegalTransition] as const
