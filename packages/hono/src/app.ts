/** The whole server as one Hono app: the contract, its document and reference, health, metrics, and captured mail. */
import { type CaptureBox, Forbidden, granteeOf } from "@caleche/core"
import {
  type Api,
  Authenticator,
  faultOf,
  handlers as allHandlers,
  type Handlers,
  makeApi,
  makeRoutes,
  problemAnswer,
  securityHeaders,
  type Served,
  toResponse,
  requestIdOf,
  Unexpected,
} from "@caleche/http"
import { Effect, Exit, type ManagedRuntime } from "effect"
import { OpenApi } from "effect/http-api"
import { Hono } from "hono"
import { bindRoutes, type CallerAddress } from "./bindRoutes.ts"
import { bindPortal } from "./portal/portal.ts"
import { bindHealth, bindMetrics, type Lifecycle, type MetricsAccess, type Operated } from "./operations.ts"
import { referencePage } from "./reference.ts"

export interface AppOptions<R, ER> {
  /** Everything the use cases stand on; built before the first request, disposed of by whoever made it. */
  readonly runtime: ManagedRuntime.ManagedRuntime<R, ER>
  readonly api?: Api
  readonly handlers?: Handlers
  /** Where `/metrics` may be read; not served when left out. */
  readonly metrics?: MetricsAccess
  /** Captured mail, readable at `/v1/dev/mail` by the staff of the operator it belongs to. */
  readonly captureBox?: CaptureBox["Service"]
  /** Where a request comes from, for limits by address: on Node `nodeAddress` of `@caleche/hono/node`. */
  readonly addressOf?: CallerAddress
}

export interface App {
  readonly app: Hono
  readonly lifecycle: Lifecycle
}

/** An app for any host Hono runs on. Add routes of your own before or after; cross-origin requests stay refused. */
export const makeApp = <R, ER>(options: AppOptions<R | Served | Operated, ER>): App => {
  const { addressOf = () => undefined, runtime, api = makeApi(), handlers = allHandlers } = options
  const routes = makeRoutes(api, handlers, runtime)
  const lifecycle: Lifecycle = { stopping: false }
  const app = new Hono()
  bindRoutes(app, routes, addressOf)
  const run = <A, E>(effect: Effect.Effect<A, E, R | Served | Operated>) => runtime.runPromiseExit(effect)
  const pages = new Hono()
  pages.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders))
      if (!c.res.headers.has(name)) c.header(name, value)
  })
  bindHealth(pages, run, lifecycle)
  if (options.metrics !== undefined) bindMetrics(pages, run, routes.metrics, options.metrics)
  bindReference(pages, api)
  bindPortal(pages, run, addressOf)
  if (options.captureBox !== undefined) bindMail(pages, run, options.captureBox)
  app.route("/", pages)
  for (const [path, methods] of methodsByPath(pages)) {
    app.all(path, (c) => routes.notAllowed(c.req.raw, methods))
  }
  app.notFound((c) => routes.notFound(c.req.raw))
  app.onError((cause, c) => {
    const requestId = requestIdOf(c.req.raw.headers)
    runtime.runFork(Effect.logError("request failed", { requestId, faults: [faultOf(cause)] }))
    return toResponse(problemAnswer(new Unexpected({ requestId })), requestId)
  })
  return { app, lifecycle }
}

/** What each page can be asked by. */
function methodsByPath({ routes }: Hono): ReadonlyMap<string, ReadonlyArray<string>> {
  const found = new Map<string, Array<string>>()
  for (const { method, path } of routes) {
    if (method === "ALL") continue
    const known = found.get(path)
    if (known === undefined) found.set(path, [method])
    else if (!known.includes(method)) known.push(method)
  }
  return found
}

function bindReference(app: Hono, api: Api): void {
  let written: string | undefined
  app.get("/openapi.json", (c) => {
    written ??= JSON.stringify(OpenApi.fromApi(api))
    return c.body(written, 200, { "content-type": "application/json" })
  })
  const page = referencePage(api)
  app.get("/docs", async (c) => {
    const { html, policy } = await page()
    return c.html(html, 200, { "content-security-policy": policy, "cache-control": "no-cache" })
  })
}

function bindMail(
  app: Hono,
  run: <A, E>(effect: Effect.Effect<A, E, Authenticator>) => Promise<Exit.Exit<A, unknown>>,
  box: CaptureBox["Service"],
): void {
  app.get("/v1/dev/mail", async (c) => {
    const { headers } = c.req.raw
    const exit = await run(
      Authenticator.use(({ authenticate }) => authenticate(headers)).pipe(
        // Only staff: a mail may hold what opens somebody's account.
        Effect.flatMap(({ actor }) =>
          actor._tag === "OperatorUser"
            ? box.mails(actor.operatorId)
            : Effect.fail(new Forbidden({ action: "mail.read", role: granteeOf(actor) })),
        ),
        Effect.map((items) => ({ answered: c.json({ items, nextCursor: null }) })),
        Effect.catch((error) =>
          Effect.succeed({ answered: toResponse(problemAnswer(error), requestIdOf(headers)) }),
        ),
      ),
    )
    if (Exit.isFailure(exit)) throw new Error("captured mail could not be read")
    return exit.value.answered
  })
}
