/** A client as the API shows it. */
import { Address, type Client, ClientId, ClientType, ContactId, Stage, Version } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { maybe, written, WrittenInstant } from "./Written.ts"

export const ClientResource = Schema.Struct({
  id: ClientId,
  type: ClientType,
  name: Schema.String,
  companyName: Schema.optionalKey(Schema.String),
  stage: Stage,
  status: Schema.Literals(["ACTIVE", "ARCHIVED"]),
  email: Schema.optionalKey(Schema.String),
  phone: Schema.optionalKey(Schema.String),
  address: Schema.optionalKey(Address),
  notes: Schema.optionalKey(Schema.String),
  selfContactId: Schema.optionalKey(ContactId),
  archivedAt: Schema.optionalKey(WrittenInstant),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Client" })
export type ClientResource = typeof ClientResource.Type

export const ClientList = listOf(ClientResource, "ClientList")

export const presentClient = ({ archivedAt, createdAt, updatedAt, ...client }: Client): ClientResource => ({
  ...client,
  status: archivedAt === undefined ? "ACTIVE" : "ARCHIVED",
  ...maybe("archivedAt", archivedAt, written),
  createdAt: written(createdAt),
  updatedAt: written(updatedAt),
})
