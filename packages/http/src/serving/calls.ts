/**
 * The contract without HTTP: what an endpoint takes and answers, called as a function in the same process.
 *
 * Callers get the same checks, the same resources and the same errors as over the wire. Who asks is theirs to say.
 */
import { type CurrentActor, PhoneReadings, type UseCases } from "@caleche/core"
import { Effect } from "effect"
import { HttpApi } from "effect/http-api"
import type { Api } from "../Api.ts"
import type { Handlers } from "../handlers/HandlerRecord.ts"
import { decoderOf } from "./decoding.ts"
import type { AnyHandler } from "./respond.ts"

/** The parts of a call, as they would stand in a request. */
export interface CallParts {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Call {
  readonly group: string
  readonly name: string
  /** The names in its path, in their order. */
  readonly params: ReadonlyArray<string>
  readonly takesBody: boolean
  readonly takesQuery: boolean
  /** Answers the resource as it is written on the wire, a file as a stream of its bytes. */
  readonly perform: (
    parts: CallParts,
  ) => Effect.Effect<unknown, { readonly _tag: string }, CurrentActor | UseCases.UseCases>
}

/** One call an endpoint. */
export const makeCalls = (api: Api, handlers: Handlers): ReadonlyArray<Call> => {
  const calls: Array<Call> = []
  // The record's type has checked each handler against its endpoint; here they are looked up by name.
  const named = handlers as unknown as Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>
  HttpApi.reflect(api, {
    onGroup() {},
    onEndpoint({ endpoint, group }) {
      const handler = named[group.identifier]?.[endpoint.identifier]
      if (handler === undefined) throw new Error(`no handler for ${group.identifier}.${endpoint.identifier}`)
      const decode = decoderOf(endpoint)
      const perform: Call["perform"] = Effect.fnUntraced(function* ({ params, query, headers, body }) {
        const path = decode.path(params)
        if ("nothing" in path) return yield* Effect.fail(missing(path.nothing.body))
        const rest = decode.rest({ headers: () => headers, query: () => query }, body)
        const decoded = yield* decode.takesBody ? PhoneReadings.use(({ during }) => during(rest)) : rest
        decoded["params"] = path.params
        return yield* handler(decoded)
      })
      calls.push({
        group: group.identifier,
        name: endpoint.identifier,
        params: [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name!), // the group is in the pattern
        takesBody: decode.takesBody,
        takesQuery: decode.takesQuery,
        perform,
      })
    },
  })
  return calls
}

/** An id that is none names nothing: what a request is answered with, as an error. */
function missing(problem: string): Error & { readonly _tag: string } {
  const { type: _type, title: _title, status: _status, code, detail, ...fields } = JSON.parse(problem)
  return Object.assign(new Error(detail), { _tag: String(code), ...fields })
}
