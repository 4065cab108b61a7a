/** The operator's vehicles. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { VehicleId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Vehicle, VehicleEdit, VehicleNotFound, NewVehicle } from "./Vehicle.ts"
import * as Commands from "./VehicleCommands.ts"
import { type VehicleFilters, VehicleRepository, type VehicleSort } from "./VehicleRepository.ts"

export class Vehicles extends Context.Service<
  Vehicles,
  {
    readonly create: (input: NewVehicle) => Effect.Effect<Vehicle, Forbidden | StorageFailed, CurrentActor>
    readonly get: (
      id: VehicleId,
    ) => Effect.Effect<Vehicle, VehicleNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly edit: (
      id: VehicleId,
      changes: VehicleEdit,
      ifVersion?: Version,
    ) => Effect.Effect<Vehicle, VehicleNotFound | StaleVersion | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: VehicleFilters,
      page: PageRequest<VehicleSort>,
    ) => Effect.Effect<Page<Vehicle>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/drivers/Vehicles") {
  static readonly layer = Layer.effect(
    Vehicles,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* VehicleRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      return Vehicles.of({
        create: Effect.fn("Vehicles.create")(function* (input) {
          const actor = yield* permit("vehicle.edit")
          const at = yield* DateTime.now
          const id = VehicleId.make(yield* ids.next)
          const vehicle: Vehicle = { ...input, id, active: true, version: 1, createdAt: at, updatedAt: at }
          yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              yield* repository.insert(actor.operatorId, vehicle)
              yield* record(actor, at, [fact("VEHICLE", id, "VehicleCreated")])
            }),
          )
          return vehicle
        }),
        get: Effect.fn("Vehicles.get")(function* (id) {
          const { operatorId } = yield* permit("vehicle.read")
          return yield* repository.get(operatorId, id)
        }),
        edit: Effect.fn("Vehicles.edit")(function* (id, changes, ifVersion) {
          const actor = yield* permit("vehicle.edit")
          return yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const vehicle = yield* repository.lock(actor.operatorId, id)
              if (ifVersion !== undefined && ifVersion !== vehicle.version) {
                return yield* new StaleVersion({ id, expected: ifVersion, actual: vehicle.version })
              }
              const decision = Commands.edit(vehicle, changes, at)
              if (decision === undefined) return vehicle
              yield* repository.save(actor.operatorId, decision.state)
              yield* record(actor, at, decision.facts)
              return decision.state
            }),
          )
        }),
        list: Effect.fn("Vehicles.list")(function* (filters, page) {
          const { operatorId } = yield* permit("vehicle.read")
          return yield* repository.list(operatorId, filters, page)
        }),
      })
    }),
  )
}
