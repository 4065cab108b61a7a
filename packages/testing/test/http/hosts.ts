/** The same server behind the two hosts it is written for, over the in-memory storage; every answer is checked. */
import {
  IdGenerator,
  makeOperator,
  OperatorId,
  OperatorRepository,
  type StoragePorts,
  UseCases,
} from "@caleche/core"
import { makeApp } from "@caleche/hono"
import { Authenticator, demoKeys, handlers, makeApi, makeClient, makeRoutes, webHandler } from "@caleche/http"
import { layer as documents } from "@caleche/documents-pdf"
import { layer as phoneNumbers } from "@caleche/phone-numbers"
import { layer as memory } from "@caleche/storage-memory"
import { Effect, Layer, Logger, ManagedRuntime } from "effect"
import { checkAnswer } from "./document.ts"

export const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")

type Fetch = (request: Request) => Promise<Response>

const fixedKeys = Layer.succeed(
  Authenticator,
  Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
)

/** A runtime of its own, with one operator. `storage` stands in for the in-memory one. */
export const makeRuntime = (
  storage: Layer.Layer<StoragePorts> = memory,
  clock: Layer.Layer<never> = Layer.empty,
  authentication: Layer.Layer<Authenticator> = fixedKeys,
) => {
  const ports = Layer.mergeAll(storage, IdGenerator.layer, phoneNumbers, documents, Logger.layer([]))
  const ready = Layer.effectDiscard(
    OperatorRepository.use((operators) => operators.save(makeOperator({ id: operatorId, name: "Demo VTC" }))),
  )
  return ManagedRuntime.make(
    Layer.mergeAll(UseCases.layer, authentication, Layer.orDie(ready)).pipe(
      Layer.provideMerge(ports),
      Layer.provideMerge(clock),
    ),
  )
}

export type Runtime = ReturnType<typeof makeRuntime>

export const hosts: ReadonlyArray<{ readonly name: string; readonly fetchOf: (runtime: Runtime) => Fetch }> =
  [
    { name: "the Hono app", fetchOf: (runtime) => async (request) => makeHono(runtime)(request) },
    { name: "the web handler", fetchOf: (runtime) => webHandler(makeRoutes(makeApi(), handlers, runtime)) },
  ]

const apps = new WeakMap<Runtime, Fetch>()

function makeHono(runtime: Runtime): Fetch {
  const known = apps.get(runtime)
  if (known !== undefined) return known
  const { app } = makeApp({ runtime })
  const made: Fetch = async (request) => app.fetch(request)
  apps.set(runtime, made)
  return made
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}
/** A JSON value to look into; what it holds is for the test to say. */
export interface Body {
  readonly [name: string]: Body
}

/** The text of a value, such as an id or a cursor. */
export const textOf = (value: Body | undefined): string => value as unknown as string // the test knows it is one
export const itemsOf = (value: Body | undefined): ReadonlyArray<Body> =>
  value as unknown as ReadonlyArray<Body> // likewise

/** A caller of one host. Every answer it gets is checked against the OpenAPI document. */
export const callerOf = (fetch: Fetch) => {
  const checked: Fetch = async (request) => {
    const response = await fetch(request.clone() as Request)
    await checkAnswer(request, response.clone() as Response)
    return response
  }
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await checked(
      new Request(`http://localhost${path}`, {
        method,
        headers: { authorization: "Bearer demo-admin", ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        ...(body === undefined || "content-type" in headers ? {} : jsonType(headers)),
      }),
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body:
        text !== "" && response.headers.get("content-type")?.includes("json") === true
          ? JSON.parse(text)
          : {},
    }
  }
  const client = makeClient({
    baseUrl: "http://localhost",
    token: "demo-admin",
    fetch: (input, init) => checked(new Request(input, init)),
  })
  return { send, client, fetch: checked }
}

function jsonType(headers: Record<string, string>) {
  return { headers: { authorization: "Bearer demo-admin", "content-type": "application/json", ...headers } }
}

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)
export const refused = <A, E>(effect: Effect.Effect<A, E>): Promise<E> =>
  Effect.runPromise(Effect.flip(effect))
