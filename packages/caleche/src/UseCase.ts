/**
 * What a use case looks like to a host without Effect: ids, then what is asked or told, and a promise of the answer.
 *
 * The types come from the contract, endpoint by endpoint: a use case that is added there is here at once.
 */
import type { OperatorNotFound, StorageFailed } from "@caleche/core"
import type { Api } from "@caleche/http"
import type { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import type { Stream } from "effect"

/** How it ended, for those who would rather look than catch. */
export type Outcome<A, E> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly error: E }

/**
 * Rejects with the library's own error: its `_tag` says what was wrong, its fields which record and what would be allowed.
 * A rejection without a known `_tag` is a defect.
 */
export interface UseCase<Args extends ReadonlyArray<unknown>, A, E> {
  (...args: Args): Promise<A>
  /** As the call itself, but a refusal is a value, with the exact errors of this use case. */
  readonly outcome: (...args: Args) => Promise<Outcome<A, E>>
}

/** What a use case answers. */
export type AnswerOf<U> = U extends UseCase<infer _Args, infer A, infer _E> ? A : never

/** What it can be refused with. */
export type ErrorOf<U> = U extends UseCase<infer _Args, infer _A, infer E> ? E : never

/** All use cases, by group: `quotes.create(…)`, `missions.assign(id, …)`. */
export type UseCases = {
  readonly [G in Groups<Api> as HttpApiGroup.Identifier<G>]: GroupOf<G>
}

/** How a change is made. */
export interface Changing {
  /** The version the caller saw: `StaleVersion` when another change came in between. */
  readonly ifVersion?: number
}

type Groups<A> = A extends HttpApi.HttpApi<string, infer G> ? G : never

type GroupOf<Group extends HttpApiGroup.Constraint> = Group["endpoints"] extends infer Endpoints extends
  Readonly<Record<string, Endpoint>>
  ? { readonly [Name in keyof Endpoints]: UseCaseOf<Endpoints[Name]> }
  : never

type Endpoint = HttpApiEndpoint.ConstraintRequest & { readonly path: string }

type UseCaseOf<E extends Endpoint> = UseCase<
  [...ids: Ids<E["path"]>, ...asked: Asked<E>, ...how: How<E>],
  Answer<E["~Success"]["Type"]>,
  Exclude<E["~Error"]["Type"], { readonly _tag: OverTheWire }> | OperatorNotFound | StorageFailed
>

/** One id for each name in the path. */
type Ids<Path extends string> = Path extends `${string}:${infer Rest}`
  ? [id: string, ...more: Rest extends `${string}/${infer More}` ? Ids<More> : []]
  : []

/** What stands in a request, behind the codec that the contract puts around its schema. */
type Written<Codec> = Codec extends { readonly schema: { readonly Encoded: infer Encoded } } ? Encoded : never

/** The body in JSON, or the filters and the page of a list; left out where nothing in it is needed. */
type Asked<E extends Endpoint> = [E["~Payload"]] extends [never]
  ? [E["~Query"]] extends [never]
    ? []
    : [asked?: Plain<Written<E["~Query"]>, E["~Query"]["Type"]>]
  : object extends Written<E["~Payload"]>
    ? [told?: Written<E["~Payload"]>]
    : [told: Written<E["~Payload"]>]

/** In an address everything is text; here a number is one. */
type Plain<Encoded, Type> = {
  readonly [K in keyof Encoded]:
    | Encoded[K]
    | (K extends keyof Type ? Extract<Type[K], number> : never)
    | ("true" extends Encoded[K] ? boolean : never)
}

type How<E extends Endpoint> = "if-match" extends keyof E["~Headers"]["Type"] ? [how?: Changing] : []

/** A file comes as its bytes, a piece at a time. */
type Answer<A> = A extends Stream.Stream<infer Piece, infer _E, infer _R> ? AsyncIterable<Piece> : A

/** What only a request can be refused with. */
type OverTheWire =
  | "IdempotencyKeyReused"
  | "MalformedJson"
  | "PayloadTooLarge"
  | "RateLimited"
  | "RequestTimedOut"
  | "Unauthorized"
  | "Unexpected"
  | "UnsupportedMediaType"
  | "UriTooLong"
