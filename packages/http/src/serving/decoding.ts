/** Requests become typed values here; every field that is wrong is reported, from all parts of the request at once. */
import { Cause, Context, Effect, Exit, Option, Predicate, Schema, SchemaIssue } from "effect"
import type { Rules } from "@caleche/core"
import type { HttpApiEndpoint } from "effect/http-api"
import { BodyRules, NamesNothing } from "../contract/requests.ts"
import { type InvalidField, InvalidRequest, mostFaults } from "../problems/RequestErrors.ts"
import { type Answer, writtenProblem } from "./Answer.ts"
import { closest } from "./closest.ts"

/** The decoded parts, under the names handlers know them by. */
export type Decoded = Record<string, unknown>

type Decode = (input: unknown) => Exit.Exit<unknown, Schema.SchemaError>
const reported = SchemaIssue.makeFormatterStandardSchemaV1()

/** What is decoded besides path and body; each is asked for only by an endpoint that declares it. */
export interface Given {
  readonly headers: () => Readonly<Record<string, string>>
  readonly query: () => Readonly<Record<string, unknown>>
}

export const givenBy = (request: Request): Given => ({
  headers: () => headersNamed(request),
  query: () => queryOf(request.url),
})

/** The endpoint's decoders, compiled once. */
export const decoderOf = (endpoint: HttpApiEndpoint.Top) => {
  const params = decoder(endpoint.params)
  const query = decoder(endpoint.query && Schema.toCodecArrayFromSingle(endpoint.query))
  const headers = decoder(endpoint.headers)
  const json = endpoint.payload.get("application/json")?.schemas[0]
  const payload = bodyDecoder(json)
  const namesNothing = Context.getOrUndefined(endpoint.annotations, NamesNothing)
  const rules = Context.getOrUndefined(endpoint.annotations, BodyRules)

  /** The path's ids: typed, or the answer that they name nothing. */
  const path = (
    given: Readonly<Record<string, string>>,
  ): { readonly params: unknown } | { readonly nothing: Answer } => {
    if (params === undefined) return { params: given }
    const exit = params(given)
    if (Exit.isSuccess(exit)) return { params: exit.value }
    const invalid = new Set(issuesOf(exit.cause).map(({ path }) => path))
    if (namesNothing === undefined) throw new Error(`${endpoint.path} does not say what its ids name`)
    return { nothing: writtenProblem(namesNothing(given, invalid)) }
  }

  /** All other parts at once. `body` is parsed JSON. */
  const rest = Effect.fnUntraced(function* (given: Given, body: unknown) {
    const decoded: Decoded = {}
    const errors: Array<InvalidField> = []
    const take = (
      slot: string,
      from: InvalidField["in"],
      decode: Decode | undefined,
      input: () => unknown,
    ) => {
      if (decode === undefined) return
      const exit = decode(input())
      if (Exit.isSuccess(exit)) decoded[slot] = exit.value
      else errors.push(...issuesOf(exit.cause).map((issue) => ({ in: from, ...issue })))
    }
    take("headers", "header", headers, given.headers)
    take("query", "query", query, given.query)
    if (payload !== undefined) {
      const exit = yield* Effect.exit(payload(body))
      take(
        "payload",
        "body",
        () => exit,
        () => body,
      )
    }
    if (errors.length > 0 && rules !== undefined) errors.push(...brokenRules(rules, body, errors))
    return errors.length > 0 ? yield* new InvalidRequest({ errors: errors.slice(0, mostFaults) }) : decoded
  })

  return { path, rest, takesBody: payload !== undefined, takesQuery: query !== undefined }
}

/** The broken rules that decoding did not come to, because a field beside them was wrong. */
function brokenRules(
  rules: Rules,
  body: unknown,
  known: ReadonlyArray<InvalidField>,
): ReadonlyArray<InvalidField> {
  if (!Predicate.isObject(body)) return []
  const reported = new Set(known.map(({ path }) => path))
  return rules(body)
    .map(({ path, issue }) => ({ in: "body" as const, path: path.map(String).join("."), message: issue }))
    .filter(({ path }) => !reported.has(path))
}

/** A body's decoder runs where the request does: what its numbers mean depends on who asks. */
function bodyDecoder(schema: Schema.Top | undefined) {
  if (schema === undefined) return undefined
  // Schemas of this contract need no services to decode.
  return Schema.decodeUnknownEffect(schema as Schema.Codec<unknown, unknown>, { errors: "all" })
}

function decoder(schema: Schema.Top | undefined): Decode | undefined {
  if (schema === undefined) return undefined
  // Schemas of this contract need no services to decode.
  return Schema.decodeUnknownExit(schema as Schema.Codec<unknown, unknown>, { errors: "all" })
}

function issuesOf(
  cause: Cause.Cause<Schema.SchemaError>,
): ReadonlyArray<{ readonly path: string; readonly message: string }> {
  const { issue } = Option.getOrThrow(Cause.findErrorOption(cause)) // decoding fails, it does not die
  return reported(closest(issue)).issues.map(({ path = [], message }) => ({
    // Names and values may come from the request.
    path: path
      .map((part) => String(typeof part === "object" ? part.key : part))
      .join(".")
      .slice(0, 2_000),
    message: message.slice(0, 10_000),
  }))
}

/** Only the headers a contract knows: reading all of them costs more than the rest of a request. */
function headersNamed(request: Request): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of ["idempotency-key", "if-match"]) {
    const value = request.headers.get(name)
    if (value !== null) found[name] = value
  }
  return found
}

/** Parameters by name; one that is given several times as a list. */
function queryOf(url: string): Record<string, string | ReadonlyArray<string>> {
  const start = url.indexOf("?")
  if (start === -1) return {}
  const given = new URLSearchParams(url.slice(start + 1))
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => {
      const values = given.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}
