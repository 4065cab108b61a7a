/** A partner organisation: it books for its own travellers, at prices negotiated with it, through a portal of its own. */
import { Schema } from "effect"
import { AgencyId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Line, Text } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"

/** How the portal meets the agency's staff. */
export const PortalSettings = Schema.Struct({
  /** Of pages and mails. */
  language: Schema.Literals(["fr", "en"]),
  /** Stands above the portal's first page; at most 2,000 characters. */
  greeting: Schema.optionalKey(Text(2_000)),
})
export type PortalSettings = typeof PortalSettings.Type

/** What a new agency is made from: active and in French unless told. */
export const NewAgency = Schema.Struct({
  name: Line(),
  active: Schema.optionalKey(Schema.Boolean),
  portal: Schema.optionalKey(PortalSettings),
})
export type NewAgency = typeof NewAgency.Type

/** Changes to an agency: what is left out stays; `portal` is replaced as a whole. */
export const AgencyEdit = Schema.Struct({
  name: Schema.optionalKey(Line()),
  active: Schema.optionalKey(Schema.Boolean),
  portal: Schema.optionalKey(PortalSettings),
})
export type AgencyEdit = typeof AgencyEdit.Type

export const Agency = Schema.Struct({
  id: AgencyId,
  name: Line(),
  /** An inactive agency gets no new clients; those it has stay linked. */
  active: Schema.Boolean,
  portal: PortalSettings,
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Agency = typeof Agency.Type

export class AgencyNotFound extends Schema.TaggedError<AgencyNotFound>()("AgencyNotFound", {
  id: AgencyId,
}) {}

/** An inactive agency gets no new clients. */
export class AgencyInactive extends Schema.TaggedError<AgencyInactive>()("AgencyInactive", {
  id: AgencyId,
}) {}
