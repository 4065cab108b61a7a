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
  const [now, old] = [ownersIn(book), ownersIn(before)]
  return { clients: without(now.clients, old.clients), agencies: without(now.agencies, old.agencies) }
}

/** Every place that names somebody of `asked` who is not `there`. */
export const unknownOwners = (
  book: PriceBook,
  asked: BookOwners,
  there: BookOwners,
): ReadonlyArray<BookProblem> => {
  const unknown = {
    client: new Set<string>(without(asked.clients, there.clients)),
    agency: new Set<string>(without(asked.agencies, there.agencies)),
  }
  return placesIn(book)
    .filter(({ id, kind }) => unknown[kind].has(id))
    .map(({ kind, path }) => ({ path, issue: `names no ${kind} of this operator` }))
}

/** Clients apart from agencies: the id of one is not known for being that of the other. */
const ownersIn = (book: PriceBook): { clients: Set<ClientId>; agencies: Set<AgencyId> } => {
  const found = { clients: new Set<ClientId>(), agencies: new Set<AgencyId>() }
  for (const place of placesIn(book)) {
    if (place.kind === "client") found.clients.add(place.id)
    else found.agencies.add(place.id)
  }
  return found
}

const without = <Id>(ids: Iterable<Id>, known: Iterable<Id>): ReadonlyArray<Id> => {
  const those = new Set(known)
  return [...ids].filter((id) => !those.has(id))
}

/** A row that may be for one client or one agency; routes are for agencies alone. */
interface Owned {
  readonly clientId?: ClientId | undefined
  readonly agencyId?: AgencyId | undefined
}

function placesIn(book: PriceBook): ReadonlyArray<Place> {
  const places: Array<Place> = []
  for (const part of ["routes", "packages", "rates", "tariffs"] as const) {
    const rows: ReadonlyArray<Owned> = book[part]
    for (const [index, { agencyId, clientId }] of rows.entries()) {
      if (clientId !== undefined)
        places.push({ kind: "client", id: clientId, path: [part, index, "clientId"] })
      if (agencyId !== undefined)
        places.push({ kind: "agency", id: agencyId, path: [part, index, "agencyId"] })
    }
  }
  for (const { path, when } of conditionsIn(book))
    for (const [at, id] of when.agencies?.entries() ?? [])
      places.push({ kind: "agency", id, path: [...path, "agencies", at] })
  return places
}
