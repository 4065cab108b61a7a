/** DEMO-2026, 3.8: an order's status by the missions it has, row by row. */
import { describe, expect, it } from "vitest"
import type { MissionStatus } from "../../src/missions/MissionStatus.ts"
import { deriveStatus, type Standing } from "../../src/orders/OrderStatus.ts"

const started: ReadonlyArray<MissionStatus> = ["IN_PROGRESS", "COMPLETED", "NO_SHOW"]
const withDriver: ReadonlyArray<MissionStatus> = ["ASSIGNED", "ACCEPTED_BY_DRIVER", ...started]
const missions = (...statuses: ReadonlyArray<MissionStatus>): Standing["missions"] =>
  statuses.map((status) => ({
    status,
    driver: withDriver.includes(status),
    started: started.includes(status),
  }))
const of = (...statuses: ReadonlyArray<MissionStatus>) =>
  deriveStatus({
    cancelled: false,
    floor: undefined,
    confirmedWhen: "ASSIGNED",
    missions: missions(...statuses),
  })

describe("DEMO-2026, 3.8: an order's status", () => {
  it.each<[string, ReadonlyArray<MissionStatus>, string]>([
    ["all PENDING_ASSIGNMENT", ["PENDING_ASSIGNMENT", "PENDING_ASSIGNMENT"], "PENDING"],
    ["ASSIGNED and PENDING_ASSIGNMENT", ["ASSIGNED", "PENDING_ASSIGNMENT"], "PENDING"],
    ["ASSIGNED and ACCEPTED_BY_DRIVER", ["ASSIGNED", "ACCEPTED_BY_DRIVER"], "CONFIRMED"],
    ["ASSIGNED and CANCELLED", ["ASSIGNED", "CANCELLED"], "CONFIRMED"],
    ["PENDING_ASSIGNMENT and CANCELLED", ["PENDING_ASSIGNMENT", "CANCELLED"], "PENDING"],
    ["IN_PROGRESS and PENDING_ASSIGNMENT", ["IN_PROGRESS", "PENDING_ASSIGNMENT"], "IN_PROGRESS"],
    ["COMPLETED and ASSIGNED", ["COMPLETED", "ASSIGNED"], "IN_PROGRESS"],
    ["COMPLETED and NO_SHOW", ["COMPLETED", "NO_SHOW"], "COMPLETED"],
    ["COMPLETED and CANCELLED", ["COMPLETED", "CANCELLED"], "COMPLETED"],
    ["all NO_SHOW", ["NO_SHOW", "NO_SHOW"], "COMPLETED"],
    ["all CANCELLED", ["CANCELLED", "CANCELLED"], "CANCELLED"],
  ])("%s", (_, statuses, status) => expect(of(...statuses)).toBe(status))

  it("a CONFIRMED order of which one driver is unassigned is PENDING again", () => {
    expect([of("ASSIGNED", "ASSIGNED"), of("ASSIGNED", "PENDING_ASSIGNMENT")]).toEqual([
      "CONFIRMED",
      "PENDING",
    ])
  })
})
