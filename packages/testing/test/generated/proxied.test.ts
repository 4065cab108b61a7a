/**
 * Prism, which knows nothing of us but the OpenAPI document, as a proxy in front of the server: with errors on it lets
 * through no request and no answer that the document does not describe.
 */
import type { Actor } from "@caleche/core"
import { demoOperator } from "@caleche/demo"
import { makeApp } from "@caleche/hono"
import { type Running, serve } from "@caleche/hono/node"
import { createLogger } from "@stoplight/prism-core"
import { getHttpOperationsFromSpec } from "@stoplight/prism-http"
import { createServer } from "@stoplight/prism-http-server"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { document } from "../http/document.ts"
import { rounds } from "../rounds.ts"
import { endpoints } from "../walks/endpoints.ts"
import { askAbout, askerOf, candidatesOf, type Ground, makeGround } from "../walks/ground.ts"
import { type Answered, type Ask, credentialOf } from "../walks/server.ts"
import { admin, findIds, makeDemonstration } from "./demonstration.ts"
import { requestsAbout } from "./requests.ts"

const requests = rounds(100)
const said = "https://stoplight.io/prism/errors#"

let running: Running
let proxy: ReturnType<typeof createServer>
let ask: Ask

beforeAll(async () => {
  const runtime = await makeDemonstration()
  running = await serve({ served: makeApp({ runtime }), runtime, port: 0, signals: false })
  const operations = await getHttpOperationsFromSpec(JSON.parse(JSON.stringify(document)))
  proxy = createServer(operations, {
    components: { logger: createLogger("prism", { level: "silent" }) },
    cors: false,
    config: {
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      isProxy: true,
      upstream: new URL(running.url),
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  })
  const url = await proxy.listen(0, "127.0.0.1")
  ask = async (actor, method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(actor === undefined ? {} : { authorization: `Bearer ${credentialOf(actor)}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") === true
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
  }
})
afterAll(async () => {
  await proxy.close()
  await running.close()
})

/** What the proxy says instead of the server, if it does. */
const objectionOf = ({ text }: Answered): string | undefined => (text.includes(said) ? text : undefined)

describe("Behind a proxy that knows the document alone", () => {
  let ground: Ground

  it("everything there is to write can be written", async () => {
    ground = await makeGround(ask, demoOperator.id, "Proxied")
    expect(ground.ids.size).toBeGreaterThan(10)
  })

  it.each(endpoints.map((endpoint) => ({ ...endpoint, endpoint })))(
    "$name is asked and answered as the document says",
    async ({ endpoint }) => {
      const asker = askerOf(ground, endpoint)
      const nobody: Actor = { _tag: "System", operatorId: demoOperator.id }
      const [candidate] = candidatesOf(endpoint, ground)
      for (const actor of [asker, nobody]) {
        const answer = await askAbout(ask, ground, actor, endpoint, candidate!)
        expect(objectionOf(answer)).toBeUndefined()
      }
    },
  )

  it(`what is made from the document is answered as it says, and refused by the server where it says more (${requests})`, async () => {
    const ids = await findIds(async (path) => (await ask(admin, "GET", path)).body)
    const outcomes = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(requestsAbout(ids), async ({ address, body, headers, kind, method }) => {
        const answer = await ask(admin, method, address, body, headers)
        const objection = objectionOf(answer)
        const breach =
          objection?.includes(`${said}VIOLATIONS`) === true || (kind === "valid" && objection !== undefined)
        if (breach) throw new Error(JSON.stringify({ method, address, body, headers, objection }))
        const outcome = objection === undefined ? `${kind} answered` : `${kind} held back`
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }),
      { numRuns: requests, seed: 20_261_202 },
    )
    expect(Object.fromEntries(outcomes)).toMatchObject({
      "valid answered": expect.any(Number),
      "mutated answered": expect.any(Number),
      "mutated held back": expect.any(Number),
    })
  })
})
