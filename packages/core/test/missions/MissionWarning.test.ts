import { describe, expect, it } from "vitest"
import { inAbsence, vehicleWarnings } from "../../src/missions/MissionWarning.ts"
import { ids, mission, now } from "../samples.ts"

const van = {
  id: ids.vehicle,
  name: "Classe V",
  registration: "AB-123-CD",
  category: "VAN",
  seats: 7,
  active: true,
  version: 1,
  createdAt: now,
  updatedAt: now,
}
const codes = (changes: Parameters<typeof mission>[1]) =>
  vehicleWarnings(mission("ASSIGNED", changes), van).map(({ code }) => code)

describe("A vehicle on a mission", () => {
  it("is worth a look when it has too few seats or is of another category than asked for", () => {
    expect(codes({ passengers: 7, vehicleCategory: "VAN" })).toEqual([])
    expect(codes({ passengers: 8, vehicleCategory: "VAN" })).toEqual(["VehicleTooSmall"])
    expect(codes({ passengers: 7, vehicleCategory: "BERLINE" })).toEqual(["OtherVehicleCategory"])
    expect(codes({ passengers: 9, vehicleCategory: "COACH" })).toEqual([
      "VehicleTooSmall",
      "OtherVehicleCategory",
    ])
    expect(codes({ passengers: 1 })).toEqual([])
  })
})

describe("A mission in an absence", () => {
  it("is told by its id and its times", () => {
    expect(inAbsence(mission())).toEqual({
      code: "MissionInAbsence",
      missionId: ids.mission,
      detail: "The driver has a mission from 2026-12-01T05:30:00.000Z to 2026-12-01T06:30:00.000Z.",
    })
  })
})
