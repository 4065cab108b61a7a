/** A partner agency as the API shows it. */
import { type Agency, AgencyId, PortalSettings, UpTo, Version } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const AgencyResource = Schema.Struct({
  id: AgencyId,
  name: UpTo(200),
  active: Schema.Boolean,
  portal: Schema.Struct({
    language: PortalSettings.fields.language,
    greeting: Schema.optionalKey(UpTo(2_000)),
  }),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Agency" })
export type AgencyResource = typeof AgencyResource.Type

export const AgencyList = listOf(AgencyResource, "AgencyList")

export const presentAgency = (agency: Agency): AgencyResource => ({
  id: agency.id,
  name: agency.name,
  active: agency.active,
  portal: { language: agency.portal.language, ...given({ greeting: agency.portal.greeting }) },
  version: agency.version,
  createdAt: written(agency.createdAt),
  updatedAt: written(agency.updatedAt),
})
