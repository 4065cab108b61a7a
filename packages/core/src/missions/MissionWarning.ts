/** What is worth a look at a mission and stands in nobody's way: people may know better. */
import { DateTime, Schema } from "effect"
import type { Vehicle } from "../drivers/Vehicle.ts"
import { MissionId } from "../shared/Ids.ts"
import type { Mission } from "./Mission.ts"
import { UpTo } from "../shared/Text.ts"

/** `code` is stable; `detail` says it to people. */
export const MissionWarning = Schema.Struct({
  code: Schema.Literals(["VehicleTooSmall", "OtherVehicleCategory", "MissionInAbsence", "PriceNotUpdated"]),
  detail: UpTo(1_000),
  missionId: MissionId,
  /** What the price that was accepted was for, and what the mission is now. */
  changed: Schema.optionalKey(
    Schema.Array(Schema.Struct({ field: UpTo(100), accepted: Schema.Json, now: Schema.Json })).check(
      Schema.isMaxLength(100),
    ),
  ),
  /** Net amounts as decimal strings: of the accepted line, and as it would be priced now. */
  net: Schema.optionalKey(Schema.Struct({ accepted: UpTo(40), now: UpTo(40) })),
})
export type MissionWarning = typeof MissionWarning.Type

/** A mission with what is worth a look at it. */
export interface WarnedMission extends Mission {
  readonly warnings: ReadonlyArray<MissionWarning>
}

/** Too few seats for the passengers, or another category than was asked for. */
export const vehicleWarnings = (
  { id: missionId, passengers, vehicleCategory }: Mission,
  { name, category, seats }: Vehicle,
): ReadonlyArray<MissionWarning> => [
  ...(seats < passengers
    ? [
        {
          code: "VehicleTooSmall",
          detail: `${name} has room for ${seats}, not for ${passengers}.`,
          missionId,
        } as const,
      ]
    : []),
  ...(vehicleCategory !== undefined && vehicleCategory !== category
    ? [
        {
          code: "OtherVehicleCategory",
          detail: `${name} is a ${category}; a ${vehicleCategory} was asked for.`,
          missionId,
        } as const,
      ]
    : []),
]

/** A driver's mission lies in a time he is absent. */
export const inAbsence = ({ id, pickupAt, estimatedEndAt }: Mission): MissionWarning => ({
  code: "MissionInAbsence",
  detail: `The driver has a mission from ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}.`,
  missionId: id,
})
