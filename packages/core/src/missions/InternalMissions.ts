/** Missions nobody ordered: a vehicle brought somewhere, or to the workshop. They take a driver's time and reach no client. */
import { Context, DateTime, Effect, Layer, Schema } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { placed } from "../pricing/LocalTime.ts"
import type { LocalTimeError } from "../pricing/PricingErrors.ts"
import { TripRequest, TripType } from "../pricing/Trip.ts"
import { MissionId } from "../shared/Ids.ts"
import { PickupTime } from "../shared/PickupTime.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { Text } from "../shared/Text.ts"
import type { Mission } from "./Mission.ts"
import { MissionRepository } from "./MissionRepository.ts"

/** What an internal mission is made from: 60 minutes, OFF_GRID and nobody on board unless told. */
export const NewInternalMission = Schema.Struct({
  pickupAt: PickupTime,
  durationMinutes: TripRequest.fields.durationMinutes,
  tripType: Schema.optionalKey(TripType),
  pickup: TripRequest.fields.pickup,
  dropOff: TripRequest.fields.dropOff,
  stops: TripRequest.fields.stops,
  passengers: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }))),
  vehicleCategory: TripRequest.fields.vehicleCategory,
  notes: Schema.optionalKey(Text()),
})
export type NewInternalMission = typeof NewInternalMission.Type

export class InternalMissions extends Context.Service<
  InternalMissions,
  {
    /** PENDING_ASSIGNMENT; from then on like any other, but for orders, clients and invoices. */
    readonly create: (
      input: NewInternalMission,
    ) => Effect.Effect<Mission, LocalTimeError | OperatorNotFound | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/missions/InternalMissions") {
  static readonly layer = Layer.effect(
    InternalMissions,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const missions = yield* MissionRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      return InternalMissions.of({
        create: Effect.fn("InternalMissions.create")(function* ({ durationMinutes = 60, ...asked }) {
          const actor = yield* permit("mission.create")
          const { timeZone } = yield* operators.get(actor.operatorId)
          const input = yield* Effect.fromResult(placed(asked, timeZone))
          const at = yield* DateTime.now
          const mission: Mission = {
            tripType: "OFF_GRID",
            passengers: 0,
            ...input,
            id: MissionId.make(yield* ids.next),
            internal: true,
            status: "PENDING_ASSIGNMENT",
            steps: [],
            estimatedEndAt: DateTime.add(input.pickupAt, { minutes: durationMinutes }),
            version: 1,
            createdAt: at,
            updatedAt: at,
          }
          yield* atomically(
            actor.operatorId,
            Effect.andThen(
              missions.insert(actor.operatorId, mission),
              record(actor, at, [
                fact("MISSION", mission.id, "MissionCreated", {
                  to: mission.status,
                  data: { internal: true },
                }),
              ]),
            ),
          )
          return mission
        }),
      })
    }),
  )
}
