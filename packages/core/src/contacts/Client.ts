/**
 * The party that carries a trip project and is billed: a person or a company.
 *
 * A private client's name, e-mail, phone and address are those of its own contact card, stored there and shown on both.
 */
import { Schema } from "effect"
import { AgencyId, ClientId, ContactId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Address } from "../shared/Place.ts"
import { searchIndex } from "../shared/SearchKey.ts"
import { Line, Text } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"
import { rulesFilter, type Violation } from "../shared/Violation.ts"
import { Siren, VatNumber } from "./CompanyNumbers.ts"
import { ContactCard } from "./Contact.ts"
import { Email, Phone } from "./Reach.ts"

export const ClientType = Schema.Literals(["PRIVATE", "BUSINESS"])
export type ClientType = typeof ClientType.Type

/** A prospect becomes a client when its first quote is accepted. */
export const Stage = Schema.Literals(["PROSPECT", "CLIENT"])
export type Stage = typeof Stage.Type

export const Client = Schema.Struct({
  id: ClientId,
  type: ClientType,
  name: Schema.String,
  companyName: Schema.optionalKey(Schema.String),
  /** One of the operator's own list. */
  category: Schema.optionalKey(Schema.String),
  stage: Stage,
  /** Who looks after it, by name. */
  accountManager: Schema.optionalKey(Schema.String),
  email: Schema.optionalKey(Email),
  phone: Schema.optionalKey(Phone),
  address: Schema.optionalKey(Address),
  vatNumber: Schema.optionalKey(VatNumber),
  siren: Schema.optionalKey(Siren),
  notes: Schema.optionalKey(Schema.String),
  /** The partner agency a BUSINESS client belongs to: that makes it an agency client. */
  agencyId: Schema.optionalKey(AgencyId),
  /** The card of a private client. */
  selfContactId: Schema.optionalKey(ContactId),
  archivedAt: Schema.optionalKey(Instant),
  /** The client it was folded into, which answers under its id. */
  mergedInto: Schema.optionalKey(ClientId),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Client = typeof Client.Type

/** What lists filter by: follows `archivedAt`. */
export const status = (client: Client): "ACTIVE" | "ARCHIVED" =>
  client.archivedAt === undefined ? "ACTIVE" : "ARCHIVED"

/** The fields a user fills in. */
export const clientFields = [
  "name",
  "companyName",
  "category",
  "accountManager",
  "email",
  "phone",
  "address",
  "vatNumber",
  "siren",
  "notes",
  "agencyId",
] as const satisfies ReadonlyArray<keyof Client>

/** What a client is found by. */
export const clientSearchIndex = (client: Pick<Client, "name" | "companyName" | "email" | "phone">): string =>
  searchIndex([client.name, client.companyName, client.email, client.phone])

/** E-mail or phone is there; a company name and a card stand only where they belong. */
export function clientRules(client: Readonly<Record<string, unknown>>): ReadonlyArray<Violation> {
  const { type, email, phone, companyName, contact } = client
  return [
    ...(email === undefined && phone === undefined
      ? [{ path: ["email"], issue: "an e-mail address or a phone number is required" }]
      : []),
    ...(type === "PRIVATE" && companyName !== undefined
      ? [{ path: ["companyName"], issue: "only a BUSINESS client has a company name" }]
      : []),
    ...(["vatNumber", "siren"] as const).flatMap((field) =>
      type === "PRIVATE" && client[field] !== undefined
        ? [{ path: [field], issue: "only a BUSINESS client has one" }]
        : [],
    ),
    ...(type === "PRIVATE" && (client["agencyId"] ?? null) !== null
      ? [{ path: ["agencyId"], issue: "only a BUSINESS client is linked to an agency" }]
      : []),
    ...(type === "BUSINESS" && contact !== undefined
      ? [{ path: ["contact"], issue: "only a PRIVATE client has a contact card of its own" }]
      : []),
  ]
}

/** What a new client is made from. */
export const NewClient = Schema.Struct({
  type: ClientType,
  name: Line(),
  companyName: Schema.optionalKey(Line()),
  category: Schema.optionalKey(Line(50)),
  accountManager: Schema.optionalKey(Line()),
  email: Schema.optionalKey(Email),
  phone: Schema.optionalKey(Phone),
  address: Schema.optionalKey(Address),
  vatNumber: Schema.optionalKey(VatNumber),
  siren: Schema.optionalKey(Siren),
  notes: Schema.optionalKey(Text()),
  /** An active one; null is none. */
  agencyId: Schema.optionalKey(Schema.NullOr(AgencyId)),
  /** The card of a private client; without it the whole name becomes the last name. */
  contact: Schema.optionalKey(
    ContactCard.mapFields(({ firstName, lastName, gender }) => ({ firstName, lastName, gender })),
  ),
}).check(rulesFilter(clientRules))
export type NewClient = typeof NewClient.Type

const cleared = <S extends Schema.Top>(field: S) => Schema.optionalKey(Schema.NullOr(field))

/** Changes to a client: what is left out stays, null takes a field away. */
export const ClientEdit = Schema.Struct({
  name: Schema.optionalKey(Line()),
  companyName: cleared(Line()),
  category: cleared(Line(50)),
  accountManager: cleared(Line()),
  email: cleared(Email),
  phone: cleared(Phone),
  address: cleared(Address),
  vatNumber: cleared(VatNumber),
  siren: cleared(Siren),
  notes: cleared(Text()),
  agencyId: cleared(AgencyId),
  /** The names on a private client's card; without it a new `name` becomes the last name as a whole. */
  contact: NewClient.fields.contact,
})
export type ClientEdit = typeof ClientEdit.Type
