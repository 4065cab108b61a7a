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
import type { CompiledZones } from "../zones/compileZones.ts"
import type { GridPlace } from "./GridEnds.ts"
import { type GridRow, gridRows, type GridRowKind, rejectedRow } from "./GridRow.ts"
import { candidatesOf } from "./ranking.ts"
import { Stage } from "./Stage.ts"

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

/** Makes the book's routes and transfer packages ready to be asked about places that `zones` located. */
export const compileGrid = (
  book: Pick<PriceBook, "routes" | "packages" | "currency">,
  zones: Pick<CompiledZones, "byId">,
): CompiledGrid => {
  const rows = gridRows(
    book.routes,
    book.packages.filter((row) => row.tripType === "TRANSFER"),
    book.currency,
  )
  if (rows.length === 0) return { find: () => unagreed }
  const owned = new Map<OwnerKey, Array<GridRow>>()
  for (const compiled of rows) {
    const owner = ownerOf(compiled.row)
    const others = owned.get(owner)
    if (others === undefined) owned.set(owner, [compiled])
    else others.push(compiled)
  }
  const grid: Grid = new Map(
    [...owned].map(([owner, compiled]) => [
      owner,
      stagesOf(owner, compiled).map((together) => new Stage(together, rows.length, zones.byId)),
    ]),
  )
  return { find: (query) => answerOf(grid, query) }
}

/** The rows of each owner, in the order in which they are asked. */
type Grid = ReadonlyMap<OwnerKey, ReadonlyArray<Stage>>

/** The operator's packages come before its routes; a client's or an agency's rows compete all at once. */
function stagesOf(owner: OwnerKey, rows: ReadonlyArray<GridRow>): ReadonlyArray<ReadonlyArray<GridRow>> {
  if (owner !== "operator") return [rows]
  const kinds = (["PACKAGE", "ROUTE"] as const).map((of) => rows.filter(({ kind }) => kind === of))
  return kinds.filter(({ length }) => length > 0)
}

const nothing: ReadonlyArray<Stage> = []
const none: ReadonlyArray<Rejected> = []
const unagreed: GridAnswer = { match: undefined, rejected: none }

function answerOf(grid: Grid, query: GridQuery): GridAnswer {
  const { from, levels, to } = query
  for (let place = 0; place < levels.length; place++) {
    const level = levels[place]! // a place in the list
    const stages = grid.get(level.owner) ?? nothing
    for (let n = 0; n < stages.length; n++) {
      const stage = stages[n]! // a place in the list
      const origins = stage.at(from)
      const destinations = stage.at(to)
      const best = stage.best(origins, destinations, query)
      if (best === undefined) continue
      const { compiled, reversed } = best
      const { kind, price, row } = compiled
      const isBetweenTwo = origins.length === 1 && destinations.length === 1
      const isAlone = best.isAlone && isBetweenTwo && levels.length === 1 && stages.length === 1
      return new Answer({ kind, row, price, level, reversed }, isAlone, grid, query)
    }
  }
  return new Answer(undefined, false, grid, query)
}

/** A class, since a getter on its prototype costs nothing until it is read. */
class Answer implements GridAnswer {
  readonly match: GridMatch | undefined
  private readonly isAlone: boolean
  private readonly grid: Grid
  private readonly query: GridQuery
  /** `isAlone`: no other row lies between these ends, at whatever level. */
  constructor(match: GridMatch | undefined, isAlone: boolean, grid: Grid, query: GridQuery) {
    this.match = match
    this.isAlone = isAlone
    this.grid = grid
    this.query = query
  }
  get rejected(): ReadonlyArray<Rejected> {
    return this.isAlone ? none : everyOther(this.grid, this.query)
  }
}

function everyOther(grid: Grid, query: GridQuery): ReadonlyArray<Rejected> {
  let rejected: Array<Rejected> | undefined
  let isMatched = false
  for (const level of query.levels)
    for (const stage of grid.get(level.owner) ?? nothing) {
      const between = stage.between(stage.at(query.from), stage.at(query.to))
      const lower = isMatched ? "LOWER_LEVEL" : "LOWER_RANK"
      for (const { compiled, reason } of candidatesOf(between, query)) {
        if (reason === undefined && !isMatched) isMatched = true
        else (rejected ??= []).push(rejectedRow(compiled, reason ?? lower))
      }
    }
  return rejected ?? none
}
