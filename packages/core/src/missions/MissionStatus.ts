/**
 * The life of a mission, as a table over the flattened state: `IN_PROGRESS.ON_SITE` is the status and its step.
 *
 * `skipTo` is written once for each step it can lead to. Actions that depend on the trip type or that only a manager may
 * take are refused by guards and permissions, not here.
 */
import { Schema } from "effect"
import type { Table } from "../shared/Transition.ts"

export const MissionStatus = Schema.Literals([
  "PENDING_ASSIGNMENT",
  "ASSIGNED",
  "ACCEPTED_BY_DRIVER",
  "IN_PROGRESS",
  "COMPLETED",
  "CANCELLED",
  "NO_SHOW",
])
export type MissionStatus = typeof MissionStatus.Type

/** Where a mission in progress stands, in the order the steps are taken. */
export const Step = Schema.Literals(["EN_ROUTE", "ON_SITE", "ON_BOARD", "DROPPED_OFF"])
export type Step = typeof Step.Type

export type MissionState = Exclude<MissionStatus, "IN_PROGRESS"> | `IN_PROGRESS.${Step}`

export type MissionAction =
  | "assign"
  | "reassign"
  | "driverAccepts"
  | "driverDeclines"
  | "unassign"
  | "start"
  | "arrive"
  | "board"
  | "dropOff"
  | "complete"
  | "noShow"
  | `skipTo.${Exclude<Step, "EN_ROUTE">}`
  | "stepBack"
  | "reschedule"
  | "edit"
  | "annotate"
  | "allowOverlap"
  | "closeByHand"
  | "cancel"
  | "recordActuals"

/** What any mission not yet at its end accepts. */
const open = { closeByHand: "COMPLETED", cancel: "CANCELLED" } as const
const skipTo = {
  "skipTo.ON_SITE": "IN_PROGRESS.ON_SITE",
  "skipTo.ON_BOARD": "IN_PROGRESS.ON_BOARD",
  "skipTo.DROPPED_OFF": "IN_PROGRESS.DROPPED_OFF",
} as const

export const missionTable = {
  PENDING_ASSIGNMENT: {
    terminal: false,
    on: {
      assign: "ASSIGNED",
      reschedule: "PENDING_ASSIGNMENT",
      edit: "PENDING_ASSIGNMENT",
      annotate: "PENDING_ASSIGNMENT",
      allowOverlap: "PENDING_ASSIGNMENT",
      ...open,
    },
  },
  ASSIGNED: {
    terminal: false,
    on: {
      reassign: "ASSIGNED",
      driverAccepts: "ACCEPTED_BY_DRIVER",
      driverDeclines: "PENDING_ASSIGNMENT",
      unassign: "PENDING_ASSIGNMENT",
      start: "IN_PROGRESS.EN_ROUTE",
      ...skipTo,
      reschedule: "ASSIGNED",
      edit: "ASSIGNED",
      annotate: "ASSIGNED",
      allowOverlap: "ASSIGNED",
      ...open,
    },
  },
  ACCEPTED_BY_DRIVER: {
    terminal: false,
    on: {
      reassign: "ASSIGNED",
      unassign: "PENDING_ASSIGNMENT",
      start: "IN_PROGRESS.EN_ROUTE",
      ...skipTo,
      reschedule: "ASSIGNED",
      edit: "ACCEPTED_BY_DRIVER",
      annotate: "ACCEPTED_BY_DRIVER",
      allowOverlap: "ACCEPTED_BY_DRIVER",
      ...open,
    },
  },
  "IN_PROGRESS.EN_ROUTE": {
    terminal: false,
    on: {
      arrive: "IN_PROGRESS.ON_SITE",
      noShow: "NO_SHOW",
      ...skipTo,
      reassign: "IN_PROGRESS.EN_ROUTE",
      annotate: "IN_PROGRESS.EN_ROUTE",
      allowOverlap: "IN_PROGRESS.EN_ROUTE",
      ...open,
    },
  },
  "IN_PROGRESS.ON_SITE": {
    terminal: false,
    on: {
      board: "IN_PROGRESS.ON_BOARD",
      noShow: "NO_SHOW",
      "skipTo.ON_BOARD": "IN_PROGRESS.ON_BOARD",
      "skipTo.DROPPED_OFF": "IN_PROGRESS.DROPPED_OFF",
      stepBack: "IN_PROGRESS.EN_ROUTE",
      reassign: "IN_PROGRESS.ON_SITE",
      annotate: "IN_PROGRESS.ON_SITE",
      allowOverlap: "IN_PROGRESS.ON_SITE",
      ...open,
    },
  },
  "IN_PROGRESS.ON_BOARD": {
    terminal: false,
    on: {
      dropOff: "IN_PROGRESS.DROPPED_OFF",
      complete: "COMPLETED",
      "skipTo.DROPPED_OFF": "IN_PROGRESS.DROPPED_OFF",
      stepBack: "IN_PROGRESS.ON_SITE",
      reassign: "IN_PROGRESS.ON_BOARD",
      annotate: "IN_PROGRESS.ON_BOARD",
      allowOverlap: "IN_PROGRESS.ON_BOARD",
      ...open,
    },
  },
  "IN_PROGRESS.DROPPED_OFF": {
    terminal: false,
    on: {
      board: "IN_PROGRESS.ON_BOARD",
      complete: "COMPLETED",
      stepBack: "IN_PROGRESS.ON_BOARD",
      annotate: "IN_PROGRESS.DROPPED_OFF",
      allowOverlap: "IN_PROGRESS.DROPPED_OFF",
      ...open,
    },
  },
  COMPLETED: { terminal: true, on: { recordActuals: "COMPLETED" } },
  CANCELLED: { terminal: true, on: {} },
  NO_SHOW: { terminal: true, on: {} },
} as const satisfies Table<MissionState, MissionAction>

/** The machine `Transition.step` interprets. */
export const missionMachine = {
  name: "mission",
  table: missionTable as Table<MissionState, MissionAction>,
} as const

/** The table's key for a status and its step. */
export const stateOf = (mission: {
  readonly status: MissionStatus
  readonly step?: Step | undefined
}): MissionState =>
  mission.status === "IN_PROGRESS" ? `IN_PROGRESS.${mission.step ?? "EN_ROUTE"}` : mission.status

/** Status and step of a key of the table. */
export const statusOf = (state: MissionState): { readonly status: MissionStatus; readonly step?: Step } => {
  const [status, step] = state.split(".") as [MissionStatus, Step?] // the two halves of a MissionState
  return step === undefined ? { status } : { status, step }
}

/** COMPLETED, CANCELLED and NO_SHOW end a mission. */
export const isTerminal = (status: MissionStatus): boolean =>
  status !== "IN_PROGRESS" && missionTable[status].terminal
