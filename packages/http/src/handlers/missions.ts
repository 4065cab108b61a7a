/** Missions: requests to use cases, and back. */
import {
  Cancellation,
  Corrections,
  Dispatch,
  InternalMissions,
  type MissionId,
  Overlaps,
  type StepTime,
  type Version,
} from "@caleche/core"
import { Effect } from "effect"
import { ifVersion } from "../contract/requests.ts"
import { presentMission, presentWarned } from "../resources/Mission.ts"
import type { Handlers } from "./HandlerRecord.ts"

type Stepping = "start" | "arrive" | "board" | "dropOff"
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
  create: ({ payload }) => InternalMissions.use((use) => Effect.map(use.create(payload), presentMission)),
  allowOverlap: ({ params, headers, payload }) =>
    Overlaps.use((use) => Effect.map(use.allow(params.id, payload, ifVersion(headers)), presentMission)),
  get: ({ params }) => Dispatch.use((use) => Effect.map(use.get(params.id), presentMission)),
  edit: ({ params, headers, payload }) =>
    Corrections.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentWarned)),
  assign: ({ params, headers, payload }) =>
    Dispatch.use((use) =>
      Effect.map(use.assign(params.id, payload.driverId, ifVersion(headers), payload), presentWarned),
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
  complete: ({ params, headers, payload }) =>
    Dispatch.use((use) => Effect.map(use.complete(params.id, payload, ifVersion(headers)), presentMission)),
  noShow: ({ params, headers, payload }) =>
    Cancellation.use((use) => Effect.map(use.noShow(params.id, payload, ifVersion(headers)), presentMission)),
  skip: ({ params, headers, payload }) =>
    Corrections.use((use) => Effect.map(use.skipTo(params.id, payload, ifVersion(headers)), presentMission)),
  stepBack: ({ params, headers, payload }) =>
    Corrections.use((use) =>
      Effect.map(use.stepBack(params.id, payload, ifVersion(headers)), presentMission),
    ),
  cancel: ({ params, headers, payload }) =>
    Cancellation.use((use) =>
      Effect.map(use.cancelMission(params.id, payload, ifVersion(headers)), presentMission),
    ),
  close: ({ params, headers, payload }) =>
    Corrections.use((use) =>
      Effect.map(use.closeByHand(params.id, payload, ifVersion(headers)), presentMission),
    ),
  actuals: ({ params, headers, payload }) =>
    Corrections.use((use) =>
      Effect.map(use.recordActuals(params.id, payload, ifVersion(headers)), presentMission),
    ),
}
