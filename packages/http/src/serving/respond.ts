/** One request to one endpoint, as an Effect: who asks, what is asked, the use case, the answer. */
import {
  type Actor,
  CurrentActor,
  type Idempotency,
  isAllowed,
  PhoneReadings,
  type UnitOfWork,
  type UseCases,
} from "@caleche/core"
import { Cause, Context, Effect, Option, type Stream } from "effect"
import type { HttpApiEndpoint } from "effect/http-api"
import { Authenticator, type Authenticated } from "../access/Authenticator.ts"
import { RateLimits } from "../access/RateLimits.ts"
import { sha256 } from "../access/sha256.ts"
import { Needs } from "../contract/needs.ts"
import { AnswersFile, Imports, ItemByItem, ShowsSecret } from "../contract/requests.ts"
import { Unexpected, UriTooLong } from "../problems/RequestErrors.ts"
import { type Answer, isAnswerable, problemAnswer, type StreamedAnswer } from "./Answer.ts"
import { type Decoded, decoderOf, givenBy } from "./decoding.ts"
import { faultsOf } from "./faultOf.ts"
import { limits } from "./limits.ts"
import { onlyOnce, rememberingAnswer } from "./onlyOnce.ts"
import { parseJson, readBody } from "./readBody.ts"
import { streamedAnswer } from "./streamed.ts"
import { parentOf } from "./tracing.ts"
import { versionOf } from "./versioned.ts"
import type { Turns } from "./turns.ts"

/** What serving needs from a runtime. */
export type Served = UseCases.UseCases | Authenticator | UnitOfWork | Idempotency

/** A handler with its types set aside; `Handlers` has checked them. */
export type AnyHandler = (
  request: Decoded,
) => Effect.Effect<unknown, { readonly _tag: string }, CurrentActor | UseCases.UseCases>

/** `address`: of the network the request comes from, where the host knows it. */
export type Respond = (
  request: Request,
  params: Readonly<Record<string, string>>,
  requestId: string,
  address: string | undefined,
) => Effect.Effect<Answer | StreamedAnswer, never, Served>

export const responder = (
  endpoint: HttpApiEndpoint.Top,
  status: number,
  handler: AnyHandler,
  turns: Turns,
): Respond => {
  const decode = decoderOf(endpoint)
  const name = `${endpoint.method} ${endpoint.path}`
  const collection = status === 201 && !endpoint.path.includes(":") ? endpoint.path : undefined

  const file = Context.getOrUndefined(endpoint.annotations, AnswersFile)
  const itemByItem = Context.getOrUndefined(endpoint.annotations, ItemByItem) === true
  const imports = Context.getOrUndefined(endpoint.annotations, Imports) === true
  const action = Context.getOrUndefined(endpoint.annotations, Needs)
  /** Nobody sends an import who would be turned away after it. */
  const mostFrom = (actor: Actor) =>
    imports && action !== undefined && isAllowed(actor, action) ? limits.import : limits.body
  const isKept =
    endpoint.method === "POST" && Context.getOrUndefined(endpoint.annotations, ShowsSecret) !== true
  const perform = Effect.fnUntraced(function* (decoded: Decoded) {
    return answerOf(yield* handler(decoded), status, collection)
  })

  const respond = Effect.fnUntraced(function* (
    request: Request,
    params: Readonly<Record<string, string>>,
    address: string | undefined,
  ) {
    if (pathOf(request.url).length > limits.url) return yield* new UriTooLong({ most: limits.url })
    const who = yield* admitted(request.headers, address)
    yield* Effect.annotateCurrentSpan("caleche.operator", who.actor.operatorId)
    const path = decode.path(params)
    if ("nothing" in path) return path.nothing
    const bytes = decode.takesBody ? yield* readBody(request, mostFrom(who.actor)) : empty
    const decoded = decode.takesBody
      ? yield* Effect.provideService(
          readingPhones(decode.rest(givenBy(request), yield* parseJson(bytes))),
          CurrentActor,
          who.actor,
        )
      : yield* decode.rest(givenBy(request), undefined)
    decoded["params"] = path.params
    if (file !== undefined) {
      const body = yield* Effect.provideService(handler(decoded), CurrentActor, who.actor)
      return yield* streamedAnswer(body as Stream.Stream<Uint8Array, unknown>, status, file) // its endpoint declares a stream
    }
    const answered = Effect.provideService(perform(decoded), CurrentActor, who.actor)
    const key = request.headers.get("idempotency-key")
    if (key === null || !isKept) return yield* answered
    return yield* repeatable(request, who, key, bytes, answered)
  })

  const repeatable = Effect.fnUntraced(function* <E extends { readonly _tag: string }, R>(
    request: Request,
    { actor, credential }: Authenticated,
    key: string,
    bytes: Uint8Array<ArrayBuffer>,
    answered: Effect.Effect<Answer, E, R>,
  ) {
    const { operatorId } = actor
    const route = `${endpoint.method} ${pathOf(request.url)}`
    const bodyHash = yield* sha256(bytes)
    const turn = turns(JSON.stringify([operatorId, credential, key]))
    const once = itemByItem ? rememberingAnswer : onlyOnce
    return yield* turn(once({ operatorId, credential, key, route, bodyHash }, answered))
  })

  return (request, params, requestId, address) =>
    respond(request, params, address).pipe(
      Effect.catchCause((cause) => refusal(cause, request, requestId)),
      Effect.tap((answer) => Effect.annotateCurrentSpan("http.response.status_code", answer.status)),
      Effect.withSpan(
        name,
        {
          kind: "server",
          parent: parentOf(request.headers),
          attributes: {
            "http.request.method": endpoint.method,
            "http.route": endpoint.path,
            "caleche.request": requestId,
          },
        },
        { captureStackTrace: false },
      ),
    )
}

const empty = new Uint8Array()

/** Who asks, unless too much was asked already by its credential or from its network. */
const admitted = Effect.fnUntraced(function* (headers: Headers, address: string | undefined) {
  const { authenticate } = yield* Authenticator
  const limits = yield* RateLimits
  if (limits === undefined) return yield* authenticate(headers)
  yield* limits.arrived(address)
  const who = yield* Effect.tapErrorTag(authenticate(headers), "Unauthorized", () => limits.refused(address))
  yield* limits.admitted(who.credential)
  return who
})

/** A body's phone numbers are read in the country of the operator whose request it is. */
const readingPhones = <A, E, R>(decode: Effect.Effect<A, E, R>) =>
  PhoneReadings.use(({ during }) => during(decode))

/** Path and query of an absolute address. */
export const pathOf = (url: string): string => {
  const start = url.indexOf("/", url.indexOf("//") + 2)
  return start === -1 ? "/" : url.slice(start)
}

/** A created record says where it is, a single one which version it has. */
function answerOf(value: unknown, status: number, collection: string | undefined): Answer {
  const { id, version = versionOf(value) } = value as { readonly id?: string; readonly version?: number } // every answer is an object
  return {
    status,
    headers: {
      "content-type": "application/json",
      ...(version === undefined ? {} : { etag: `"${version}"` }),
      ...(collection === undefined || id === undefined ? {} : { location: `${collection}/${id}` }),
    },
    body: JSON.stringify(value),
  }
}

/**
 * What a failure is answered with. Refusals are the caller's affair and logged for debugging only; what went wrong on our
 * side is logged with the request's id, which is all the answer tells of it.
 */
function refusal(
  cause: Cause.Cause<{ readonly _tag: string }>,
  request: Request,
  requestId: string,
): Effect.Effect<Answer> {
  const error = Option.getOrUndefined(Cause.findErrorOption(cause))
  const unexpected = () => problemAnswer(new Unexpected({ requestId }))
  if (error === undefined) {
    if (Cause.hasInterruptsOnly(cause)) return Effect.interrupt
    return Effect.as(Effect.logError("request failed", { requestId, faults: faultsOf(cause) }), unexpected())
  }
  if (error._tag === "StorageFailed") {
    const { operation, retryable } = error as {
      readonly _tag: string
      readonly operation?: string
      readonly retryable?: boolean
    }
    const answer = retryable === true && isAnswerable(error) ? problemAnswer(error) : unexpected()
    return Effect.as(Effect.logWarning("storage failed", { requestId, operation, retryable }), answer)
  }
  if (!isAnswerable(error))
    return Effect.as(Effect.logError("request failed", { requestId, faults: faultsOf(cause) }), unexpected())
  return Effect.as(
    Effect.logDebug("request refused", { requestId, code: error._tag }),
    problemAnswer(error, request.headers.has("if-match")),
  )
}
