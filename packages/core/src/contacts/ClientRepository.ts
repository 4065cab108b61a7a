/** Where clients and their contact cards are kept. */
import { Context, DateTime, type Effect, Schema } from "effect"
import { AgencyId, type ClientId, type ContactId, type OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import { searching, searchKey, type SearchText } from "../shared/SearchKey.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import { type Client, ClientType, status } from "./Client.ts"
import type { ClientNotFound, ContactNotFound } from "./ClientErrors.ts"
import { type ClientFigures, marginOf } from "./ClientFigures.ts"
import type { Contact } from "./Contact.ts"

/** What the list can be sorted by, and as what storages compare it. */
export const clientSorts = {
  createdAt: "timestamptz",
  name: "text",
  companyName: "text",
  type: "text",
  revenue: "bigint",
  averageMargin: "bigint",
  lastActivityAt: "timestamptz",
  status: "text",
} as const
type Column = keyof typeof clientSorts

/** By name is by its search key: accents and case put no name elsewhere. */
export const ClientSort = Schema.Literals([
  "createdAt",
  "-createdAt",
  "name",
  "-name",
  "companyName",
  "-companyName",
  "type",
  "-type",
  "revenue",
  "-revenue",
  "averageMargin",
  "-averageMargin",
  "lastActivityAt",
  "-lastActivityAt",
  "status",
  "-status",
] satisfies ReadonlyArray<Column | `-${Column}`>)
export type ClientSort = typeof ClientSort.Type

/** A client as it stands in a list: with its figures. */
export interface ListedClient extends Client {
  readonly figures: ClientFigures
}

/** The column a sort goes by. */
export const columnOf = (sort: ClientSort): Column => sort.replace("-", "") as Column // a sort is a column, or one with `-` in front

/** Where a client stands in a list sorted so; an unknown margin is -1, and who was never active comes before all others. */
export const clientKey = (client: ListedClient, sort: ClientSort): string => {
  const { figures } = client
  switch (columnOf(sort)) {
    case "createdAt":
      return DateTime.formatIso(client.createdAt)
    case "name":
      return searchKey(client.name)
    case "companyName":
      return searchKey(client.companyName ?? "")
    case "type":
      return client.type
    case "revenue":
      return String(figures.revenue)
    case "averageMargin":
      return String(marginOf(figures) ?? -1)
    case "lastActivityAt":
      return figures.lastActivityAt === undefined ? "-infinity" : DateTime.formatIso(figures.lastActivityAt)
    case "status":
      return status(client)
  }
}

export const ClientFilters = Schema.Struct({
  type: Schema.optionalKey(ClientType),
  status: Schema.optionalKey(Schema.Literals(["ACTIVE", "ARCHIVED"])),
  /** Clients of that agency. */
  agencyId: Schema.optionalKey(AgencyId),
  ...searching,
})
export type ClientFilters = typeof ClientFilters.Type

/** A private client is written with its card, whose name and reach it shows; it keeps none of its own. */
export class ClientRepository extends Context.Service<
  ClientRepository,
  {
    readonly insert: (
      operatorId: OperatorId,
      client: Client,
      card?: Contact,
    ) => Effect.Effect<void, StorageFailed>
    /** Under the id of a client that was folded into another: that other one. */
    readonly get: (
      operatorId: OperatorId,
      id: ClientId,
    ) => Effect.Effect<Client, ClientNotFound | StorageFailed>
    /** What was folded into the client, in the order of ids. */
    readonly sourcesOf: (
      operatorId: OperatorId,
      id: ClientId,
    ) => Effect.Effect<ReadonlyArray<Client>, StorageFailed>
    /** As `get`; locks the client until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: ClientId,
    ) => Effect.Effect<Client, ClientNotFound | StorageFailed>
    /** Replaces the version before. A private client's name and reach are those of its card, which is saved with it. */
    readonly save: (
      operatorId: OperatorId,
      client: Client,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    /** Up to `most` other clients, merged ones left out, with the same e-mail address, but for case, or the same phone number; oldest first. */
    readonly alike: (
      operatorId: OperatorId,
      client: Client,
      most: number,
    ) => Effect.Effect<ReadonlyArray<Client>, StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: ClientFilters,
      page: PageRequest<ClientSort>,
    ) => Effect.Effect<Page<ListedClient>, CursorMismatch | StorageFailed>
    /** Some `most` of the clients that `q` finds, or all when they are fewer, in no order. */
    readonly idsFound: (
      operatorId: OperatorId,
      q: SearchText,
      most: number,
    ) => Effect.Effect<ReadonlyArray<ClientId>, StorageFailed>
    /**
     * Turns a PROSPECT into a CLIENT and raises its version; false, and nothing written, when it is one already. What made
     * it one, saved in the same unit of work, is its last activity.
     * Part of the surrounding unit of work.
     */
    readonly becomeClient: (
      operatorId: OperatorId,
      id: ClientId,
      at: Client["updatedAt"],
    ) => Effect.Effect<boolean, StorageFailed>
    /** The cards in the order asked for; the ids of all that do not exist otherwise. */
    readonly contacts: (
      operatorId: OperatorId,
      ids: ReadonlyArray<ContactId>,
    ) => Effect.Effect<ReadonlyArray<Contact>, ContactNotFound | StorageFailed>
  }
>()("@caleche/core/contacts/ClientRepository") {}
