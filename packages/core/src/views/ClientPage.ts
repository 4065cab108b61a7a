/**
 * A client as its page shows it: an agency's client with the agency behind it and the people one talks to there.
 *
 * What was negotiated with the agency is in the price book, under the agency's routes.
 */
import { Context, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { Agency } from "../contacts/Agency.ts"
import { AgencyRepository } from "../contacts/AgencyRepository.ts"
import type { AgencyUser } from "../contacts/AgencyUser.ts"
import { AgencyUserRepository } from "../contacts/AgencyUserRepository.ts"
import type { Client } from "../contacts/Client.ts"
import type { ClientNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import type { ClientId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export interface ClientPage {
  readonly client: Client
  /** The agency it is linked to, with its people, oldest account first: the first 200. */
  readonly agency?: { readonly agency: Agency; readonly staff: ReadonlyArray<AgencyUser> }
}

export class ClientPages extends Context.Service<
  ClientPages,
  {
    readonly get: (
      id: ClientId,
    ) => Effect.Effect<ClientPage, ClientNotFound | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/views/ClientPages") {
  static readonly layer = Layer.effect(
    ClientPages,
    Effect.gen(function* () {
      const clients = yield* ClientRepository
      const agencies = yield* AgencyRepository
      const users = yield* AgencyUserRepository
      return ClientPages.of({
        get: Effect.fn("ClientPages.get")(
          function* (id) {
            const { operatorId } = yield* permit("client.read")
            const client = yield* clients.get(operatorId, id)
            if (client.agencyId === undefined) return { client }
            const agency = yield* agencies.get(operatorId, client.agencyId)
            const { items: staff } = yield* users.list(operatorId, agency.id, {
              sort: "createdAt",
              limit: 200,
            })
            return { client, agency: { agency, staff } }
          },
          Effect.catchTag(["AgencyNotFound", "CursorMismatch"], Effect.die), // a link leads somewhere, and no cursor is given
        ),
      })
    }),
  )
}
