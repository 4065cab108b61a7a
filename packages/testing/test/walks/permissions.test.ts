import { type Actor, granteeOf, isAllowed, type QuoteId, type DriverId, UserId } from "@caleche/core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { actionOf, endpoints, operationOf } from "./endpoints.ts"
import { askAbout, candidatesOf, type Ground, makeGround } from "./ground.ts"
import { changingNothing, type Kept, memoryOf } from "./kept.ts"
import { operators, type Server, tried, type Trial, undoing, walkedServer } from "./server.ts"

const trial: Trial = { on: false }
let server: Server
let ground: Ground
let actors: ReadonlyArray<Actor>
let kept: () => Promise<Kept>

beforeAll(async () => {
  server = walkedServer(undoing(trial))
  ground = await makeGround(server.ask, operators.mine, "Walk")
  const operatorId = operators.mine
  const id = UserId.make("01890000-0000-7000-8000-0000000000a1")
  const sent = [...ground.ids.get("quotes")!].find(
    (quote) => JSON.stringify(ground.records.get(quote)?.["status"]) === '"SENT"',
  )!
  actors = [
    { _tag: "OperatorUser", operatorId, id, role: "OPERATOR" },
    { _tag: "OperatorUser", operatorId, id, role: "MANAGER" },
    { _tag: "OperatorUser", operatorId, id, role: "ADMIN" },
    { _tag: "OperatorUser", operatorId, id, role: "MANAGER", contacts: "READ" },
    { _tag: "OperatorUser", operatorId, id, role: "ADMIN", contacts: "NONE" },
    ...ground.partners,
    { _tag: "Driver", operatorId, id: ground.ids.get("drivers")![0] as DriverId }, // an answer named it so
    { _tag: "QuoteLink", operatorId, id: sent as QuoteId }, // likewise
    { _tag: "System", operatorId },
  ]
  kept = (await memoryOf(server.runtime)).kept
})
afterAll(() => server.runtime.dispose())

describe.each(endpoints.map((endpoint) => ({ ...endpoint, endpoint })))("$name", ({ endpoint }) => {
  it("says in the OpenAPI document which permission it needs", () => {
    expect(operationOf(endpoint)["x-permission"]).toBe(actionOf(endpoint))
  })

  it("asks for a credential, and for nothing else before it", async () => {
    for (const candidate of candidatesOf(endpoint, ground)) {
      const answer = await changingNothing(kept, () =>
        askAbout(server.ask, ground, undefined, endpoint, candidate),
      )
      expect(answer).toMatchObject({ status: 401, body: { code: "Unauthorized" } })
    }
  })

  it("is open to exactly those whom core's table lets perform it", async () => {
    const action = actionOf(endpoint)
    const candidates = candidatesOf(endpoint, ground)
    for (const actor of actors) {
      const role = granteeOf(actor)
      const statuses = new Set<number>()
      let open = 0
      for (const candidate of candidates) {
        const request = () => askAbout(server.ask, ground, actor, endpoint, candidate)
        if (isAllowed(actor, action, candidate.subject)) {
          open++
          // Nothing is kept of what is tried, unless it is written outside of a unit of work.
          const { status, text } = await changingNothing(kept, () => tried(trial, request))
          statuses.add(status)
          expect([401, 403, 400, 500, 503], `${role}: ${status} ${text}`).not.toContain(status)
        } else {
          const { status, body } = await changingNothing(kept, request)
          // Another agency is not there for an agency's people, where they might do it for their own.
          const hidden = actor._tag === "AgencyUser" && isAllowed(actor, action)
          expect({ role, status, body }).toMatchObject(
            hidden
              ? { role, status: 404, body: { code: "AgencyNotFound" } }
              : { role, status: 403, body: { code: "Forbidden", action, role } },
          )
        }
      }
      // A grant that no record of the ground can show would be proved by nothing.
      const shown = open === 0 || [...statuses].some((status) => status < 300)
      expect(shown, `${role} is never answered with 2xx, only ${[...statuses].join(", ")}`).toBe(true)
    }
  })
})
