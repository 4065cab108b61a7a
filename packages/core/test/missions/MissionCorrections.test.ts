import { DateTime, Result } from "effect"
import { describe, expect, it } from "vitest"
import type { Actuals, Mission } from "../../src/missions/Mission.ts"
import * as Commands from "../../src/missions/MissionCommands.ts"
import * as Corrections from "../../src/missions/MissionCorrections.ts"
import { missionTable, type MissionState, stateOf } from "../../src/missions/MissionStatus.ts"
import type { Decided } from "../../src/missions/move.ts"
import { Quantity } from "../../src/shared/Quantity.ts"
import { ids, minutesAfter, mission, pickupAt } from "../samples.ts"

const states = Object.keys(missionTable) as ReadonlyArray<MissionState> // the keys of the table
const ended: ReadonlyArray<MissionState> = ["COMPLETED", "CANCELLED", "NO_SHOW"]
const open = states.filter((state) => !ended.includes(state))
const minute = (n: number) => minutesAfter(pickupAt, n)
const later = minute(600)
const actuals: Actuals = { minutes: 285, km: Quantity.make(131_400) }

const done = (result: Decided<unknown>) => {
  const decision = Result.getOrThrow(result)
  if (decision === undefined) throw new Error("it changed nothing")
  return decision
}
const refusal = (result: Decided<{ readonly _tag: string }>): unknown =>
  Result.isFailure(result) ? result.failure : undefined
const walked = (of: Mission) => of.steps.map(({ step, skipped }) => `${step}${skipped ? " skipped" : ""}`)

describe("skipping steps", () => {
  it("marks the steps in between, and one stands at the step named", () => {
    const skipping = { step: "ON_BOARD", reason: "phone was dead" } as const
    const { state, facts } = done(Corrections.skipTo(mission("ASSIGNED"), skipping, minute(30), later))
    expect(stateOf(state)).toBe("IN_PROGRESS.ON_BOARD")
    expect(walked(state)).toEqual(["EN_ROUTE skipped", "ON_SITE skipped", "ON_BOARD"])
    expect(state.startedAt).toEqual(minute(30))
    expect(facts).toMatchObject([
      {
        action: "MissionStepsSkipped",
        from: "ASSIGNED",
        to: "IN_PROGRESS.ON_BOARD",
        reason: "phone was dead",
      },
    ])
  })

  it("keeps what was reported, and when the mission started", () => {
    const before = mission("IN_PROGRESS.EN_ROUTE")
    const { state } = done(
      Corrections.skipTo(before, { step: "DROPPED_OFF", reason: "forgot" }, minute(30), later),
    )
    expect(walked(state)).toEqual(["EN_ROUTE", "ON_SITE skipped", "ON_BOARD skipped", "DROPPED_OFF"])
    expect(state.startedAt).toEqual(before.startedAt)
  })

  it("leads to a later step only, never into the future nor behind the last step", () => {
    const to = (state: MissionState, at: DateTime.Utc) =>
      refusal(Corrections.skipTo(mission(state), { step: "ON_SITE", reason: "x" }, at, later))
    expect(to("IN_PROGRESS.ON_SITE", later)).toMatchObject({ _tag: "IllegalTransition", action: "skipTo" })
    expect(to("PENDING_ASSIGNMENT", later)).toMatchObject({ _tag: "IllegalTransition" })
    expect(to("IN_PROGRESS.EN_ROUTE", minute(601))).toMatchObject({
      _tag: "StepTimeInvalid",
      notAfter: later,
    })
    expect(to("IN_PROGRESS.EN_ROUTE", minute(-1))).toMatchObject({
      _tag: "StepTimeInvalid",
      notBefore: minute(0),
    })
  })
})

describe("taking a step back", () => {
  it("leaves the records up to the step one stands at again", () => {
    const { state, facts } = done(
      Corrections.stepBack(mission("IN_PROGRESS.ON_BOARD"), "wrong button", later),
    )
    expect([stateOf(state), walked(state)]).toEqual(["IN_PROGRESS.ON_SITE", ["EN_ROUTE", "ON_SITE"]])
    expect(facts[0]).toMatchObject({ action: "MissionSteppedBack", reason: "wrong button" })
  })

  it("a skipped step counts once one stands at it, and the step can be taken again at an earlier time", () => {
    const skipping = { step: "ON_BOARD", reason: "phone was dead" } as const
    const skipped = done(Corrections.skipTo(mission("ASSIGNED"), skipping, minute(30), later)).state
    const back = done(Corrections.stepBack(skipped, "not yet", later)).state
    expect(walked(back)).toEqual(["EN_ROUTE skipped", "ON_SITE"])
    expect(walked(done(Commands.take(back, "board", minute(31), later)).state)).toEqual([
      "EN_ROUTE skipped",
      "ON_SITE",
      "ON_BOARD",
    ])
  })

  it("of a second ride leads to the drop-off before it: the first ride was made", () => {
    const first = mission("IN_PROGRESS.DROPPED_OFF", {}, "DISPO")
    const ride = done(Commands.take(first, "board", minute(50), later)).state
    const { state, facts } = done(Corrections.stepBack(ride, "wrong button", later))
    expect(stateOf(state)).toBe("IN_PROGRESS.DROPPED_OFF")
    expect(state.steps).toEqual(first.steps)
    expect(facts).toMatchObject([{ from: "IN_PROGRESS.ON_BOARD", to: "IN_PROGRESS.DROPPED_OFF" }])
    const further = done(Corrections.stepBack(state, "not yet", later)).state
    expect(walked(done(Corrections.stepBack(further, "not yet", later)).state)).toEqual([
      "EN_ROUTE",
      "ON_SITE",
    ])
  })
})

describe("giving a mission up", () => {
  it("is possible wherever it is open, and says by whom, why and at whose charge", () => {
    for (const state of open) {
      const { state: after } = done(
        Corrections.cancel(mission(state), { by: "CLIENT", reason: "ill" }, later),
      )
      expect([after.status, after.cancellation]).toEqual([
        "CANCELLED",
        { by: "CLIENT", reason: "ill", billable: true, at: later },
      ])
    }
    for (const state of ended)
      expect(
        refusal(Corrections.cancel(mission(state), { by: "CLIENT", reason: "ill" }, later)),
      ).toMatchObject({
        _tag: "IllegalTransition",
        allowed: state === "COMPLETED" ? ["recordActuals"] : [],
      })
  })

  it("is billable when the client did it, unless a manager says otherwise", () => {
    const billable = (by: "CLIENT" | "OPERATOR", said?: boolean) =>
      done(
        Corrections.cancel(
          mission(),
          { by, reason: "x", ...(said === undefined ? {} : { billable: said }) },
          later,
        ),
      ).state.cancellation?.billable
    expect([billable("CLIENT"), billable("OPERATOR")]).toEqual([true, false])
    expect([billable("CLIENT", false), billable("OPERATOR", true)]).toEqual([false, true])
  })

  it("a step from before it that arrives after it is kept once, and does not undo it", () => {
    const cancelled = done(
      Corrections.cancel(mission("IN_PROGRESS.EN_ROUTE"), { by: "CLIENT", reason: "ill" }, minute(20)),
    ).state
    const { state, facts } = done(Commands.take(cancelled, "arrive", minute(15), minute(40)))
    expect([state.status, walked(state)]).toEqual(["CANCELLED", ["EN_ROUTE", "ON_SITE"]])
    expect(facts).toEqual([
      {
        aggregate: "MISSION",
        id: ids.mission,
        action: "MissionStepReportedLate",
        data: { step: "ON_SITE", at: DateTime.formatIso(minute(15)) },
      },
    ])
    expect(Commands.take(state, "arrive", minute(15), minute(50))).toEqual(Result.succeed(undefined))
    expect(refusal(Commands.take(state, "board", minute(20), minute(50)))).toMatchObject({
      _tag: "IllegalTransition",
      from: "CANCELLED",
    })
  })
})

describe("a no-show", () => {
  it("ends the mission when it happened; repeated with its time it changes nothing", () => {
    const { state } = done(Commands.noShow(mission("IN_PROGRESS.ON_SITE"), minute(30), later))
    expect([state.status, state.endedAt, "step" in state]).toEqual(["NO_SHOW", minute(30), false])
    expect(Commands.noShow(state, minute(30), later)).toEqual(Result.succeed(undefined))
    expect(refusal(Commands.noShow(state, minute(31), later))).toMatchObject({ _tag: "IllegalTransition" })
    expect(refusal(Commands.noShow(mission("IN_PROGRESS.ON_BOARD"), minute(40), later))).toMatchObject({
      _tag: "IllegalTransition",
      action: "noShow",
    })
  })
})

describe("closing by hand", () => {
  it("completes whatever is open, with what it took; it ended when that says so", () => {
    for (const state of open) {
      const { state: after, facts } = done(
        Corrections.closeByHand(
          mission(state),
          { reason: "subcontracted", actuals: { ...actuals, endedAt: minute(90) } },
          later,
        ),
      )
      expect([after.status, after.endedAt, after.actuals?.minutes]).toEqual(["COMPLETED", minute(90), 285])
      expect(facts[0]).toMatchObject({ action: "MissionClosedByHand", reason: "subcontracted" })
    }
    expect(done(Corrections.closeByHand(mission(), { reason: "x" }, later)).state.endedAt).toEqual(later)
  })

  it("is refused with an end in the future or before the last step; one at its end is closed already", () => {
    const closed = (state: MissionState, endedAt: DateTime.Utc) =>
      refusal(
        Corrections.closeByHand(mission(state), { reason: "x", actuals: { ...actuals, endedAt } }, later),
      )
    expect(closed("ASSIGNED", minute(601))).toMatchObject({ _tag: "StepTimeInvalid", notAfter: later })
    expect(closed("ASSIGNED", later)).toBeUndefined()
    expect(closed("IN_PROGRESS.EN_ROUTE", minute(-1))).toMatchObject({
      _tag: "StepTimeInvalid",
      notBefore: minute(0),
    })
    expect(closed("IN_PROGRESS.EN_ROUTE", minute(0))).toBeUndefined()
    expect(closed("COMPLETED", minute(601))).toMatchObject({ _tag: "IllegalTransition" })
  })
})

describe("what a mission took", () => {
  it("is not passed over when a completion is repeated with it: that is for recording", () => {
    const [proposed, recorded] = [
      { actuals, as: "PROPOSED" },
      { actuals, as: "RECORDED" },
    ] as const
    const complete = (of: Mission, given?: Commands.ActualsGiven) =>
      Commands.complete(of, minute(60), later, given)
    const bare = done(complete(mission("IN_PROGRESS.ON_BOARD"))).state
    for (const given of [proposed, recorded])
      expect(refusal(complete(bare, given))).toMatchObject({
        _tag: "IllegalTransition",
        allowed: ["recordActuals"],
      })
    const waits = done(complete(mission("IN_PROGRESS.ON_BOARD"), proposed)).state
    for (const same of [undefined, proposed]) expect(complete(waits, same)).toEqual(Result.succeed(undefined))
    expect(refusal(complete(waits, recorded))).toMatchObject({ _tag: "IllegalTransition" })
    const known = done(Commands.recordActuals(waits, recorded, later)).state
    const other = { ...actuals, minutes: 290 }
    for (const same of [undefined, recorded, proposed, { actuals: other, as: "PROPOSED" } as const])
      expect(complete(known, same)).toEqual(Result.succeed(undefined))
    expect(refusal(complete(known, { actuals: other, as: "RECORDED" }))).toMatchObject({
      _tag: "IllegalTransition",
    })
  })

  it("F80 is recorded with its completion, or later; another entry replaces the one before", () => {
    const completed = done(
      Commands.complete(mission("IN_PROGRESS.ON_BOARD"), minute(60), later, { actuals, as: "RECORDED" }),
    )
    expect(completed.state.actuals).toEqual(actuals)
    expect(completed.facts[0]?.data).toMatchObject({ minutes: "285", km: "131.4", actuals: "RECORDED" })
    const again = { actuals: { ...actuals, minutes: 290 }, as: "RECORDED" } as const
    expect(done(Commands.recordActuals(completed.state, again, later)).state.actuals?.minutes).toBe(290)
  })

  it("is the driver's proposal until the staff records it", () => {
    const proposed = done(
      Commands.recordActuals(mission("COMPLETED"), { actuals, as: "PROPOSED" }, later),
    ).state
    expect([proposed.actuals, proposed.proposedActuals]).toEqual([undefined, actuals])
    const recorded = done(Commands.recordActuals(proposed, { actuals, as: "RECORDED" }, later)).state
    expect([recorded.actuals, "proposedActuals" in recorded]).toEqual([actuals, false])
  })

  it("is recorded of completed missions only", () => {
    for (const state of states.filter((name) => name !== "COMPLETED"))
      expect(
        refusal(Commands.recordActuals(mission(state), { actuals, as: "RECORDED" }, later)),
      ).toMatchObject({ _tag: "IllegalTransition", action: "recordActuals" })
  })
})
