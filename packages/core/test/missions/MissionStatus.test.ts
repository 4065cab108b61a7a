/** The rows below are those of the domain document, written out by hand; the code's table is compared with them. */
import { describe, expect, it } from "vitest"
import {
  isTerminal,
  type MissionAction,
  missionMachine,
  type MissionState,
  MissionStatus,
  stateOf,
  statusOf,
  Step,
} from "../../src/missions/MissionStatus.ts"
import { describeMachine, type Written } from "../stateTable.ts"

const enRoute = "IN_PROGRESS.EN_ROUTE"
const onSite = "IN_PROGRESS.ON_SITE"
const onBoard = "IN_PROGRESS.ON_BOARD"
const droppedOff = "IN_PROGRESS.DROPPED_OFF"

const assigned = ["ASSIGNED", "ACCEPTED_BY_DRIVER"] as const
const inProgress = [enRoute, onSite, onBoard, droppedOff] as const
const open = ["PENDING_ASSIGNMENT", ...assigned, ...inProgress] as const
const ended = ["COMPLETED", "CANCELLED", "NO_SHOW"] as const

const rows: ReadonlyArray<Written<MissionState, MissionAction>> = [
  { from: ["PENDING_ASSIGNMENT"], action: "assign", to: "ASSIGNED" },
  { from: assigned, action: "reassign", to: "ASSIGNED" },
  { from: ["ASSIGNED"], action: "driverAccepts", to: "ACCEPTED_BY_DRIVER" },
  { from: ["ASSIGNED"], action: "driverDeclines", to: "PENDING_ASSIGNMENT" },
  { from: assigned, action: "unassign", to: "PENDING_ASSIGNMENT" },
  { from: assigned, action: "start", to: enRoute },
  { from: [enRoute], action: "arrive", to: onSite },
  { from: [onSite], action: "board", to: onBoard },
  { from: [onBoard], action: "dropOff", to: droppedOff },
  { from: [droppedOff], action: "board", to: onBoard }, // DISPO and EXCURSION: a guard's business
  { from: [onBoard, droppedOff], action: "complete", to: "COMPLETED" },
  { from: [enRoute, onSite], action: "noShow", to: "NO_SHOW" },
  // skipTo a later step, and one is at that step then
  { from: [...assigned, enRoute], action: "skipTo.ON_SITE", to: onSite },
  { from: [...assigned, enRoute, onSite], action: "skipTo.ON_BOARD", to: onBoard },
  { from: [...assigned, enRoute, onSite, onBoard], action: "skipTo.DROPPED_OFF", to: droppedOff },
  { from: [onSite], action: "stepBack", to: enRoute },
  { from: [onBoard], action: "stepBack", to: onSite },
  { from: [droppedOff], action: "stepBack", to: onBoard },
  { from: [enRoute, onSite, onBoard], action: "reassign", to: "same" },
  // time and place change before the start only, and what the driver accepted is then another trip
  { from: ["PENDING_ASSIGNMENT", "ASSIGNED"], action: "reschedule", to: "same" },
  { from: ["ACCEPTED_BY_DRIVER"], action: "reschedule", to: "ASSIGNED" },
  { from: ["PENDING_ASSIGNMENT", ...assigned], action: "edit", to: "same" },
  { from: open, action: "annotate", to: "same" }, // the document's "once IN_PROGRESS only notes"
  { from: open, action: "allowOverlap", to: "same" }, // the document's "a manager may allow one overlap"
  { from: open, action: "closeByHand", to: "COMPLETED" },
  { from: open, action: "cancel", to: "CANCELLED" },
  { from: ["COMPLETED"], action: "recordActuals", to: "COMPLETED" },
]

describeMachine({
  machine: missionMachine,
  states: [...open, ...ended],
  actions: [...new Set(rows.map(({ action }) => action))],
  initial: "PENDING_ASSIGNMENT",
  terminal: ended,
  rows,
  repeats: [],
})

describe("MissionStatus", () => {
  it("status and step are the two halves of a state, and make it up again", () => {
    for (const state of [...open, ...ended]) expect(stateOf(statusOf(state))).toBe(state)
    expect(statusOf(onSite)).toEqual({ status: "IN_PROGRESS", step: "ON_SITE" })
    expect(statusOf("ASSIGNED")).toStrictEqual({ status: "ASSIGNED" })
  })

  it("the steps of a mission in progress are those of the table, in their order", () => {
    expect(Step.literals.map((step) => `IN_PROGRESS.${step}`)).toEqual(inProgress)
  })

  it("a step counts only while the mission is in progress", () => {
    expect(stateOf({ status: "COMPLETED", step: "ON_BOARD" })).toBe("COMPLETED")
    expect(stateOf({ status: "IN_PROGRESS" })).toBe(enRoute)
  })

  it("F52 COMPLETED, CANCELLED and NO_SHOW end a mission, nothing else does", () => {
    expect(MissionStatus.literals.filter(isTerminal).toSorted()).toEqual(ended.toSorted())
  })
})
