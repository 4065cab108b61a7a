/** A client as the API shows it. */
import {
  Address,
  AgencyId,
  type Client,
  ClientId,
  ClientType,
  ContactId,
  costCoverageOf,
  type ListedClient,
  marginOf,
  Money,
  Stage,
  UpTo,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { presentShare } from "./ClientFigures.ts"
import { atMost, listOf } from "./List.ts"
import { given, written, WrittenDecimal, WrittenInstant, writtenMaybe } from "./Written.ts"

export const ClientResource = Schema.Struct({
  id: ClientId,
  type: ClientType,
  name: UpTo(200),
  companyName: Schema.optionalKey(UpTo(200)),
  category: Schema.optionalKey(UpTo(200)),
  stage: Stage,
  status: Schema.Literals(["ACTIVE", "ARCHIVED"]),
  accountManager: Schema.optionalKey(UpTo(200)),
  email: Schema.optionalKey(UpTo(254)),
  phone: Schema.optionalKey(UpTo(40)),
  address: Schema.optionalKey(Address),
  vatNumber: Schema.optionalKey(UpTo(40)),
  siren: Schema.optionalKey(UpTo(40)),
  notes: Schema.optionalKey(UpTo(10_000)),
  agencyId: Schema.optionalKey(AgencyId),
  selfContactId: Schema.optionalKey(ContactId),
  archivedAt: Schema.optionalKey(WrittenInstant),
  mergedInto: Schema.optionalKey(ClientId),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Client" })
export type ClientResource = typeof ClientResource.Type

/** A client just entered, beside others that are reached under the same address or number. */
export const CreatedClient = Schema.Struct({
  ...ClientResource.fields,
  duplicates: atMost(100, Schema.Struct({ id: ClientId, name: UpTo(200) })),
}).annotate({ identifier: "CreatedClient" })

/** A client as it stands in the list: with what it is worth. Shares have four digits; what is unknown is null. */
export const ListedClientResource = Schema.Struct({
  ...ClientResource.fields,
  revenue: WrittenDecimal,
  averageMargin: Schema.NullOr(WrittenDecimal),
  /** The share of the revenue the margin is taken over: that whose cost is known. */
  costCoverage: Schema.NullOr(WrittenDecimal),
  lastActivityAt: Schema.NullOr(WrittenInstant),
}).annotate({ identifier: "ListedClient" })
export type ListedClientResource = typeof ListedClientResource.Type

export const ClientList = listOf(ListedClientResource, "ClientList")

export const presentClient = (client: Client): ClientResource => ({
  id: client.id,
  type: client.type,
  name: client.name,
  ...given({ companyName: client.companyName, category: client.category }),
  stage: client.stage,
  status: client.archivedAt === undefined ? "ACTIVE" : "ARCHIVED",
  ...given({
    accountManager: client.accountManager,
    email: client.email,
    phone: client.phone,
    address: client.address,
    vatNumber: client.vatNumber,
    siren: client.siren,
    notes: client.notes,
    agencyId: client.agencyId,
    selfContactId: client.selfContactId,
    archivedAt: writtenMaybe(client.archivedAt),
    mergedInto: client.mergedInto,
  }),
  version: client.version,
  createdAt: written(client.createdAt),
  updatedAt: written(client.updatedAt),
})

export const presentListedClient =
  (currency: Money.Currency) =>
  (client: ListedClient): ListedClientResource => ({
    ...presentClient(client),
    revenue: Money.format(client.figures.revenue, currency),
    averageMargin: presentShare(marginOf(client.figures)),
    costCoverage: presentShare(costCoverageOf(client.figures)),
    lastActivityAt: writtenMaybe(client.figures.lastActivityAt) ?? null,
  })

export const presentCreated = (client: Client, alike: ReadonlyArray<Client>): typeof CreatedClient.Type => ({
  ...presentClient(client),
  duplicates: alike.map(({ id, name }) => ({ id, name })),
})
