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
import { type GridRow, gridRows, type GridRowKind, rejectedRow } from "./GridRow.ts"
import { bestOf, candidatesOf } from "./ranking.ts"

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
  /**
   * Every other row of these levels that fits in all but one thing, in the order of the levels and of the ranks. Gathered
   * when it is read: most prices are never explained.
   */
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
  const grid: Grid = { byOwner, rows: rows.length }
  return { find: (query) => new Answer(grid, query) }
}

interface Grid {
  readonly byOwner: ReadonlyMap<OwnerKey, ReadonlyArray<Stage>>
  /** How many there are in all. */
  readonly rows: number
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

/** A class, since a getter on its prototype costs nothing until it is read. */
class Answer implements GridAnswer {
  readonly match: GridMatch | undefined
  readonly #grid: Grid
  readonly #query: GridQuery
  constructor(grid: Grid, query: GridQuery) {
    this.match = firstMatch(grid, query)
    this.#grid = grid
    this.#query = query
  }
  get rejected(): ReadonlyArray<Rejected> {
    return everyOther(this.#grid, this.#query)
  }
}

function firstMatch({ byOwner, rows }: Grid, query: GridQuery): GridMatch | undefined {
  for (const level of query.levels)
    for (const stage of byOwner.get(level.owner) ?? nothing) {
      const best = bestOf(stage, rows, query)
      if (best === undefined) continue
      const { kind, price, row } = best.compiled
      return { kind, row, price, level, reversed: best.reversed }
    }
  return undefined
}

const nothing: ReadonlyArray<Stage> = []

function everyOther({ byOwner, rows }: Grid, query: GridQuery): ReadonlyArray<Rejected> {
  const rejected: Array<Rejected> = []
  let isMatched = false
  for (const level of query.levels)
    for (const stage of byOwner.get(level.owner) ?? nothing) {
      const lower = isMatched ? "LOWER_LEVEL" : "LOWER_RANK"
      for (const { compiled, reason } of candidatesOf(stage, rows, query)) {
        if (reason === undefined && !isMatched) isMatched = true
        else rejected.push(rejectedRow(compiled, reason ?? lower))
      }
    }
  return rejected
}
