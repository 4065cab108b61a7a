/** Orders, missions, and who and what performs them: what their errors are called over HTTP. */
import type {
  AbsenceNotFound,
  DriverBusy,
  DriverInactive,
  DriverNotFound,
  DriverUnavailable,
  FeeDecided,
  FeeNotFound,
  MissionInvoiced,
  MissionNotFound,
  OrderNotFound,
  OverlapTaken,
  OverlapWithItself,
  ReasonRequired,
  StepTimeInvalid,
  VehicleBusy,
  VehicleInactive,
  VehicleNotFound,
  WindowInvalid,
} from "@caleche/core"
import { DateTime } from "effect"
import { gone, type ProblemRows } from "./ProblemRow.ts"

export type DispatchError =
  | AbsenceNotFound
  | DriverBusy
  | DriverInactive
  | DriverNotFound
  | DriverUnavailable
  | FeeDecided
  | FeeNotFound
  | MissionInvoiced
  | MissionNotFound
  | OrderNotFound
  | OverlapTaken
  | OverlapWithItself
  | ReasonRequired
  | StepTimeInvalid
  | VehicleBusy
  | VehicleInactive
  | VehicleNotFound
  | WindowInvalid

export const dispatchProblems: ProblemRows<DispatchError> = {
  OrderNotFound: gone("Order"),
  FeeNotFound: gone("Fee"),
  MissionNotFound: gone("Mission"),
  DriverNotFound: gone("Driver"),
  VehicleNotFound: gone("Vehicle"),
  AbsenceNotFound: gone("Absence"),
  DriverBusy: {
    status: 409,
    title: "Driver busy",
    detail: ({ missionId, pickupAt, estimatedEndAt }) =>
      `The driver has mission ${missionId} from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  DriverInactive: {
    status: 409,
    title: "Driver inactive",
    detail: () => "An inactive driver gets no missions.",
  },
  DriverUnavailable: {
    status: 409,
    title: "Driver unavailable",
    detail: ({ from, until }) =>
      `The driver is absent from ${DateTime.formatIso(from)} to ${DateTime.formatIso(until)}.`,
  },
  VehicleBusy: {
    status: 409,
    title: "Vehicle busy",
    detail: ({ missionId, pickupAt, estimatedEndAt }) =>
      `The vehicle has mission ${missionId} from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  VehicleInactive: {
    status: 409,
    title: "Vehicle inactive",
    detail: () => "An inactive vehicle gets no missions.",
  },
  OverlapTaken: {
    status: 409,
    title: "Overlap taken",
    detail: ({ id, overlapAllowedWith }) =>
      `Mission ${id} may overlap with ${overlapAllowedWith}, and with one only.`,
  },
  OverlapWithItself: {
    status: 422,
    title: "Overlap with itself",
    detail: () => "Name another mission to overlap with.",
  },
  FeeDecided: {
    status: 409,
    title: "Fee decided",
    detail: ({ state }) => `The fee is ${state === "ACTIVE" ? "confirmed" : "waived"} already.`,
  },
  MissionInvoiced: {
    status: 409,
    title: "Mission invoiced",
    detail: () => "An invoice covers the mission; what it says is credited, not changed.",
  },
  StepTimeInvalid: {
    status: 422,
    title: "Impossible time",
    detail: ({ notBefore, notAfter }) =>
      notBefore !== undefined
        ? `The step cannot lie before ${DateTime.formatIso(notBefore)}.`
        : `The step cannot lie after ${notAfter === undefined ? "now" : DateTime.formatIso(notAfter)}.`,
  },
  WindowInvalid: {
    status: 422,
    title: "Impossible window",
    detail: ({ pickupAt, estimatedEndAt }) =>
      `A mission lasts from one minute to 60 days, not from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  },
  ReasonRequired: {
    status: 422,
    title: "Reason required",
    detail: () => "Under way a mission changes hands for a reason only; say which.",
  },
}
