import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { assign, driverDeclines, unassign } from "../../src/missions/MissionCommands.ts"
import { edit } from "../../src/missions/MissionEditing.ts"
import { allow, clear } from "../../src/missions/MissionOverlap.ts"
import { ids, minutesAfter, mission, now, pickupAt, uuid } from "../samples.ts"
import { MissionId } from "../../src/shared/Ids.ts"

const third = MissionId.make(uuid(99))
const other = mission("ASSIGNED", { id: ids.otherMission })
const never = () => false
const pair = [
  mission("ASSIGNED", { overlapAllowedWith: other.id }),
  { ...other, overlapAllowedWith: ids.mission },
] as const

describe("Letting two missions overlap", () => {
  it("names each on the other, with the reason on both", () => {
    const decided = Result.getOrThrow(allow(mission("ASSIGNED"), other, "one coach", now, never))
    expect(decided.map(({ state }) => [state.id, state.overlapAllowedWith, state.status])).toEqual([
      [ids.mission, other.id, "ASSIGNED"],
      [other.id, ids.mission, "ASSIGNED"],
    ])
    expect(decided.map(({ facts: [told] }) => [told?.action, told?.reason, told?.data])).toEqual([
      ["MissionOverlapAllowed", "one coach", { missionId: other.id }],
      ["MissionOverlapAllowed", "one coach", { missionId: ids.mission }],
    ])
  })

  it("again is nothing", () => {
    expect(allow(...pair, "again", now, never)).toEqual(Result.succeed([]))
  })

  it("is for two missions, neither at its end", () => {
    const one = mission("ASSIGNED")
    expect(allow(one, one, "x", now, never)).toMatchObject({ failure: { _tag: "OverlapWithItself" } })
    for (const ended of ["COMPLETED", "CANCELLED", "NO_SHOW"] as const) {
      const over = mission(ended, { id: ids.otherMission })
      expect(allow(one, over, "x", now, never)).toMatchObject({
        failure: { _tag: "IllegalTransition", id: over.id, action: "allowOverlap" },
      })
    }
  })

  it("is for one pair at a time, until the counterpart has ended", () => {
    const taken = mission("ASSIGNED", { overlapAllowedWith: third })
    expect(allow(taken, other, "x", now, never)).toMatchObject({
      failure: { _tag: "OverlapTaken", id: ids.mission, overlapAllowedWith: third },
    })
    expect(allow(other, taken, "x", now, never)).toMatchObject({ failure: { id: ids.mission } })
    expect(Result.isSuccess(allow(taken, other, "x", now, (id) => id === third))).toBe(true)
  })
})

describe("An allowance", () => {
  const [one] = pair
  const after = (result: ReturnType<typeof edit> | ReturnType<typeof assign>) =>
    Result.getOrThrow(result as Result.Result<{ state: typeof one } | undefined, never>)?.state // the test knows it is allowed

  it("ends with another window, another driver, or none", () => {
    for (const gone of [
      edit(one, { pickupAt: minutesAfter(pickupAt, 5) }, now),
      edit(one, { estimatedEndAt: minutesAfter(pickupAt, 90) }, now),
      assign(one, ids.otherDriver, now),
      unassign(one, now),
      driverDeclines(one, "ill", now),
    ])
      expect(after(gone)).not.toHaveProperty("overlapAllowedWith")
  })

  it("stays with the first driver, other places, another vehicle", () => {
    const open = mission("PENDING_ASSIGNMENT", { overlapAllowedWith: other.id })
    for (const kept of [
      assign(open, ids.driver, now),
      edit(one, { stops: "Reims", passengers: 3 }, now),
      assign(one, ids.driver, now, undefined, ids.vehicle),
    ])
      expect(after(kept)?.overlapAllowedWith).toBe(other.id)
  })

  it("is cleared on the counterpart, unless that has another by now", () => {
    const [, counterpart] = pair
    const cleared = clear(counterpart, ids.mission, now)
    expect(cleared?.state).toEqual({ ...other, version: other.version + 1, updatedAt: now })
    expect(cleared?.facts).toEqual([
      {
        aggregate: "MISSION",
        id: other.id,
        action: "MissionOverlapCleared",
        data: { missionId: ids.mission },
      },
    ])
    expect(clear({ ...counterpart, overlapAllowedWith: third }, ids.mission, now)).toBeUndefined()
    expect(clear(other, ids.mission, now)).toBeUndefined()
  })
})
