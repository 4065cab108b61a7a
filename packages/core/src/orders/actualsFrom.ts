/** Whose word on what a mission took counts: the staff's is on record, the driver's waits for it. */
import type { Actor } from "../access/Actor.ts"
import { isAllowed } from "../access/Permissions.ts"
import type { Actuals } from "../missions/Mission.ts"
import type { ActualsGiven } from "../missions/MissionCommands.ts"

export const actualsFrom = (actor: Actor, actuals: Actuals): ActualsGiven => ({
  actuals,
  as: isAllowed(actor, "mission.recordActuals") ? "RECORDED" : "PROPOSED",
})
