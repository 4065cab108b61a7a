/**
 * Whom a price book's rows are for: each client and agency it names must be one of the operator's, or a price would be
 * agreed with nobody and never found.
 */
import type { AgencyId, ClientId } from "../shared/Ids.ts"
import { conditionsIn } from "./bookConditions.ts"
import type { PriceBook } from "./PriceBook.ts"
import type { BookProblem } from "./PriceBookErrors.ts"

/** Clients and agencies by their ids. */
export interface BookOwners {
  readonly clients: ReadonlyArray<ClientId>
  readonly agencies: ReadonlyArray<AgencyId>
}

type Place = { readonly path: BookProblem["path"] } & (
  | { readonly kind: "client"; readonly id: ClientId }
  | { readonly kind: "agency"; readonly id: AgencyId }
)

/** Whom the book names that `before` does not: the others were there when it was written, and nobody deletes them. */
export const newOwners = (book: PriceBook, before: PriceBook): BookOwners => {
  const old = new Set(placesIn(before).map(({ id }) => id))
  const fresh = placesIn(book).filter(({ id }) => !old.has(id))
  return {
    clients: [...new Set(fresh.flatMap((place) => (place.kind === "client" ? [place.id] : [])))],
    agencies: [...new Set(fresh.flatMap((place) => (place.kind === "agency" ? [place.id] : [])))],
  }
}

/** Every place that names somebody of `asked` who is not `there`. */
export const unknownOwners = (
  book: PriceBook,
  asked: BookOwners,
  there: BookOwners,
): ReadonlyArray<BookProblem> => {
  const unknown = {
    client: without(asked.clients, there.clients),
    agency: without(asked.agencies, there.agencies),
  }
  if (unknown.client.size + unknown.agency.size === 0) return []
  return placesIn(book)
    .filter(({ id, kind }) => unknown[kind].has(id))
    .map(({ kind, path }) => ({ path, issue: `names no ${kind} of this operator` }))
}

const without = (asked: ReadonlyArray<string>, there: ReadonlyArray<string>): ReadonlySet<string> => {
  const known = new Set(there)
  return new Set(asked.filter((id) => !known.has(id)))
}

function placesIn(book: PriceBook): ReadonlyArray<Place> {
  const places: Array<Place> = []
  const agencyAt = (id: AgencyId, ...path: BookProblem["path"]) => places.push({ kind: "agency", id, path })
  for (const part of ["routes", "packages", "rates", "tariffs"] as const) {
    for (const [index, row] of book[part].entries()) {
      if ("clientId" in row && row.clientId !== undefined)
        places.push({ kind: "client", id: row.clientId, path: [part, index, "clientId"] })
      if (row.agencyId !== undefined) agencyAt(row.agencyId, part, index, "agencyId")
    }
  }
  for (const { path, when } of conditionsIn(book))
    for (const [at, id] of (when.agencies ?? []).entries()) agencyAt(id, ...path, "agencies", at)
  return places
}
