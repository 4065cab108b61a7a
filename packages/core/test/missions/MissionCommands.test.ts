import { DateTime, Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Mission } from "../../src/missions/Mission.ts"
import * as Commands from "../../src/missions/MissionCommands.ts"
import { missionTable, type MissionState, stateOf } from "../../src/missions/MissionStatus.ts"
import type { TripType } from "../../src/pricing/Trip.ts"
import * as Trip from "../../src/pricing/Trip.ts"
import { tripKinds } from "../../src/pricing/tripTypes/index.ts"
import { check, classes } from "../properties.ts"
import type { Decided } from "../../src/missions/move.ts"
import { ids, minutesAfter, mission, now, pickupAt } from "../samples.ts"

const tripTypes = Object.values(tripKinds).map(({ tripType }) => tripType)
const states = Object.keys(missionTable) as ReadonlyArray<MissionState> // the keys of the table
const inProgress = states.filter((state) => state.startsWith("IN_PROGRESS"))
const ended = ["COMPLETED", "CANCELLED", "NO_SHOW"] as const
const minute = (n: number) => minutesAfter(pickupAt, n)
const later = minute(600)

const refusal = (result: Result.Result<unknown, { readonly _tag: string }>): Record<string, unknown> => {
  if (Result.isSuccess(result)) throw new Error("it was not refused")
  return { ...result.failure, _tag: result.failure._tag }
}
/** The decision of a command that changes something. */
const done = (result: Decided<unknown>) => {
  const decision = Result.getOrThrow(result)
  if (decision === undefined) throw new Error("it changed nothing")
  return decision
}
const nothing = Result.succeed(undefined)

describe("a new mission", () => {
  it("F44 F62 takes window and wishes of its line's trip, and waits for a driver", () => {
    const trip = {
      ...Trip.make({ pickupAt, durationMinutes: 90, passengers: 4 }, "EXCURSION", "MANUAL"),
      pickup: { label: "Reims" },
      stops: "Épernay",
    }
    expect(Commands.missionOf({ id: ids.line, trip }, ids.order, ids.mission, now)).toEqual({
      id: ids.mission,
      internal: false,
      orderId: ids.order,
      lineId: ids.line,
      tripType: "EXCURSION",
      status: "PENDING_ASSIGNMENT",
      steps: [],
      pickupAt,
      estimatedEndAt: minute(90),
      passengers: 4,
      pickup: { label: "Reims" },
      stops: "Épernay",
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
  })
})

describe("giving a mission to a driver", () => {
  it("assigns it", () => {
    const { state, facts } = done(Commands.assign(mission(), ids.driver, now))
    expect(state).toEqual({
      ...mission(),
      status: "ASSIGNED",
      driverId: ids.driver,
      version: 2,
      updatedAt: now,
    })
    expect(facts).toEqual([
      {
        aggregate: "MISSION",
        id: ids.mission,
        action: "MissionAssigned",
        from: "PENDING_ASSIGNMENT",
        to: "ASSIGNED",
        data: { driverId: ids.driver },
      },
    ])
  })

  it("F61 another driver takes over, and what the first had accepted is no longer accepted", () => {
    for (const state of ["ASSIGNED", "ACCEPTED_BY_DRIVER"] as const) {
      const decision = done(Commands.assign(mission(state), ids.otherDriver, now))
      expect([decision.state.status, decision.state.driverId, decision.facts[0]?.action]).toEqual([
        "ASSIGNED",
        ids.otherDriver,
        "MissionReassigned",
      ])
    }
  })

  it("F61 another driver takes over on the way, at the same step, until the last passenger is dropped off", () => {
    for (const state of inProgress) {
      const result = Commands.assign(mission(state), ids.otherDriver, later, "Flat tyre")
      if (state === "IN_PROGRESS.DROPPED_OFF")
        expect(refusal(result)).toMatchObject({ _tag: "IllegalTransition", action: "reassign" })
      else {
        const next = done(result).state
        expect([stateOf(next), next.driverId, next.steps]).toEqual([
          state,
          ids.otherDriver,
          mission(state).steps,
        ])
      }
    }
  })

  it("on the way it changes hands for a reason only, which the history keeps", () => {
    for (const state of inProgress.filter((name) => name !== "IN_PROGRESS.DROPPED_OFF")) {
      expect(refusal(Commands.assign(mission(state), ids.otherDriver, later))).toMatchObject({
        _tag: "ReasonRequired",
        id: ids.mission,
        action: "reassign",
      })
      expect(
        done(Commands.assign(mission(state), ids.otherDriver, later, "Flat tyre")).facts[0]?.reason,
      ).toBe("Flat tyre")
    }
  })

  it("assigning the driver already on it changes nothing", () => {
    for (const state of ["ASSIGNED", "ACCEPTED_BY_DRIVER", ...inProgress] as const) {
      expect(Commands.assign(mission(state), ids.driver, now)).toEqual(nothing)
    }
  })

  it("a vehicle comes with the driver, stays when it is not spoken of, and is taken away by null", () => {
    const given = done(Commands.assign(mission(), ids.driver, now, undefined, ids.vehicle))
    expect([given.state.vehicleId, given.facts[0]?.data]).toEqual([
      ids.vehicle,
      { driverId: ids.driver, vehicleId: ids.vehicle },
    ])
    const kept = done(Commands.assign(given.state, ids.otherDriver, now))
    expect([kept.state.vehicleId, kept.facts[0]?.data]).toEqual([ids.vehicle, { driverId: ids.otherDriver }])
    const without = done(Commands.assign(given.state, ids.driver, now, undefined, null))
    expect(without.state).not.toHaveProperty("vehicleId")
    expect(without.facts[0]?.data).toEqual({ driverId: ids.driver, vehicleId: null })
    expect(done(Commands.unassign(given.state, now)).state).not.toHaveProperty("vehicleId")
    expect(Commands.assign(given.state, ids.driver, now, undefined, ids.vehicle)).toEqual(nothing)
  })

  it("another vehicle alone leaves what the driver accepted; on the way it takes a reason", () => {
    const accepted = mission("ACCEPTED_BY_DRIVER", { vehicleId: ids.vehicle })
    const { state, facts } = done(Commands.assign(accepted, ids.driver, now, undefined, ids.otherVehicle))
    expect([state.status, state.vehicleId, facts[0]?.action]).toEqual([
      "ACCEPTED_BY_DRIVER",
      ids.otherVehicle,
      "MissionVehicleChanged",
    ])
    const under = mission("IN_PROGRESS.ON_BOARD", { vehicleId: ids.vehicle })
    expect(refusal(Commands.assign(under, ids.driver, later, undefined, ids.otherVehicle))).toMatchObject({
      _tag: "ReasonRequired",
    })
    expect(
      stateOf(done(Commands.assign(under, ids.driver, later, "Breakdown", ids.otherVehicle)).state),
    ).toBe("IN_PROGRESS.ON_BOARD")
    for (const state of ended)
      expect(refusal(Commands.assign(mission(state), ids.driver, later, "x", ids.vehicle))).toMatchObject({
        _tag: "IllegalTransition",
      })
  })

  it("an ended mission gets no driver, not even the one it had", () => {
    for (const state of ended) {
      for (const driver of [ids.driver, ids.otherDriver]) {
        expect(refusal(Commands.assign(mission(state), driver, now))).toMatchObject({
          _tag: "IllegalTransition",
          machine: "mission",
          from: state,
        })
      }
    }
  })

  it("taking it away leaves no driver on it, and is possible before the start only", () => {
    for (const state of states) {
      const result = Commands.unassign(mission(state), now)
      if (state === "ASSIGNED" || state === "ACCEPTED_BY_DRIVER") {
        const next = done(result).state
        expect(["driverId" in next, next.status, next.version]).toEqual([false, "PENDING_ASSIGNMENT", 2])
      } else
        expect(refusal(result)).toMatchObject({ _tag: "IllegalTransition", from: state, action: "unassign" })
    }
  })

  it("the driver accepts what is assigned, once", () => {
    expect(done(Commands.driverAccepts(mission("ASSIGNED"), now))).toMatchObject({
      state: { status: "ACCEPTED_BY_DRIVER", driverId: ids.driver },
      facts: [{ action: "MissionAcceptedByDriver" }],
    })
    expect(refusal(Commands.driverAccepts(mission("ACCEPTED_BY_DRIVER"), now))["action"]).toBe(
      "driverAccepts",
    )
  })

  it("the driver declines with a reason, which stays in the history, and the mission waits for another", () => {
    const { state, facts } = done(Commands.driverDeclines(mission("ASSIGNED"), "Malade", now))
    expect([state.status, "driverId" in state, facts[0]?.reason, facts[0]?.action]).toEqual([
      "PENDING_ASSIGNMENT",
      false,
      "Malade",
      "MissionDeclinedByDriver",
    ])
    expect(refusal(Commands.driverDeclines(mission("ACCEPTED_BY_DRIVER"), "Malade", now))._tag).toBe(
      "IllegalTransition",
    )
  })
})

const ride = [
  ["start", "ASSIGNED", "IN_PROGRESS.EN_ROUTE", "MissionStarted"],
  ["start", "ACCEPTED_BY_DRIVER", "IN_PROGRESS.EN_ROUTE", "MissionStarted"],
  ["arrive", "IN_PROGRESS.EN_ROUTE", "IN_PROGRESS.ON_SITE", "MissionArrived"],
  ["board", "IN_PROGRESS.ON_SITE", "IN_PROGRESS.ON_BOARD", "MissionBoarded"],
  ["dropOff", "IN_PROGRESS.ON_BOARD", "IN_PROGRESS.DROPPED_OFF", "MissionDroppedOff"],
] as const

describe("the steps of a mission", () => {
  it.each(ride)(
    "F61 %s leads from %s to %s, with the time it happened and the time it reached us",
    (stepping, from, to, action) => {
      const before = mission(from)
      const { state, facts } = done(Commands.take(before, stepping, minute(60), later))
      expect(stateOf(state)).toBe(to)
      expect(state.steps).toEqual([
        ...before.steps,
        { step: state.step, at: minute(60), recordedAt: later, skipped: false },
      ])
      expect([state.version, state.updatedAt]).toEqual([before.version + 1, later])
      expect(facts).toEqual([
        {
          aggregate: "MISSION",
          id: ids.mission,
          action,
          from,
          to,
          data: { at: DateTime.formatIso(minute(60)) },
        },
      ])
    },
  )

  it("F51 the mission has started when the first step happened, not when it reached us", () => {
    const started = done(Commands.take(mission("ASSIGNED"), "start", minute(-10), later)).state
    expect(started.startedAt).toEqual(minute(-10))
    expect(done(Commands.take(started, "arrive", minute(5), later)).state.startedAt).toEqual(minute(-10))
  })

  it("a step in the future is refused, one that happens now is not", () => {
    const at = minute(10)
    expect(Result.isSuccess(Commands.take(mission("ASSIGNED"), "start", at, at))).toBe(true)
    expect(
      refusal(Commands.take(mission("ASSIGNED"), "start", DateTime.add(at, { milliseconds: 1 }), at)),
    ).toMatchObject({
      _tag: "StepTimeInvalid",
      id: ids.mission,
      notAfter: at,
    })
  })

  it("a step before the one it follows is refused, one at the same moment is not", () => {
    const onSite = mission("IN_PROGRESS.ON_SITE")
    expect(Result.isSuccess(Commands.take(onSite, "board", minute(10), later))).toBe(true)
    expect(refusal(Commands.take(onSite, "board", minute(9), later))).toMatchObject({
      _tag: "StepTimeInvalid",
      notBefore: minute(10),
    })
    expect(refusal(Commands.complete(mission("IN_PROGRESS.ON_BOARD"), minute(19), later))).toMatchObject({
      _tag: "StepTimeInvalid",
      notBefore: minute(20),
    })
    expect(refusal(Commands.complete(mission("IN_PROGRESS.ON_BOARD"), minute(601), later))).toMatchObject({
      _tag: "StepTimeInvalid",
      notAfter: later,
    })
  })

  it("an illegal step at an impossible time is an illegal step", () => {
    expect(refusal(Commands.take(mission(), "arrive", minute(9_999), now))._tag).toBe("IllegalTransition")
  })

  it("repeating any recorded step with its own time changes nothing, at whatever state the mission has got", () => {
    for (const state of [...inProgress, ...ended] as const) {
      const then = mission("IN_PROGRESS.DROPPED_OFF", {}, "DISPO")
      const recorded = state.startsWith("IN_PROGRESS")
        ? mission(state)
        : { ...then, ...mission(state), steps: then.steps }
      recorded.steps.forEach(({ at }, n) => {
        expect(
          Commands.take(recorded, (["start", "arrive", "board", "dropOff"] as const)[n]!, at, later),
        ).toEqual(nothing) // at most four
      })
    }
  })

  it("a recorded step with another time is no repeat", () => {
    expect(refusal(Commands.take(mission("IN_PROGRESS.EN_ROUTE"), "start", minute(1), later))).toMatchObject({
      _tag: "IllegalTransition",
      action: "start",
    })
  })

  it("F72 after a drop-off one boards again on an excursion or a hire by time only", () => {
    for (const tripType of tripTypes) {
      const result = Commands.take(
        mission("IN_PROGRESS.DROPPED_OFF", {}, tripType),
        "board",
        minute(60),
        later,
      )
      if (tripType === "DISPO" || tripType === "EXCURSION") {
        const { state } = done(result)
        expect([state.step, state.steps.length]).toEqual(["ON_BOARD", 5])
      } else {
        const refused = refusal(result)
        expect(refused).toMatchObject({
          _tag: "IllegalTransition",
          from: "IN_PROGRESS.DROPPED_OFF",
          action: "board",
        })
        expect(refused["allowed"]).not.toContain("board")
        expect(refused["allowed"]).toContain("complete")
      }
    }
  })

  it("after a drop-off one boards again on a trip of a host's own type", () => {
    const shuttle = mission("IN_PROGRESS.DROPPED_OFF", {}, "SHUTTLE" as TripType) // the types do not know it
    expect(done(Commands.take(shuttle, "board", minute(60), later)).state.step).toBe("ON_BOARD")
  })

  it("a refusal never offers the next ride to a transfer, whatever was tried", () => {
    const offered = (tripType: TripType) =>
      refusal(Commands.take(mission("IN_PROGRESS.DROPPED_OFF", {}, tripType), "arrive", minute(60), later))[
        "allowed"
      ]
    expect(offered("TRANSFER")).not.toContain("board")
    expect(offered("DISPO")).toContain("board")
  })
})

describe("completing a mission", () => {
  it.each(["IN_PROGRESS.ON_BOARD", "IN_PROGRESS.DROPPED_OFF"] as const)(
    "F52 ends it from %s, at the time it happened",
    (from) => {
      const { state, facts } = done(Commands.complete(mission(from), minute(60), later))
      expect([state.status, "step" in state, state.endedAt, state.steps]).toEqual([
        "COMPLETED",
        false,
        minute(60),
        mission(from).steps,
      ])
      expect(facts[0]).toMatchObject({ action: "MissionCompleted", from, to: "COMPLETED" })
    },
  )

  it("repeating it with the same time changes nothing; with another time it is refused", () => {
    expect(Commands.complete(mission("COMPLETED"), minute(60), later)).toEqual(nothing)
    expect(refusal(Commands.complete(mission("COMPLETED"), minute(61), later))).toMatchObject({
      _tag: "IllegalTransition",
      action: "complete",
    })
  })

  it("is not possible before anyone boarded", () => {
    for (const state of [
      "PENDING_ASSIGNMENT",
      "ASSIGNED",
      "IN_PROGRESS.EN_ROUTE",
      "IN_PROGRESS.ON_SITE",
    ] as const) {
      expect(refusal(Commands.complete(mission(state), minute(60), later))).toMatchObject({
        _tag: "IllegalTransition",
        from: state,
      })
    }
  })
})

type Tried = "assign" | "other" | "unassign" | "accept" | "decline" | Commands.Stepping | "complete"
const tried = [
  "assign",
  "other",
  "unassign",
  "accept",
  "decline",
  "start",
  "arrive",
  "board",
  "dropOff",
  "complete",
] as const

const attempt = (
  before: Mission,
  command: Tried,
  at: DateTime.Utc,
  clock: DateTime.Utc,
): Decided<unknown> => {
  switch (command) {
    case "assign":
      return Commands.assign(before, ids.driver, clock)
    case "other":
      return Commands.assign(before, ids.otherDriver, clock, "Flat tyre")
    case "unassign":
      return Commands.unassign(before, clock)
    case "accept":
      return Commands.driverAccepts(before, clock)
    case "decline":
      return Commands.driverDeclines(before, "Malade", clock)
    case "complete":
      return Commands.complete(before, at, clock)
    default:
      return Commands.take(before, command, at, clock)
  }
}

describe("a mission's life", () => {
  it("whatever is tried, steps stay in the order of time, a driver is on it once it is assigned, and versions count changes", () => {
    const seen = classes(["started", "completed", "something refused", "a repeat"])
    const usual = fc.constant<ReadonlyArray<Tried>>([
      "assign",
      "start",
      "arrive",
      "board",
      "dropOff",
      "complete",
    ])
    const wild = fc.array(fc.constantFrom<Tried>(...tried), { maxLength: 25 })
    const woven = fc
      .tuple(usual, fc.infiniteStream(fc.array(fc.constantFrom<Tried>(...tried), { maxLength: 2 })))
      .map(([way, noise]) => way.flatMap((command) => [command, ...noise.next().value]))
    check(
      fc.property(
        fc.oneof(wild, woven),
        fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -1, -2, 1)),
        fc.constantFrom(...tripTypes),
        (commands, lags, tripType) => {
          let state = mission("PENDING_ASSIGNMENT", {}, tripType)
          let refused = false
          let repeated = false
          commands.forEach((command, n) => {
            const clock = minute(n)
            const result = attempt(state, command, minute(n + lags.next().value), clock)
            if (Result.isFailure(result)) refused = true
            else if (result.success === undefined) repeated = true
            else {
              expect(result.success.state.version).toBe(state.version + 1)
              expect(result.success.facts[0]).toMatchObject({
                from: stateOf(state),
                to: stateOf(result.success.state),
              })
              state = result.success.state
            }
          })
          seen.note(
            state.startedAt !== undefined && "started",
            state.status === "COMPLETED" && "completed",
            refused && "something refused",
            repeated && "a repeat",
          )
          const times = state.steps.map(({ at }) => DateTime.toEpochMillis(at))
          expect(times).toEqual(times.toSorted((a, b) => a - b))
          for (const { at, recordedAt } of state.steps)
            expect(DateTime.isGreaterThan(at, recordedAt)).toBe(false)
          expect(state.driverId === undefined).toBe(state.status === "PENDING_ASSIGNMENT")
          expect(state.startedAt !== undefined).toBe(state.steps.length > 0)
          expect("step" in state).toBe(state.status === "IN_PROGRESS")
          expect(state.endedAt !== undefined).toBe(state.status === "COMPLETED")
        },
      ),
      1_000,
    )
    seen.enough()
  })
})
