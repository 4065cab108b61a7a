/**
 * What the server answers when it is asked as the document's examples ask: each is sent about the demonstration's records
 * until one of them lets it through. Nothing is kept, so that every request finds the demonstration as it was.
 */
import { type Actor, isAllowed } from "@caleche/core"
import { demoOperator } from "@caleche/demo"
import { webHandler, makeRoutes, handlers, makeApi } from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { document } from "../http/document.ts"
import { callerOf } from "../http/hosts.ts"
import { actionOf, type Endpoint, endpoints } from "../walks/endpoints.ts"
import { askAbout, candidatesOf, collectionOf, type Ground, makeGround } from "../walks/ground.ts"
import {
  type Answered,
  type Ask,
  credentialOf,
  type Json,
  tried,
  type Trial,
  undoing,
} from "../walks/server.ts"
import { admin, findIds, makeDemonstration, othersOf } from "./demonstration.ts"

/** Stands in examples for the id of any record. */
const placeholder = "01890000-0000-7000-8000-000000000001"

/** An example of the document, and what it was answered with; nothing when no record let it through. */
export interface Recorded {
  readonly endpoint: Endpoint
  readonly example: string | undefined
  readonly body: unknown
  readonly answer: Answered | undefined
}

export interface Recording {
  readonly recorded: ReadonlyArray<Recorded>
  /** One of each kind that was met, by the name of its schema. */
  readonly problems: ReadonlyMap<string, unknown>
}

interface Described {
  readonly requestBody?: {
    readonly content: {
      readonly "application/json"?: {
        readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
      }
    }
  }
}

const examplesOf = ({ method, path }: Endpoint): ReadonlyArray<readonly [string | undefined, unknown]> => {
  const item = document.paths[path.replace(/:(\w+)/g, "{$1}")] as Readonly<Record<string, Described>>
  const content = item[method.toLowerCase()]!.requestBody?.content["application/json"]
  if (content === undefined) return [[undefined, undefined]]
  return Object.entries(content.examples ?? {}).map(([name, { value }]) => [name, value])
}

export const record = async (): Promise<Recording> => {
  const trial: Trial = { on: false }
  const runtime = await makeDemonstration(undoing(trial, memory))
  const { send } = callerOf(webHandler(makeRoutes(makeApi(), handlers, runtime)))
  const ask: Ask = async (actor, method, path, body, more) =>
    (await send(method, path, body, {
      ...more,
      authorization: actor === undefined ? "" : `Bearer ${credentialOf(actor)}`,
    })) as unknown as Answered // JSON of either name
  try {
    const problems = new Map<string, unknown>()
    const meet = (answer: Answered) => {
      const { code, status } = answer.body as { readonly code?: unknown; readonly status?: unknown }
      const names = [`${String(code)}${String(status)}`, String(code)]
      const name = names.find((each) => each in document.components.schemas)
      if (answer.status >= 400 && name !== undefined && !problems.has(name)) problems.set(name, answer.body)
    }
    const pass = async (ground: Ground, asked: ReadonlyArray<Recorded>) => {
      const told: Array<Recorded> = []
      for (const one of asked)
        told.push(
          one.answer === undefined
            ? { ...one, ...(await tried(trial, () => recordOne(ask, ground, one, meet))) }
            : one,
        )
      return told
    }
    const asked = endpoints.flatMap((endpoint) =>
      examplesOf(endpoint).map(([example, body]) => ({ endpoint, example, body, answer: undefined })),
    )
    const shown = await shownBy(ask)
    await tried(trial, () => meetUsual(ask, shown, meet))
    const first = await pass(shown, asked)
    const recorded = await pass(await everyStatus(ask, shown), first)
    return { recorded, problems }
  } finally {
    await runtime.dispose()
  }
}

/** The demonstration's records. */
async function shownBy(ask: Ask): Promise<Ground> {
  const records = new Map<string, Json>()
  const ids = await findIds(async (path) => {
    const { body } = await ask(admin, "GET", path)
    if (path.split("/").length === 4) records.set(path.split("/").at(-1)!, body)
    return body
  })
  return { operatorId: demoOperator.id, admin, partners: othersOf(ids), label: "", ids, records }
}

/** Beside them such as stand in every status there is. */
async function everyStatus(ask: Ask, shown: Ground): Promise<Ground> {
  const more = await makeGround(ask, demoOperator.id, "Lumiere")
  const of = (name: string) => [...(more.ids.get(name) ?? []), ...(shown.ids.get(name) ?? [])]
  const collections = [...new Set([...shown.ids.keys(), ...more.ids.keys()])]
  return {
    ...more,
    ids: new Map(
      collections.map((name) => [name, name === "clients" ? [...of("companies"), ...of(name)] : of(name)]),
    ),
    records: new Map([...shown.records, ...more.records]),
  }
}

/** Of what is read the smallest of several answers. */
async function recordOne(
  ask: Ask,
  ground: Ground,
  { body: value, endpoint }: Recorded,
  meet: (answer: Answered) => void,
): Promise<Pick<Recorded, "body" | "answer">> {
  const asker = [ground.admin, ...ground.partners].find((actor) => isAllowed(actor, actionOf(endpoint)))
  if (asker === undefined) return { body: value, answer: undefined }
  const limited = endpoint.query.includes("limit") ? `${endpoint.path}?limit=1` : endpoint.path
  const found: Array<{ readonly body: unknown; readonly answer: Answered }> = []
  const most = endpoint.method === "GET" ? 5 : 1
  for (let choice = 0; choice < 30 && found.length < most; choice++) {
    const body = withIds(value, ground, choice)
    for (const candidate of candidatesIn(ground, endpoint)) {
      const answer = await askAbout(ask, ground, asker, { ...endpoint, path: limited }, candidate, body)
      meet(answer)
      if (answer.status < 300) found.push({ body, answer })
      if (found.length >= most) break
    }
    if (JSON.stringify(body) === JSON.stringify(value)) break
  }
  const [smallest] = found.sort((a, b) => a.answer.text.length - b.answer.text.length)
  return smallest ?? { body: value, answer: undefined }
}

/** None where there is no such record. */
function candidatesIn(ground: Ground, endpoint: Endpoint): ReturnType<typeof candidatesOf> {
  const collection = endpoint.path.split("/")[2]!
  return endpoint.params.length > 0 && !ground.ids.has(collection) ? [] : candidatesOf(endpoint, ground)
}

/** The example with ids of records in place of its own, another one each time. */
function withIds(value: unknown, ground: Ground, choice: number, field = ""): unknown {
  if (value === placeholder) {
    const known = ground.ids.get(collectionOf(field)) ?? []
    return known[choice % known.length] ?? placeholder
  }
  if (Array.isArray(value)) return value.map((item) => withIds(item, ground, choice, field.replace(/s$/, "")))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withIds(inner, ground, choice, name)]),
  )
}

/** What any client meets sooner or later. */
async function meetUsual(ask: Ask, ground: Ground, meet: (answer: Answered) => void): Promise<void> {
  const client = ground.ids.get("clients")![0]!
  const driver: Actor = {
    _tag: "Driver",
    operatorId: demoOperator.id,
    id: ground.ids.get("drivers")![0] as never,
  } // an id of one
  meet(await ask(undefined, "GET", "/v1/clients"))
  meet(await ask(driver, "GET", "/v1/clients"))
  meet(await ask(admin, "POST", "/v1/clients", { type: "PRIVATE", name: "" }))
  meet(await ask(admin, "POST", "/v1/clients", "{"))
  meet(await ask(admin, "POST", "/v1/clients", "name", { "content-type": "text/plain" }))
  meet(await ask(admin, "PATCH", `/v1/clients/${client}`, { notes: "" }, { "if-match": '"99"' }))
  meet(await ask(admin, "GET", "/v1/clients?cursor=x"))
  for (const { path } of endpoints.filter(({ method, params }) => method === "GET" && params.length === 1))
    meet(await ask(admin, "GET", path.replace(":id", placeholder)))
}
