import { layer as memory } from "@caleche/storage-memory"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bodyOf } from "./bodies.ts"
import { type Endpoint, endpoints } from "./endpoints.ts"
import { type Faults, faulty, noFaults } from "./faulty.ts"
import {
  askAbout,
  askerOf,
  type Candidate,
  candidatesOf,
  fillingOf,
  type Ground,
  makeGround,
  pathOf,
} from "./ground.ts"
import { changed, type Held, memoryOf } from "./kept.ts"
import { type Answered, operators, type Server, walkedServer } from "./server.ts"

const faults: Faults = noFaults()
let server: Server
let ground: Ground
let held: Held

beforeAll(async () => {
  server = walkedServer(faulty(faults, memory))
  ground = await makeGround(server.ask, operators.mine, "Walk")
  held = await memoryOf(server.runtime)
})
afterAll(() => server.runtime.dispose())

/** Before a call takes effect; and after it, when it has and nobody knows. */
const ways: ReadonlyArray<Pick<Faults, "fault" | "moment">> = [
  { fault: "retryable", moment: "before" },
  { fault: "not retryable", moment: "before" },
  { fault: "defect", moment: "before" },
  { fault: "retryable", moment: "after" },
]
let keys = 0

/** A record that the command changes, and how many calls of the storage that takes. */
const accepting = async (endpoint: Endpoint): Promise<readonly [Candidate, number]> => {
  let idle: readonly [Candidate, number] | undefined
  const before = await held.kept()
  for (const candidate of candidatesOf(endpoint, ground)) {
    faults.calls = 0
    const headers = endpoint.repeatable ? key("probe") : {}
    const { status } = await askAbout(
      server.ask,
      ground,
      askerOf(ground, endpoint),
      endpoint,
      candidate,
      undefined,
      headers,
    )
    const found = [candidate, faults.calls] as const
    const written = changed(before, await held.kept())
    await held.restore(before)
    if (status < 300 && written.some((table) => table !== "answers")) return found
    if (status < 300) idle ??= found
  }
  if (idle === undefined) throw new Error(`no record of the ground accepts ${endpoint.name}`)
  return idle
}

const key = (name: string) => ({ "idempotency-key": `${name}-${keys++}` })

/** Asks while the storage fails there, and no longer. */
const failingAt = async (at: number | "commit", ask: () => Promise<Answered>): Promise<Answered> => {
  faults.calls = 0
  faults.at = at
  return ask().finally(() => {
    faults.at = undefined
  })
}

/** What a caller is told: to come again, or the request's number. */
const told = { retryable: 503, "not retryable": 500, defect: 500 } as const

// A command on many orders does all or nothing of each item only; `http/bulk.test.ts` sees that a repeat goes on.
const commands = endpoints.filter(({ method, itemByItem }) => method !== "GET" && !itemByItem)
describe.each(commands.map((endpoint) => ({ ...endpoint, endpoint })))(
  "When the storage fails in $name",
  ({ endpoint }) => {
    it("nothing or all of it is written, and the same request again gets it done once", async () => {
      const [candidate, calls] = await accepting(endpoint)
      expect(calls).toBeGreaterThan(2)
      const before = await held.kept()
      const { repeatable } = endpoint
      const body = bodyOf(endpoint, fillingOf(ground))
      const path = pathOf(endpoint, candidate.params)
      const asked = (headers: Record<string, string>) =>
        server.ask(askerOf(ground, endpoint), endpoint.method, path, body, headers)
      const sinceThen = async () => changed(before, await held.kept())

      await asked(key("whole"))
      const whole = await sinceThen()
      await held.restore(before)
      let lost = 0
      for (const at of [...Array.from({ length: calls }, (_, n) => n + 1), "commit" as const])
        for (const way of ways) {
          Object.assign(faults, way)
          const headers = repeatable ? key("fault") : {}
          const where = { at, ...way }
          const failed = await failingAt(at, () => asked(headers))
          expect({ ...where, status: failed.status }).toEqual({ ...where, status: told[way.fault] })
          expect(failed.headers.get("retry-after")).toBe(way.fault === "retryable" ? "1" : null)
          const written = await sinceThen()
          const isLost = written.length > 0
          if (isLost) lost++
          // Only a call that was answered too late can have left something: all of it.
          expect({ ...where, written }).toEqual({
            ...where,
            written: isLost && way.moment === "after" ? whole : [],
          })
          if (repeatable) {
            const again = await asked(headers)
            expect({ ...where, status: again.status }).toEqual({ ...where, status: endpoint.success })
            expect(again.headers.get("idempotency-replayed")).toBe(isLost ? "true" : null)
            expect(await sinceThen()).toEqual(whole)
            const done = await held.kept()
            const once = await asked(headers)
            expect(once.text).toBe(again.text)
            expect(once.headers.get("idempotency-replayed")).toBe("true")
            expect(changed(done, await held.kept())).toEqual([])
          }
          await held.restore(before)
        }
      // The answer is lost once: when the unit of work was committed and its caller did not hear of it.
      expect(lost).toBe(whole.length > 0 ? 1 : 0)
    })
  },
)
