/**
 * Finds which agreed price a transfer has, among any number of routes and packages at the cost of the few that fit.
 *
 * The levels come first: packages of the client, then rows of the agency invoiced, of the agency that booked, then the
 * operator's packages, then its routes. The first level with a match wins, whatever the others say.
 */
import type { Exact } from "../../shared/Exact.ts"
import type { LocalDate } from "../../shared/Instant.ts"
import type { Route, TransferPackage } from "../book/Route.ts"
import type { Rejected } from "../Explanation.ts"
import { type Level, ownerOf, type OwnerKey } from "../Levels.ts"
import type { PriceBook } from "../PriceBook.ts"
import { type GridEnds, gridEnds, type GridPlace } from "./GridEnds.ts"
import { type GridRow, gridRows, type GridRowKind } from "./GridRow.ts"
import { candidatesOf, type Candidate } from "./ranking.ts"

export interface GridQuery {
  readonly from: GridPlace
  readonly to: GridPlace
  /** The local date of the pickup. */
  readonly day: LocalDate
  readonly vehicleCategory: string
  /** As `levelsOf` gives them. */
  readonly levels: ReadonlyArray<Level>
}

/** The row that gives the price. */
export interface GridMatch {
  readonly kind: GridRowKind
  readonly row: Route | TransferPackage
  readonly price: Exact
  readonly level: Level
  /** A two-way row, used from its `to` to its `from`. */
  readonly reversed: boolean
}

export interface GridAnswer {
  readonly match: GridMatch | undefined
  /** Every other row of these levels that fits in all but one thing, in the order of the levels and of the ranks. */
  readonly rejected: ReadonlyArray<Rejected>
}

export interface CompiledGrid {
  readonly find: (query: GridQuery) => GridAnswer
}

/** Makes the book's routes and transfer packages ready to be asked. */
export const compileGrid = (book: Pick<PriceBook, "routes" | "packages" | "currency">): CompiledGrid => {
  const rows = gridRows(
    book.routes,
    book.packages.filter((row) => row.tripType === "TRANSFER"),
    book.currency,
  )
  const owned = new Map<OwnerKey, Array<GridRow>>()
  for (const compiled of rows) {
    const owner = ownerOf(compiled.row)
    const others = owned.get(owner)
    if (others === undefined) owned.set(owner, [compiled])
    else others.push(compiled)
  }
  const byOwner = new Map(
    [...owned].map(([owner, compiled]) => [owner, stagesOf(owner, compiled).map(stage)] as const),
  )
  return { find: (query) => find(byOwner, rows.length, query) }
}

/** Rows that compete with each other, by their two ends. */
export interface Stage {
  readonly ends: GridEnds
  /** Rows from an end, by the number of the other end; nothing where no row begins. */
  readonly byEnds: ReadonlyArray<ReadonlyMap<number, ReadonlyArray<GridRow>> | undefined>
}

/** The operator's packages come before its routes; a client's or an agency's rows compete all at once. */
function stagesOf(owner: OwnerKey, rows: ReadonlyArray<GridRow>): ReadonlyArray<ReadonlyArray<GridRow>> {
  if (owner !== "operator") return [rows]
  return [rows.filter(({ kind }) => kind === "PACKAGE"), rows.filter(({ kind }) => kind === "ROUTE")]
}

function stage(rows: ReadonlyArray<GridRow>): Stage {
  const ends = gridEnds(rows.flatMap(({ row }) => [row.from, row.to]))
  const byEnds: Array<Map<number, Array<GridRow>> | undefined> = []
  for (const compiled of rows) {
    const from = (byEnds[ends.numberOf(compiled.row.from)] ??= new Map())
    const to = ends.numberOf(compiled.row.to)
    const between = from.get(to)
    if (between === undefined) from.set(to, [compiled])
    else between.push(compiled)
  }
  return { ends, byEnds }
}

function find(
  byOwner: ReadonlyMap<OwnerKey, ReadonlyArray<Stage>>,
  rows: number,
  query: GridQuery,
): GridAnswer {
  let match: GridMatch | undefined
  const rejected: Array<Rejected> = []
  for (const level of query.levels)
    for (const stage of byOwner.get(level.owner) ?? []) {
      const lower = match === undefined ? "LOWER_RANK" : "LOWER_LEVEL"
      for (const candidate of candidatesOf(stage, rows, query)) {
        if (candidate.reason !== undefined) rejected.push(candidate.compiled.rejected(candidate.reason))
        else if (match === undefined) match = matchOf(candidate, level)
        else rejected.push(candidate.compiled.rejected(lower))
      }
    }
  return { match, rejected }
}

function matchOf({ compiled: { kind, price, row }, reversed }: Candidate, level: Level): GridMatch {
  return { kind, row, price, level, reversed }
}
