/** What makes and changes an agency, decided without storage. */
import { Equal } from "effect"
import { fact, type Fact } from "../ports/Decision.ts"
import type { AgencyId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Agency, AgencyEdit, NewAgency } from "./Agency.ts"

/** An agency after a command; no facts when nothing changed. */
export interface AgencyDecision {
  readonly agency: Agency
  readonly facts: ReadonlyArray<Fact>
}

export const create = (input: NewAgency, id: AgencyId, at: Instant): AgencyDecision => ({
  agency: {
    active: true,
    portal: { language: "fr" },
    ...input,
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
  },
  facts: [fact("AGENCY", id, "AgencyCreated", { to: statusOf(input.active ?? true) })],
})

/** The agency with the fields of `changes`. */
export const edit = (agency: Agency, changes: AgencyEdit, at: Instant): AgencyDecision => {
  const next = { ...agency, ...changes }
  const changed = (["name", "active", "portal"] as const).filter(
    (field) => !Equal.equals(agency[field], next[field]),
  )
  if (changed.length === 0) return { agency, facts: [] }
  const turned =
    agency.active === next.active ? {} : { from: statusOf(agency.active), to: statusOf(next.active) }
  return {
    agency: { ...next, version: agency.version + 1, updatedAt: at },
    facts: [fact("AGENCY", agency.id, "AgencyEdited", { ...turned, data: { changed } })],
  }
}

const statusOf = (active: boolean): string => (active ? "ACTIVE" : "INACTIVE")
