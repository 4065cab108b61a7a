/** Clients are entered once and are at once there for quotes. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { History } from "../ports/History.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { ClientId, ContactId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Client, NewClient } from "./Client.ts"
import type { ClientNotFound } from "./ClientErrors.ts"
import { type ClientFilters, ClientRepository, type ClientSort } from "./ClientRepository.ts"
import { type Contact, fullName } from "./Contact.ts"

export class Clients extends Context.Service<
  Clients,
  {
    /** A PROSPECT; a private one with its contact card, in one unit of work. */
    readonly create: (input: NewClient) => Effect.Effect<Client, Forbidden | StorageFailed, CurrentActor>
    readonly get: (
      id: ClientId,
    ) => Effect.Effect<Client, ClientNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: ClientFilters,
      page: PageRequest<ClientSort>,
    ) => Effect.Effect<Page<Client>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/contacts/Clients") {
  static readonly layer = Layer.effect(
    Clients,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* ClientRepository
      const history = yield* History
      const ids = yield* IdGenerator

      const create = Effect.fn("Clients.create")(function* (input: NewClient) {
        const actor = yield* permit("client.create")
        const at = yield* DateTime.now
        const id = ClientId.make(yield* ids.next)
        const card = input.type === "PRIVATE" ? cardOf(input, ContactId.make(yield* ids.next), at) : undefined
        const client = clientOf(input, id, card, at)
        yield* atomically(
          actor.operatorId,
          Effect.gen(function* () {
            yield* repository.insert(actor.operatorId, client, card)
            yield* history.append(actor.operatorId, [
              {
                aggregate: "CLIENT",
                id,
                at,
                actor,
                action: "ClientCreated",
                to: client.stage,
                data: { type: client.type },
              },
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

      return Clients.of({ create, get, list })
    }),
  )
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
  { contact: _, ...input }: NewClient,
  id: ClientId,
  card: Contact | undefined,
  at: DateTime.Utc,
): Client {
  return {
    ...input,
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
