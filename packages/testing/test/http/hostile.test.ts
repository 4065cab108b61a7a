import type { Actor } from "@caleche/core"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { admin, findIds, type Ids, makeDemonstration, othersOf } from "../generated/demonstration.ts"
import { type Generated, requestsAbout } from "../generated/requests.ts"
import { credentialOf } from "../walks/server.ts"
import { type Answered, callerOf, hosts, type Runtime } from "./hosts.ts"

/** To each host; 5,000 together, and 100,000 in the long run. */
const requests = process.env["CALECHE_ROUNDS"] === "full" ? 50_000 : 2_500

/** The one request that shows a failure again, once the smallest is found: to be sent to a server with data of its own. */
const replayOf = ({ address, body, headers, method }: Generated) =>
  JSON.stringify({ method, address, headers, ...(body === undefined ? {} : { body }) })

describe.each(hosts)("Requests made from the document alone, to $name", ({ fetchOf }) => {
  let runtime: Runtime
  let ids: Ids
  let ask: (actor: Actor, method: string, path: string, body?: string, more?: object) => Promise<Answered>
  beforeAll(async () => {
    runtime = await makeDemonstration()
    const { send } = callerOf(fetchOf(runtime))
    ask = (actor, method, path, body, more) =>
      send(method, path, body, { ...more, authorization: `Bearer ${credentialOf(actor)}` })
    ids = await findIds(async (path) => (await ask(admin, "GET", path)).body)
  })
  afterAll(() => runtime.dispose())

  it(
    `are never answered with 5xx, and always as the document says (${requests} requests)`,
    { timeout: 900_000 },
    async () => {
      const counts = new Map<string, number>()
      const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
      const asked = fc.oneof(
        { weight: 9, arbitrary: fc.constant(admin) },
        ...othersOf(ids).map((actor) => ({ weight: 1, arbitrary: fc.constant(actor) })),
      )
      await fc.assert(
        fc.asyncProperty(asked, requestsAbout(ids), async (actor, request) => {
          const { address, body, headers, kind, method } = request
          const answer = await ask(actor, method, address, body, headers).catch((cause: unknown) => {
            throw new Error(replayOf(request), { cause })
          })
          if (answer.status >= 500)
            throw new Error(`${answer.status} to ${replayOf(request)}: ${answer.text}`)
          count(String(answer.status))
          count(`${kind} ${answer.status < 300 ? "done" : "refused"}`)
        }),
        { numRuns: requests, seed: 20_261_201 },
      )
      // The requests are worth something only if they reach past the first checks.
      for (const status of ["200", "201", "400", "404", "409", "412"])
        expect({ status, share: (counts.get(status) ?? 0) / requests }).toEqual({
          status,
          share: expect.toSatisfy((share: number) => share > 0.005),
        })
      for (const kind of ["valid", "mutated", "hostile"])
        expect([kind, counts.get(`${kind} done`)]).toEqual([
          kind,
          expect.toSatisfy((done: number) => done > 0),
        ])
    },
  )
})
