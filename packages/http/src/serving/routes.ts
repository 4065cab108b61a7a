/**
 * The contract as a list of routes, for whatever host serves them: method, path, and a function from a request and its
 * path parameters to a response.
 */
import { Cause, type Effect, Exit, type ManagedRuntime } from "effect"
import { HttpApi } from "effect/http-api"
import type { Api } from "../Api.ts"
import type { Handlers } from "../handlers/HandlerRecord.ts"
import { MethodNotAllowed, RequestTimedOut, RouteNotFound, UriTooLong } from "../problems/RequestErrors.ts"
import { type Answer, problemAnswer, type StreamedAnswer, toResponse } from "./Answer.ts"
import { limits } from "./limits.ts"
import { inOrder } from "./inOrder.ts"
import { Metrics } from "./Metrics.ts"
import { type AnyHandler, pathOf, type Respond, responder, type Served } from "./respond.ts"
import { withoutBody } from "./streamed.ts"
import { requestIdOf } from "./tracing.ts"
import { makeTurns } from "./turns.ts"

export interface Route {
  readonly method: string
  /** Parameters are written `:id`. */
  readonly path: string
  /** Answers; never rejects. Stops working on a request whose caller is gone. */
  readonly handle: (
    request: Request,
    params: Readonly<Record<string, string>>,
    address?: string,
  ) => Promise<Response>
}

export interface Routes {
  /** Paths without parameters first, so that the first match is the right one. */
  readonly routes: ReadonlyArray<Route>
  readonly metrics: Metrics
  /** 405 for a path that exists, with `Allow`. */
  readonly notAllowed: (request: Request, allowed: ReadonlyArray<string>) => Response
  /** 404 for one that does not. */
  readonly notFound: (request: Request) => Response
}

type Runner<ER> = Pick<ManagedRuntime.ManagedRuntime<Served, ER>, "runFork">

/** The routes of `api`, answered by `handlers` in `runtime`. Throws when two routes would take the same requests. */
export const makeRoutes = <ER>(api: Api, handlers: Handlers, runtime: Runner<ER>): Routes => {
  const metrics = new Metrics()
  const turns = makeTurns()
  const routes: Array<Route> = []
  // The record's type has checked each handler against its endpoint; here they are looked up by name.
  const named = handlers as unknown as Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>
  HttpApi.reflect(api, {
    onGroup() {},
    onEndpoint({ endpoint, group, successes }) {
      const handler = named[group.identifier]?.[endpoint.identifier]
      if (handler === undefined) throw new Error(`no handler for ${group.identifier}.${endpoint.identifier}`)
      const [status = 200] = successes.keys()
      const respond = responder(endpoint, status, handler, turns)
      const { method, path } = endpoint
      routes.push({
        method,
        path,
        handle: (request, params, address) =>
          answer(runtime, metrics, { method, path, respond }, request, params, address),
      })
    },
  })
  return { routes: inOrder(routes), metrics, ...refusals(metrics) }
}

async function answer<ER>(
  runtime: Runner<ER>,
  metrics: Metrics,
  route: { readonly method: string; readonly path: string; readonly respond: Respond },
  request: Request,
  params: Readonly<Record<string, string>>,
  address: string | undefined,
): Promise<Response> {
  const began = performance.now()
  const requestId = requestIdOf(request.headers)
  const given = await inTime(runtime, route.respond(request, params, requestId, address), request.signal)
  metrics.observe(route.method, route.path, given.status, (performance.now() - began) / 1_000)
  if (request.method !== "HEAD" || typeof given.body === "string") return toResponse(given, requestId)
  return toResponse(await withoutBody({ ...given, body: given.body }), requestId)
}

/**
 * Interrupts the work when its caller has gone or its time is over; what it wrote in a unit of work is then undone.
 * A host's timer costs a tenth of what racing two fibers does.
 */
function inTime<ER>(
  runtime: Runner<ER>,
  work: Effect.Effect<Answer | StreamedAnswer, never, Served>,
  signal: AbortSignal,
): Promise<Answer | StreamedAnswer> {
  return new Promise((resolve, reject) => {
    const fiber = runtime.runFork(work)
    let isLate = false
    const interrupt = () => fiber.interruptUnsafe()
    const timer = setTimeout(() => {
      isLate = true
      interrupt()
    }, limits.seconds * 1_000)
    signal.addEventListener("abort", interrupt)
    if (signal.aborted) interrupt()
    fiber.addObserver((exit) => {
      clearTimeout(timer)
      signal.removeEventListener("abort", interrupt)
      if (Exit.isSuccess(exit)) resolve(exit.value)
      else if (isLate) resolve(problemAnswer(new RequestTimedOut({ seconds: limits.seconds })))
      else if (Cause.hasInterruptsOnly(exit.cause)) resolve(nobodyListens)
      else reject(new Error("the runtime could not be built", { cause: Cause.squash(exit.cause) }))
    })
  })
}

/** The caller has gone. The number is the one proxies log for it. */
const nobodyListens: Answer = { status: 499, headers: {}, body: "" }

function refusals(metrics: Metrics): Pick<Routes, "notAllowed" | "notFound"> {
  const refuse = (request: Request, error: MethodNotAllowed | RouteNotFound): Response => {
    const path = pathOf(request.url)
    const given = problemAnswer(path.length > limits.url ? new UriTooLong({ most: limits.url }) : error)
    metrics.observe(knownMethods.has(request.method) ? request.method : "OTHER", "(none)", given.status, 0)
    return toResponse(given, requestIdOf(request.headers))
  }
  return {
    notAllowed: (request, allowed) =>
      refuse(request, new MethodNotAllowed({ method: request.method, allowed: withHead(allowed) })),
    notFound: (request) =>
      refuse(request, new RouteNotFound({ path: pathOf(request.url).split("?")[0]!.slice(0, 200) })),
  }
}

const knownMethods: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
])

function withHead(allowed: ReadonlyArray<string>): ReadonlyArray<string> {
  return allowed.includes("GET") && !allowed.includes("HEAD") ? [...allowed, "HEAD"] : allowed
}
