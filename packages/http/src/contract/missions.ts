/** Missions over HTTP: given to drivers, performed step by step. */
import { DriverId, MissionId, Reason, StepTime } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { MissionResource } from "../resources/Mission.ts"
import { needs } from "./needs.ts"
import { altering, asking, changing, creating, NamesNothing, namesNothing } from "./requests.ts"

const named = namesNothing("MissionNotFound")
const one = { params: { id: MissionId }, headers: { ...creating, ...changing }, success: MissionResource }
const errors = [...altering, problems.MissionNotFound] as const
const stepErrors = [...errors, problems.StepTimeInvalid] as const

/** Whom a mission is given to. */
export const Assigning = Schema.Struct({ driverId: DriverId })

/** A command that needs nothing said; an empty body does as well. */
const Nothing = Schema.Struct({})

const step = <const Name extends string, const Path extends `/${string}`>(
  name: Name,
  path: Path,
  summary: string,
) =>
  HttpApiEndpoint.post(name, path, { ...one, payload: StepTime, error: stepErrors })
    .annotate(NamesNothing, named)
    .annotateMerge(needs("mission.perform"))
    .annotate(OpenApi.Summary, summary)

export const missions = HttpApiGroup.make("missions")
  .add(
    HttpApiEndpoint.get("get", "/missions/:id", {
      params: { id: MissionId },
      success: MissionResource,
      error: [...asking, problems.MissionNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.read"))
      .annotate(OpenApi.Summary, "Read a mission"),
    HttpApiEndpoint.post("assign", "/missions/:id/assign", {
      ...one,
      payload: Assigning,
      error: [...errors, problems.DriverNotFound, problems.DriverInactive, problems.DriverBusy],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.assign"))
      .annotate(OpenApi.Summary, "Give the mission to a driver, or to another one"),
    HttpApiEndpoint.post("unassign", "/missions/:id/unassign", { ...one, payload: Nothing, error: errors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.assign"))
      .annotate(OpenApi.Summary, "Take the mission from its driver"),
    HttpApiEndpoint.post("driverAccept", "/missions/:id/driver-accept", {
      ...one,
      payload: Nothing,
      error: errors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.perform"))
      .annotate(OpenApi.Summary, "The driver takes the mission"),
    HttpApiEndpoint.post("driverDecline", "/missions/:id/driver-decline", {
      ...one,
      payload: Reason,
      error: errors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.perform"))
      .annotate(OpenApi.Summary, "The driver turns the mission down"),
    step("start", "/missions/:id/start", "The driver is on the way"),
    step("arrive", "/missions/:id/arrive", "The driver is at the pickup"),
    step("board", "/missions/:id/board", "The passengers are on board"),
    step("dropOff", "/missions/:id/drop-off", "The passengers are dropped off"),
    step("complete", "/missions/:id/complete", "The mission is done"),
  )
  .annotate(OpenApi.Title, "Missions")
