import type { Actor } from "@caleche/core"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rounds } from "../rounds.ts"
import { bodyOf } from "../walks/bodies.ts"
import { endpoints } from "../walks/endpoints.ts"
import { fillingOf, makeGround, pathOf } from "../walks/ground.ts"
import { type Ask, authentication, credentialOf } from "../walks/server.ts"
import { callerOf, hosts, makeRuntime, operatorId, type Runtime } from "./hosts.ts"

const requests = rounds(5_000)
const nobody = "01890000-0000-7000-8000-00000000dead"

/** Values that break careless code, wherever a string may stand. */
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "' or 1=1 --",
    "NaN",
    "-0",
    "1e999",
    "+1",
    "٣",
    "9".repeat(400),
    "2030-02-30T25:00:00Z",
    "__proto__",
  ),
)
const json = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[[[]]]], -1, 1.5, Number.MAX_SAFE_INTEGER, 1e308),
  fc.jsonValue({ maxDepth: 4 }),
)
const idOf = (known: ReadonlyArray<string>) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    fc.constant(nobody),
    nasty.map((text) => encodeURIComponent(text.toWellFormed()) || "-"),
  )

/** A good body with one to three of its values, at any depth, replaced. */
const mutated = (good: unknown) =>
  fc
    .array(fc.tuple(fc.nat(), json), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((body, [at, value]) => replaceAt(body, at, value), good))

function replaceAt(body: unknown, at: number, value: unknown): unknown {
  if (typeof body !== "object" || body === null) return value
  const entries = Object.entries(body)
  if (entries.length === 0) return value
  const [name, inner] = entries[at % entries.length]!
  const next = Math.floor(at / entries.length)
  const changed = next % 3 === 0 ? value : replaceAt(inner, next, value)
  return Array.isArray(body) ? body.with(Number(name), changed) : { ...body, [name]: changed }
}

/** What is sent to an endpoint: what it takes, that with a flaw or more, or anything at all. */
const bodyFor = (good: unknown) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(good) }, { weight: 5, arbitrary: mutated(good) }, json)
const queryFor = (known: ReadonlyArray<string>) =>
  fc.dictionary(
    fc.constantFrom(...known, "x"),
    fc.oneof(nasty, fc.constantFrom("10", "createdAt", "DRAFT", "ACTIVE", "true", "2031-06-01", nobody)),
    { maxKeys: 3 },
  )
const headers = fc.record(
  {
    "if-match": fc.constantFrom('"1"', '"2"', "*", '"x"', "W/1", ""),
    "idempotency-key": fc.oneof(
      fc.constantFrom("a", "b", "", "x".repeat(300)),
      fc.string({ maxLength: 5 }).map((text) => text.replace(/[^\x20-\x7e]/g, "?")),
    ),
  },
  { requiredKeys: [] },
)

/** The one request that shows a failure again, once the smallest is found: to be sent to a server with data of its own. */
const replayOf = (
  method: string,
  address: string,
  body: string | undefined,
  more: Readonly<Record<string, string | undefined>>,
) => JSON.stringify({ method, address, headers: more, ...(body === undefined ? {} : { body }) })

describe.each(hosts)("Hostile requests to $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime(undefined, undefined, authentication)
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  it(
    `are never answered with 5xx, and always as the document says (${requests} requests)`,
    { timeout: 600_000 },
    async () => {
      const as = (actor: Actor) => ({ authorization: `Bearer ${credentialOf(actor)}` })
      const ask: Ask = (actor, method, path, body, more) =>
        send(method, path, body, { ...more, ...(actor === undefined ? {} : as(actor)) })
      const ground = await makeGround(ask, operatorId, "Hostile")
      const admin = as(ground.admin)
      const known = [...ground.ids.values()].flat()
      const statuses = new Map<number, number>()
      const request = fc.constantFrom(...endpoints).chain((endpoint) =>
        fc.record({
          endpoint: fc.constant(endpoint),
          ids: fc.tuple(idOf(ground.ids.get(endpoint.path.split("/")[2]!) ?? known), idOf(known)),
          payload: bodyFor(bodyOf(endpoint, fillingOf(ground))),
          params: queryFor(endpoint.query),
          more: headers,
        }),
      )
      await fc.assert(
        fc.asyncProperty(request, async ({ endpoint, ids, payload, params, more }) => {
          const search = new URLSearchParams(
            Object.entries(params).map(([name, value]): [string, string] => [name, value.toWellFormed()]),
          ).toString()
          const [first, second] = endpoint.params
          const path = pathOf(endpoint, {
            ...(second && { [second]: ids[1] }),
            ...(first && { [first]: ids[0] }),
          })
          const address = `${path}?${search}`
          const text = endpoint.body === undefined ? undefined : JSON.stringify(payload)
          const answer = await send(endpoint.method, address, text, { ...more, ...admin }).catch(
            (cause: unknown) => {
              throw new Error(replayOf(endpoint.method, address, text, more), { cause })
            },
          )
          if (answer.status >= 500)
            throw new Error(
              `${answer.status} to ${replayOf(endpoint.method, address, text, more)}: ${answer.text}`,
            )
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        }),
        { numRuns: requests, seed: 20_261_201 },
      )
      // The requests are worth something only if they reach past the first checks.
      for (const status of [200, 201, 400, 404, 409, 412])
        expect({ status, share: (statuses.get(status) ?? 0) / requests }).toEqual({
          status,
          share: expect.toSatisfy((share: number) => share > 0.005),
        })
    },
  )
})
