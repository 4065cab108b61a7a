import { DateTime, Result } from "effect"
import { describe, expect, it } from "vitest"
import { edit } from "../../src/missions/MissionEditing.ts"
import { missionTable, type MissionState } from "../../src/missions/MissionStatus.ts"
import { minutesAfter, mission, pickupAt } from "../samples.ts"

const states = Object.keys(missionTable) as ReadonlyArray<MissionState> // the keys of the table
const before = ["PENDING_ASSIGNMENT", "ASSIGNED", "ACCEPTED_BY_DRIVER"] as const
const minute = (n: number) => minutesAfter(pickupAt, n)
const done = (result: ReturnType<typeof edit>) => {
  const decision = Result.getOrThrow(result)
  if (decision === undefined) throw new Error("it changed nothing")
  return decision
}
const refusal = (result: ReturnType<typeof edit>) => Result.isFailure(result) && result.failure

describe("changing a mission", () => {
  it("another time or place is to be accepted anew; a pickup given alone keeps the duration", () => {
    for (const state of before) {
      for (const change of [{ pickupAt: minute(30) }, { pickup: { label: "Reims" } }, { stops: "Épernay" }]) {
        const { state: after, facts } = done(edit(mission(state), change, minute(-60)))
        expect([after.status, facts[0]?.action]).toEqual([
          state === "ACCEPTED_BY_DRIVER" ? "ASSIGNED" : state,
          "MissionRescheduled",
        ])
      }
    }
    const moved = done(edit(mission(), { pickupAt: minute(30) }, minute(-60))).state
    expect([moved.pickupAt, moved.estimatedEndAt]).toEqual([minute(30), minute(90)])
  })

  it("needs and notes change nothing of what the driver accepted", () => {
    const after = done(
      edit(mission("ACCEPTED_BY_DRIVER"), { passengers: 3, notes: "two cases" }, minute(-60)),
    )
    expect([after.state.status, after.facts[0]]).toEqual([
      "ACCEPTED_BY_DRIVER",
      expect.objectContaining({
        action: "MissionEdited",
        data: { fields: "passengers,notes", passengers: 3, passengersBefore: 1 },
      }),
    ])
  })

  it("F60 the history has what was so before, but neither places nor notes, which name people", () => {
    const of = mission("ASSIGNED", { pickup: { label: "Reims" }, passengers: 4 })
    const longer = { estimatedEndAt: minute(90), vehicleCategory: "VAN" }
    const [told] = done(
      edit(of, { ...longer, pickup: { label: "Épernay" }, notes: "Mrs Durand" }, minute(-60)),
    ).facts
    expect(told?.data).toEqual({
      fields: "estimatedEndAt,vehicleCategory,pickup,notes",
      pickupAt: DateTime.formatIso(minute(0)),
      pickupAtBefore: DateTime.formatIso(minute(0)),
      estimatedEndAt: DateTime.formatIso(minute(90)),
      estimatedEndAtBefore: DateTime.formatIso(minute(60)),
      vehicleCategory: "VAN",
      vehicleCategoryBefore: null,
    })
  })

  it("null takes a field away, and what was not there is not taken away", () => {
    const of = mission("ASSIGNED", {
      pickup: { label: "Reims" },
      stops: "Épernay",
      vehicleCategory: "VAN",
      notes: "gate 3",
    })
    const none = { pickup: null, dropOff: null, stops: null, vehicleCategory: null, notes: null }
    const { state, facts } = done(edit(of, none, minute(-60)))
    for (const field of Object.keys(none)) expect(state).not.toHaveProperty(field)
    expect(facts[0]?.data).toMatchObject({ fields: "pickup,stops,vehicleCategory,notes" })
    expect(edit(mission(), none, minute(-60))).toEqual(Result.succeed(undefined))
  })

  it("under way only the notes change, and at the end nothing does", () => {
    for (const state of states.filter((name) => !before.some((other) => other === name))) {
      const isUnderWay = state.startsWith("IN_PROGRESS")
      expect(Result.isSuccess(edit(mission(state), { notes: "gate 3" }, minute(60)))).toBe(isUnderWay)
      expect(refusal(edit(mission(state), { pickupAt: minute(5) }, minute(60)))).toMatchObject({
        _tag: "IllegalTransition",
        action: "reschedule",
      })
      expect(refusal(edit(mission(state), { passengers: 9 }, minute(60)))).toMatchObject({ action: "edit" })
    }
  })

  it("what is as it was is no change, in whatever status", () => {
    for (const state of states) {
      const of = mission(state, { pickup: { label: "Reims" }, notes: "gate 3" })
      const { estimatedEndAt, passengers } = of
      const same = { pickupAt, estimatedEndAt, passengers, pickup: { label: "Reims" }, notes: "gate 3" }
      expect(edit(of, same, minute(60))).toEqual(Result.succeed(undefined))
    }
  })

  it("a window is at least a minute and at most 60 days", () => {
    const until = (end: number) => refusal(edit(mission(), { estimatedEndAt: minute(end) }, minute(-60)))
    expect([until(1), until(60 * 24 * 60)]).toEqual([false, false])
    for (const end of [-5, 0, 60 * 24 * 60 + 1])
      expect(until(end)).toMatchObject({ _tag: "WindowInvalid", pickupAt, estimatedEndAt: minute(end) })
  })
})
