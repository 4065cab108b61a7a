/** The contract's calls as functions of plain values that answer promises. */
import {
  CurrentActor,
  type Actor,
  type HostKinds,
  type StorageFailed,
  type UseCases as Services,
} from "@caleche/core"
import { type Api, type Call, handlers, makeApi, makeCalls, problemTable } from "@caleche/http"
import { Cause, Effect, Exit, Option, Stream } from "effect"
import type { Changing, Outcome, UseCases } from "./UseCase.ts"

/** Runs what a use case does, with all it needs. */
export type Run = <A, E>(
  effect: Effect.Effect<A, E | StorageFailed, Services.UseCases>,
) => Promise<Exit.Exit<A, unknown>>

const ours = makeApi()
const ourCalls = makeCalls(ours, handlers)

/** The contract with what the host adds to prices, and its calls; ours are made once. */
export const contractWith = (host: HostKinds): { readonly api: Api; readonly calls: ReadonlyArray<Call> } => {
  if (host.ruleKinds === undefined && host.tripTypes === undefined) return { api: ours, calls: ourCalls }
  const api = makeApi(host)
  return { api, calls: makeCalls(api, handlers) }
}

/** All use cases as `actor`. `streams`: whether a file may be read after its call has ended. */
export const callable = (calls: ReadonlyArray<Call>, actor: Actor, run: Run, streams: boolean): UseCases => {
  const groups: Record<string, Record<string, unknown>> = {}
  for (const call of calls) (groups[call.group] ??= {})[call.name] = useCaseOf(call, actor, run, streams)
  return groups as unknown as UseCases // the types are derived from the same contract as the calls
}

function useCaseOf(call: Call, actor: Actor, run: Run, streams: boolean) {
  const exitOf = (args: ReadonlyArray<unknown>) => {
    const performed = call.perform(partsOf(call, args)).pipe(
      Effect.flatMap((answer) => (isStream(answer) ? readable(answer, streams) : Effect.succeed(answer))),
      Effect.provideService(CurrentActor, actor),
    )
    return run(performed)
  }
  const useCase = async (...args: ReadonlyArray<unknown>): Promise<unknown> => {
    const exit = await exitOf(args)
    if (Exit.isSuccess(exit)) return exit.value
    throw thrown(exit.cause)
  }
  const outcome = async (...args: ReadonlyArray<unknown>): Promise<Outcome<unknown, unknown>> => {
    const exit = await exitOf(args)
    if (Exit.isSuccess(exit)) return { ok: true, value: exit.value }
    if (Option.isNone(Cause.findErrorOption(exit.cause))) throw thrown(exit.cause)
    return { ok: false, error: thrown(exit.cause) }
  }
  return Object.assign(useCase, { outcome })
}

/** Ids as the path names them, then the body or the query, then how. */
function partsOf(call: Call, args: ReadonlyArray<unknown>) {
  const { params, takesBody, takesQuery } = call
  const asked = takesBody || takesQuery ? args[params.length] : undefined
  const how = args[params.length + (takesBody || takesQuery ? 1 : 0)] as Changing | undefined // by its type
  return {
    params: Object.fromEntries(params.map((name, index) => [name, String(args[index])])),
    query: takesQuery ? inWords(asked) : {},
    headers: how?.ifVersion === undefined ? {} : { "if-match": `"${how.ifVersion}"` },
    body: takesBody ? (asked ?? {}) : undefined,
  }
}

/** As an address would have it: numbers as text, and nothing that is undefined. */
function inWords(asked: unknown): Readonly<Record<string, unknown>> {
  const word = (value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value
  return Object.fromEntries(
    Object.entries(asked ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.map(word) : word(value)]],
    ),
  )
}

const isStream = (answer: unknown): answer is Stream.Stream<Uint8Array, { readonly _tag: string }> =>
  Stream.isStream(answer)

/** In a host's transaction the whole file is read at once: afterwards that may be over. */
function readable(file: Stream.Stream<Uint8Array, { readonly _tag: string }>, streams: boolean) {
  return streams
    ? Effect.succeed(Stream.toAsyncIterable(file))
    : Effect.map(Stream.runCollect(file), (pieces) => Stream.toAsyncIterable(Stream.fromIterable(pieces)))
}

/** The error itself, with a sentence about it where it had none. */
export function thrown(cause: Cause.Cause<unknown>): unknown {
  const error = Cause.squash(cause)
  if (!(error instanceof Error) || !("_tag" in error) || error.message !== "") return error
  const rows: Readonly<Record<string, { readonly detail: (error: never) => string }>> = problemTable
  const row = rows[String(error._tag)]
  // A row's sentence is about the error of its tag.
  if (row !== undefined) Object.defineProperty(error, "message", { value: row.detail(error as never) })
  return error
}

/** Whether `error` is one of the library's, rather than a defect. */
export const isCalecheError = (error: unknown): error is Error & { readonly _tag: string } =>
  error instanceof Error &&
  "_tag" in error &&
  typeof error._tag === "string" &&
  (error._tag in problemTable || error._tag === "OperatorNotFound")
