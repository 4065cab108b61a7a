/**
 * Whose prices come first: the client's own, then those of the agency invoiced, of the agency that booked, and the
 * operator's. The first level with a match wins, whatever the others say.
 */
import type { AgencyId, ClientId } from "../shared/Ids.ts"
import type { PriceLine } from "./PriceLine.ts"
import type { PricingContext } from "./PricingContext.ts"

/** A key rows are indexed by: `client:…`, `agency:…`, or `operator`. */
export type OwnerKey = string

export interface Level {
  readonly owner: OwnerKey
  readonly source: PriceLine["source"]
}

export const ownerOf = (row: {
  readonly clientId?: ClientId | undefined
  readonly agencyId?: AgencyId | undefined
}): OwnerKey =>
  row.clientId !== undefined
    ? `client:${row.clientId}`
    : row.agencyId !== undefined
      ? `agency:${row.agencyId}`
      : "operator"

/** The levels of a trip in their order; an agency that both booked and is invoiced counts once. */
export const levelsOf = ({
  agencyBooked,
  agencyInvoiced,
  clientId,
}: PricingContext): ReadonlyArray<Level> => {
  const levels: Array<Level> = []
  if (clientId !== undefined) levels.push({ owner: `client:${clientId}`, source: "CLIENT_PACKAGE" })
  if (agencyInvoiced !== undefined) levels.push({ owner: `agency:${agencyInvoiced}`, source: "AGENCY_GRID" })
  if (agencyBooked !== undefined && agencyBooked !== agencyInvoiced)
    levels.push({ owner: `agency:${agencyBooked}`, source: "AGENCY_GRID" })
  levels.push(own)
  return levels
}

const own: Level = { owner: "operator", source: "GRID" }
