/**
 * The server of the walks: whoever asks is said in the credential, and a request can be tried, which answers as always and
 * keeps nothing. So one ground serves all requests, each finding it as it was.
 */
import {
  type Actor,
  IdGenerator,
  makeOperator,
  OperatorId,
  OperatorRepository,
  QuoteLinkTerms,
  type StoragePorts,
  UnitOfWork,
  UseCases,
} from "@caleche/core"
import {
  Authenticator,
  bearerToken,
  handlers,
  makeApi,
  makeRoutes,
  Unauthorized,
  webHandler,
} from "@caleche/http"
import { layer as documents } from "@caleche/documents-pdf"
import { layer as memory } from "@caleche/storage-memory"
import { halfTheFirstLine } from "@caleche/testing"
import { Context, Effect, Layer, Logger, ManagedRuntime, Option, Redacted } from "effect"
import { checkAnswer } from "../http/document.ts"

export const operators = {
  mine: OperatorId.make("01890000-0000-7000-8000-00000000000a"),
  theirs: OperatorId.make("01890000-0000-7000-8000-00000000000b"),
} as const

/** The credential of an actor. */
export const credentialOf = (actor: Actor): string => Buffer.from(JSON.stringify(actor)).toString("base64url")

/** Takes such a credential at its word. */
export const authentication = Layer.succeed(
  Authenticator,
  Authenticator.of({
    authenticate: (headers) => {
      const token = bearerToken(headers)
      if (token === undefined) return Effect.fail(new Unauthorized())
      const actor = JSON.parse(Buffer.from(token, "base64url").toString()) as Actor // made by credentialOf
      return Effect.succeed({ actor, credential: token.slice(-40) })
    },
  }),
)

/** Ends a unit of work that is only tried. */
class Undone extends Error {}
const Inside = Context.Reference<boolean>("@caleche/testing/walks/Inside", { defaultValue: () => false })

/** Whether units of work are undone instead of committed. */
export interface Trial {
  on: boolean
}

/** Asks without anything being kept. */
export const tried = async <A>(trial: Trial, request: () => Promise<A>): Promise<A> => {
  trial.on = true
  return request().finally(() => {
    trial.on = false
  })
}

/** `storage`, whose units of work answer and keep nothing while the trial is on. */
export const undoing = (
  trial: Trial,
  storage: Layer.Layer<StoragePorts> = memory,
): Layer.Layer<StoragePorts> =>
  Layer.effectContext(
    Effect.map(Effect.context<StoragePorts>(), (ports) => {
      const { atomically } = Context.get(ports, UnitOfWork)
      const tried: UnitOfWork["Service"]["atomically"] = (operatorId, body) =>
        Effect.flatMap(Inside, (inside) => {
          if (inside || !trial.on) return atomically(operatorId, body)
          let answer: Option.Option<Effect.Success<typeof body>> = Option.none()
          return Effect.flatMap(Effect.provideService(body, Inside, true), (value) => {
            answer = Option.some(value)
            return Effect.die(new Undone())
          }).pipe(
            (undone) => atomically(operatorId, undone),
            Effect.catchDefect((defect) =>
              defect instanceof Undone ? Effect.fromOption(answer).pipe(Effect.orDie) : Effect.die(defect),
            ),
          )
        })
      return Context.add(ports, UnitOfWork, UnitOfWork.of({ atomically: tried }))
    }),
  ).pipe(Layer.provide(storage))

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Json
}
/** JSON to look into; what it holds is for the test to say. */
export interface Json {
  readonly [name: string]: Json
}

export type Ask = (
  actor: Actor | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>

const links = Layer.succeed(QuoteLinkTerms, {
  keys: { current: Redacted.make("a key that signs the links of the walks") },
  daysBeyond: 90,
  page: (token) => `/portal/quotes/${token}`,
})

/** A server over `storage` with two operators. */
export const walkedServer = (
  storage: Layer.Layer<StoragePorts>,
  logger: Layer.Layer<never> = Logger.layer([]),
) => {
  const ready = Layer.effectDiscard(
    OperatorRepository.use((repository) =>
      Effect.forEach(Object.values(operators), (id) =>
        repository.save(makeOperator({ id, name: `Operator ${id.slice(-1)}` })),
      ),
    ),
  )
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(UseCases.layer, authentication, Layer.orDie(ready)).pipe(
      Layer.provideMerge(Layer.mergeAll(storage, IdGenerator.layer, halfTheFirstLine, documents, links)),
      Layer.provideMerge(logger),
    ),
  )
  const routes = makeRoutes(makeApi(), handlers, runtime)
  const handle = webHandler(routes)
  const ask: Ask = async (actor, method, path, body, headers = {}) => {
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...(actor === undefined ? {} : { authorization: `Bearer ${credentialOf(actor)}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const response = await handle(request)
    await checkAnswer(request, response.clone() as Response)
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") === true
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
  }
  return { runtime, ask, metrics: routes.metrics }
}

export type Server = ReturnType<typeof walkedServer>
