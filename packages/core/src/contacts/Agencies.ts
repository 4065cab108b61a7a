/** The operator's partner agencies. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { AgencyId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Agency, AgencyEdit, AgencyNotFound, NewAgency } from "./Agency.ts"
import * as Commands from "./AgencyCommands.ts"
import { type AgencyFilters, AgencyRepository, type AgencySort } from "./AgencyRepository.ts"

export class Agencies extends Context.Service<
  Agencies,
  {
    readonly create: (input: NewAgency) => Effect.Effect<Agency, Forbidden | StorageFailed, CurrentActor>
    /** `ifVersion` names the version the caller saw. An edit that changes nothing writes nothing. */
    readonly edit: (
      id: AgencyId,
      changes: AgencyEdit,
      ifVersion?: Version,
    ) => Effect.Effect<Agency, AgencyNotFound | StaleVersion | Forbidden | StorageFailed, CurrentActor>
    readonly get: (
      id: AgencyId,
    ) => Effect.Effect<Agency, AgencyNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: AgencyFilters,
      page: PageRequest<AgencySort>,
    ) => Effect.Effect<Page<Agency>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/contacts/Agencies") {
  static readonly layer = Layer.effect(
    Agencies,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* AgencyRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      return Agencies.of({
        create: Effect.fn("Agencies.create")(function* (input) {
          const actor = yield* permit("agency.edit")
          const at = yield* DateTime.now
          const { agency, facts } = Commands.create(input, AgencyId.make(yield* ids.next), at)
          yield* atomically(
            actor.operatorId,
            Effect.andThen(repository.insert(actor.operatorId, agency), record(actor, at, facts)),
          )
          return agency
        }),
        edit: Effect.fn("Agencies.edit")(function* (id, changes, ifVersion) {
          const actor = yield* permit("agency.edit")
          return yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const stored = yield* repository.lock(actor.operatorId, id)
              if (ifVersion !== undefined && ifVersion !== stored.version)
                return yield* new StaleVersion({ id, expected: ifVersion, actual: stored.version })
              const { agency, facts } = Commands.edit(stored, changes, at)
              if (facts.length === 0) return stored
              yield* repository.save(actor.operatorId, agency)
              yield* record(actor, at, facts)
              return agency
            }),
          )
        }),
        get: Effect.fn("Agencies.get")(function* (id) {
          const { operatorId } = yield* permit("agency.read")
          return yield* repository.get(operatorId, id)
        }),
        list: Effect.fn("Agencies.list")(function* (filters, page) {
          const { operatorId } = yield* permit("agency.read")
          return yield* repository.list(operatorId, filters, page)
        }),
      })
    }),
  )
}
