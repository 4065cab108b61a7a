/** Missions: requests to use cases, and back. */
import { Dispatch, type MissionId, type StepTime, type Version } from "@caleche/core"
import { Effect } from "effect"
import { ifVersion } from "../contract/requests.ts"
import { presentMission } from "../resources/Mission.ts"
import type { Handlers } from "./HandlerRecord.ts"

type Stepping = "start" | "arrive" | "board" | "dropOff" | "complete"
interface StepRequest {
  readonly params: { readonly id: MissionId }
  readonly headers: { readonly "if-match"?: Version | "*" }
  readonly payload: StepTime
}

const step =
  (name: Stepping) =>
  ({ params, headers, payload }: StepRequest) =>
    Dispatch.use((use) => Effect.map(use[name](params.id, payload, ifVersion(headers)), presentMission))

export const missions: Handlers["missions"] = {
  get: ({ params }) => Dispatch.use((use) => Effect.map(use.get(params.id), presentMission)),
  assign: ({ params, headers, payload }) =>
    Dispatch.use((use) =>
      Effect.map(use.assign(params.id, payload.driverId, ifVersion(headers)), presentMission),
    ),
  unassign: ({ params, headers }) =>
    Dispatch.use((use) => Effect.map(use.unassign(params.id, ifVersion(headers)), presentMission)),
  driverAccept: ({ params, headers }) =>
    Dispatch.use((use) => Effect.map(use.driverAccepts(params.id, ifVersion(headers)), presentMission)),
  driverDecline: ({ params, headers, payload }) =>
    Dispatch.use((use) =>
      Effect.map(use.driverDeclines(params.id, payload, ifVersion(headers)), presentMission),
    ),
  start: step("start"),
  arrive: step("arrive"),
  board: step("board"),
  dropOff: step("dropOff"),
  complete: step("complete"),
}
