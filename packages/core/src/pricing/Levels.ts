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
  if (clientId === undefined && agencyInvoiced === undefined && agencyBooked === undefined) return own
  return [
    ...(clientId === undefined ? [] : [{ owner: `client:${clientId}`, source: "CLIENT_PACKAGE" as const }]),
    ...(agencyInvoiced === undefined
      ? []
      : [{ owner: `agency:${agencyInvoiced}`, source: "AGENCY_GRID" as const }]),
    ...(agencyBooked === undefined || agencyBooked === agencyInvoiced
      ? []
      : [{ owner: `agency:${agencyBooked}`, source: "AGENCY_GRID" as const }]),
    ...own,
  ]
}

const own: ReadonlyArray<Level> = [{ owner: "operator", source: "GRID" }]
