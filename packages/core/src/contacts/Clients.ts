/** Clients are entered once and are at once there for quotes. */
import { Context, DateTime, Effect, Layer, Result } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Action, type Forbidden, permit } from "../access/Permissions.ts"
import { type Agency, AgencyInactive, type AgencyNotFound } from "./Agency.ts"
import { AgencyRepository } from "./AgencyRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { type AgencyId, ClientId, ContactId, type OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Client, ClientEdit, NewClient } from "./Client.ts"
import * as Commands from "./ClientCommands.ts"
import {
  type ClientNotFound,
  type FieldNotForType,
  type ReachRequired,
  UnknownCategory,
} from "./ClientErrors.ts"
import { ClientFiguresRepository } from "./ClientFigures.ts"
import {
  type ClientFilters,
  ClientRepository,
  type ClientSort,
  type ListedClient,
} from "./ClientRepository.ts"
import { type Contact, fullName } from "./Contact.ts"
import { ContactRepository } from "./ContactRepository.ts"

/** What any change to an existing client can fail with. `ifVersion` names the version the caller saw. */
type Change<E = never> = Effect.Effect<
  Client,
  E | ClientNotFound | StaleVersion | Forbidden | StorageFailed,
  CurrentActor
>

/** How many possible duplicates are worth a look. */
const mostAlike = 10

export class Clients extends Context.Service<
  Clients,
  {
    /** A PROSPECT; a private one with its contact card, in one unit of work. */
    readonly create: (
      input: NewClient,
    ) => Effect.Effect<
      Client,
      UnknownCategory | AgencyNotFound | AgencyInactive | OperatorNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Up to 10 other clients with the same e-mail address or phone number, oldest first: perhaps the same people. */
    readonly alike: (
      client: Client,
    ) => Effect.Effect<ReadonlyArray<Client>, Forbidden | StorageFailed, CurrentActor>
    /** A private client's name and reach change its card as well. */
    readonly edit: (
      id: ClientId,
      changes: ClientEdit,
      ifVersion?: Version,
    ) => Change<
      FieldNotForType | ReachRequired | UnknownCategory | AgencyNotFound | AgencyInactive | OperatorNotFound
    >
    /** No new quotes, no sending of drafts; what was sent can still be accepted. An archived one stays as it is. */
    readonly archive: (id: ClientId, ifVersion?: Version) => Change
    readonly restore: (id: ClientId, ifVersion?: Version) => Change
    readonly get: (
      id: ClientId,
    ) => Effect.Effect<Client, ClientNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: ClientFilters,
      page: PageRequest<ClientSort>,
    ) => Effect.Effect<Page<ListedClient>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/contacts/Clients") {
  static readonly layer = Layer.effect(
    Clients,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* ClientRepository
      const figures = yield* ClientFiguresRepository
      const contacts = yield* ContactRepository
      const operators = yield* OperatorRepository
      const agencies = yield* AgencyRepository
      const record = yield* makeRecord
      const ids = yield* IdGenerator

      const knownCategory = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        category: string | null | undefined,
      ) {
        if (category === undefined || category === null) return
        const { clientCategories: known } = yield* operators.get(operatorId)
        if (!known.includes(category)) return yield* new UnknownCategory({ category, known })
      })

      const agencyOf = Effect.fnUntraced(function* (operatorId: OperatorId, id: AgencyId | null | undefined) {
        return id === undefined || id === null ? undefined : yield* agencies.get(operatorId, id)
      })

      const create = Effect.fn("Clients.create")(function* (input: NewClient) {
        const actor = yield* permit("client.create")
        yield* knownCategory(actor.operatorId, input.category)
        const agency = yield* agencyOf(actor.operatorId, input.agencyId)
        if (agency !== undefined) yield* Effect.fromResult(linkable(agency))
        const at = yield* DateTime.now
        const id = ClientId.make(yield* ids.next)
        const card = input.type === "PRIVATE" ? cardOf(input, ContactId.make(yield* ids.next), at) : undefined
        const client = clientOf(input, id, card, at)
        yield* atomically(
          actor.operatorId,
          Effect.gen(function* () {
            yield* repository.insert(actor.operatorId, client, card)
            yield* record(actor, at, [
              fact("CLIENT", id, "ClientCreated", { to: client.stage, data: { type: client.type } }),
            ])
          }),
        )
        return client
      })

      const get = Effect.fn("Clients.get")(function* (id: ClientId) {
        const { operatorId } = yield* permit("client.read")
        return yield* repository.get(operatorId, id)
      })

      const list = Effect.fn("Clients.list")(function* (
        filters: ClientFilters,
        page: PageRequest<ClientSort>,
      ) {
        const { operatorId } = yield* permit("client.read")
        return yield* repository.list(operatorId, filters, page)
      })

      const alike = Effect.fn("Clients.alike")(function* (client: Client) {
        const { operatorId } = yield* permit("client.read")
        return yield* repository.alike(operatorId, client, mostAlike)
      })

      /** Locks the client and its card, lets `decide` change them, and saves both with the facts; nothing when nothing changed. */
      const change = Effect.fnUntraced(function* <E>(
        action: Action,
        id: ClientId,
        ifVersion: Version | undefined,
        decide: (
          client: Client,
          card: Contact | undefined,
          at: DateTime.Utc,
        ) => Result.Result<Commands.ClientDecision, E>,
      ) {
        const actor = yield* permit(action)
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const stored = yield* repository.lock(operatorId, id)
            if (ifVersion !== undefined && ifVersion !== stored.version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: stored.version })
            const own =
              stored.selfContactId === undefined
                ? undefined
                : yield* Effect.catchTag(
                    contacts.lock(operatorId, stored.selfContactId),
                    "ContactNotFound",
                    Effect.die,
                  ) // it is never without
            const { client, card, facts } = yield* Effect.fromResult(decide(stored, own, at))
            if (facts.length === 0) return stored
            if (card !== undefined) yield* contacts.save(operatorId, card)
            yield* repository.save(operatorId, client)
            if (facts.some(isEdit)) yield* figures.touch(operatorId, client.id, at)
            yield* record(actor, at, facts)
            return client
          }),
        )
      })

      return Clients.of({
        create,
        get,
        list,
        alike,
        edit: Effect.fn("Clients.edit")(function* (id, changes, ifVersion) {
          const { operatorId } = yield* permit("client.edit")
          yield* knownCategory(operatorId, changes.category)
          const agency = yield* agencyOf(operatorId, changes.agencyId)
          return yield* change("client.edit", id, ifVersion, (client, card, at) =>
            // One that was linked while the agency was active stays so.
            agency === undefined || agency.id === client.agencyId
              ? Commands.edit(client, card, changes, at)
              : Result.flatMap(linkable(agency), () => Commands.edit(client, card, changes, at)),
          )
        }),
        archive: Effect.fn("Clients.archive")((id, ifVersion) =>
          change("client.archive", id, ifVersion, (client, _, at) =>
            Result.succeed(Commands.archive(client, at)),
          ),
        ),
        restore: Effect.fn("Clients.restore")((id, ifVersion) =>
          change("client.archive", id, ifVersion, (client, _, at) =>
            Result.succeed(Commands.restore(client, at)),
          ),
        ),
      })
    }),
  )
}

const isEdit = ({ action }: Fact): boolean => action === "ClientEdited"

function linkable(agency: Agency): Result.Result<Agency, AgencyInactive> {
  return agency.active ? Result.succeed(agency) : Result.fail(new AgencyInactive({ id: agency.id }))
}

function cardOf(input: NewClient, id: ContactId, at: DateTime.Utc): Contact {
  const { email, phone, address } = input
  return {
    lastName: input.name,
    ...input.contact,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(address === undefined ? {} : { address }),
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

function clientOf(
  { contact: _, agencyId, ...input }: NewClient,
  id: ClientId,
  card: Contact | undefined,
  at: DateTime.Utc,
): Client {
  return {
    ...input,
    ...(agencyId === undefined || agencyId === null ? {} : { agencyId }),
    ...(card === undefined
      ? { companyName: input.companyName ?? input.name }
      : { name: fullName(card), selfContactId: card.id }),
    id,
    stage: "PROSPECT",
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}
