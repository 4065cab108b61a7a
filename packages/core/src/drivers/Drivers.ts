/** The operator's drivers. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { DriverId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Driver, DriverEdit, DriverNotFound, NewDriver } from "./Driver.ts"
import * as Commands from "./DriverCommands.ts"
import { type DriverFilters, DriverRepository, type DriverSort } from "./DriverRepository.ts"

export class Drivers extends Context.Service<
  Drivers,
  {
    readonly create: (input: NewDriver) => Effect.Effect<Driver, Forbidden | StorageFailed, CurrentActor>
    readonly get: (
      id: DriverId,
    ) => Effect.Effect<Driver, DriverNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly edit: (
      id: DriverId,
      changes: DriverEdit,
      ifVersion?: Version,
    ) => Effect.Effect<Driver, DriverNotFound | StaleVersion | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: DriverFilters,
      page: PageRequest<DriverSort>,
    ) => Effect.Effect<Page<Driver>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/drivers/Drivers") {
  static readonly layer = Layer.effect(
    Drivers,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* DriverRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      return Drivers.of({
        create: Effect.fn("Drivers.create")(function* (input) {
          const actor = yield* permit("driver.edit")
          const at = yield* DateTime.now
          const id = DriverId.make(yield* ids.next)
          const driver: Driver = { ...input, id, active: true, version: 1, createdAt: at, updatedAt: at }
          yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              yield* repository.insert(actor.operatorId, driver)
              yield* record(actor, at, [fact("DRIVER", id, "DriverCreated")])
            }),
          )
          return driver
        }),
        get: Effect.fn("Drivers.get")(function* (id) {
          const { operatorId } = yield* permit("driver.read")
          return yield* repository.get(operatorId, id)
        }),
        edit: Effect.fn("Drivers.edit")(function* (id, changes, ifVersion) {
          const actor = yield* permit("driver.edit")
          return yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const driver = yield* repository.lock(actor.operatorId, id)
              if (ifVersion !== undefined && ifVersion !== driver.version) {
                return yield* new StaleVersion({ id, expected: ifVersion, actual: driver.version })
              }
              const decision = Commands.edit(driver, changes, at)
              if (decision === undefined) return driver
              yield* repository.save(actor.operatorId, decision.state)
              yield* record(actor, at, decision.facts)
              return decision.state
            }),
          )
        }),
        list: Effect.fn("Drivers.list")(function* (filters, page) {
          const { operatorId } = yield* permit("driver.read")
          return yield* repository.list(operatorId, filters, page)
        }),
      })
    }),
  )
}
