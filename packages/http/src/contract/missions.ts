/** Missions over HTTP: given to drivers, performed step by step. */
import {
  Actuals,
  AllowingOverlap,
  Cancelling,
  Closing,
  Completing,
  DriverId,
  MissionEdit,
  MissionId,
  NewInternalMission,
  Reason,
  Skipping,
  StepTime,
  VehicleId,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { MissionResource, WarnedMissionResource } from "../resources/Mission.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  altering,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  placing,
  telling,
} from "./requests.ts"

const named = namesNothing("MissionNotFound")
const one = { params: { id: MissionId }, headers: { ...creating, ...changing }, success: MissionResource }
const errors = [...altering, problems.MissionNotFound] as const
const stepErrors = [...errors, problems.StepTimeInvalid] as const

/** Whom a mission is given to, and with which vehicle; under way with the reason why it changes hands. */
export const Assigning = Schema.Struct({
  driverId: DriverId,
  /** Left out it stays, null takes it away. */
  vehicleId: Schema.optionalKey(Schema.NullOr(VehicleId)),
  reason: Schema.optionalKey(Reason.fields.reason),
})

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

export class MissionsGroup extends HttpApiGroup.make("missions")
  .add(
    HttpApiEndpoint.post("create", "/missions", {
      headers: creating,
      payload: NewInternalMission,
      success: MissionResource.pipe(HttpApiSchema.status(201)),
      error: [...telling, ...placing],
    })
      .annotateMerge(needs("mission.create"))
      .annotate(OpenApi.Summary, "Enter an internal mission: it belongs to no order and reaches no client"),
    HttpApiEndpoint.get("get", "/missions/:id", {
      params: { id: MissionId },
      success: MissionResource,
      error: [...asking, problems.MissionNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.read"))
      .annotate(OpenApi.Summary, "Read a mission"),
    HttpApiEndpoint.patch("edit", "/missions/:id", {
      ...one,
      headers: changing,
      payload: MissionEdit,
      success: WarnedMissionResource,
      error: [
        ...errors,
        problems.WindowInvalid,
        ...placing,
        problems.DriverBusy,
        problems.DriverNotFound,
        problems.DriverUnavailable,
        problems.VehicleBusy,
        problems.VehicleNotFound,
      ],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.edit"))
      .annotate(
        OpenApi.Summary,
        "Change time, place or needs before the start, notes until the end; warns that the price stays",
      ),
    HttpApiEndpoint.post("assign", "/missions/:id/assign", {
      ...one,
      payload: Assigning,
      success: WarnedMissionResource,
      error: [
        ...errors,
        problems.DriverNotFound,
        problems.DriverInactive,
        problems.DriverBusy,
        problems.DriverUnavailable,
        problems.VehicleNotFound,
        problems.VehicleInactive,
        problems.VehicleBusy,
        problems.ReasonRequired,
      ],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.assign"))
      .annotate(
        OpenApi.Summary,
        "Give the mission to a driver, or to another one; warns of a vehicle that does not fit",
      ),
    HttpApiEndpoint.post("allowOverlap", "/missions/:id/allow-overlap", {
      ...one,
      payload: AllowingOverlap,
      error: [...errors, problems.OverlapTaken, problems.OverlapWithItself],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("overlap.allow"))
      .annotate(
        OpenApi.Summary,
        "Let the mission overlap with one other; another window or driver clears it",
      ),
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
    HttpApiEndpoint.post("complete", "/missions/:id/complete", {
      ...one,
      payload: Completing,
      error: stepErrors,
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.perform"))
      .annotate(OpenApi.Summary, "The mission is done, with what it took"),
    step("noShow", "/missions/:id/no-show", "Nobody came to the pickup"),
    HttpApiEndpoint.post("skip", "/missions/:id/skip", { ...one, payload: Skipping, error: stepErrors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.correct"))
      .annotate(OpenApi.Summary, "Go on from a later step; those in between are marked as skipped"),
    HttpApiEndpoint.post("stepBack", "/missions/:id/step-back", { ...one, payload: Reason, error: errors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.correct"))
      .annotate(OpenApi.Summary, "Take the last step back"),
    HttpApiEndpoint.post("cancel", "/missions/:id/cancel", { ...one, payload: Cancelling, error: errors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.cancel"))
      .annotate(OpenApi.Summary, "Give the mission up; its lines are void"),
    HttpApiEndpoint.post("close", "/missions/:id/close", { ...one, payload: Closing, error: stepErrors })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.close"))
      .annotate(OpenApi.Summary, "Close by hand a mission whose steps nobody reported"),
    HttpApiEndpoint.post("actuals", "/missions/:id/actuals", {
      ...one,
      payload: Actuals,
      error: [...errors, problems.MissionInvoiced],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("mission.perform"))
      .annotate(OpenApi.Summary, "Record what a completed mission took; a driver proposes it"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Missions") {}
