/** A route or a package of a grid, made ready for being looked up and for being told why it gave way. */
import * as Exact from "../../shared/Exact.ts"
import type { Currency } from "../../shared/Money.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { End, Route, TransferPackage } from "../book/Route.ts"
import type { Rejected } from "../Explanation.ts"

export type GridRowKind = "ROUTE" | "PACKAGE"

export interface GridRow {
  readonly kind: GridRowKind
  readonly row: Route | TransferPackage
  readonly price: Exact.Exact
  /** How many of its ends are addresses: 0, 1 or 2. */
  readonly addresses: number
  /** Its place among all rows of the grid by validity (later first), then id: smaller goes first. */
  readonly order: number
  /** What it would give, as the explanation writes it. */
  readonly written: string
}

/** Why a row that fits in everything else did not give the price. */
export type GridReason =
  | "INACTIVE"
  | "OUT_OF_DATE"
  | "OTHER_CATEGORY"
  | "OTHER_DIRECTION"
  | "LOWER_RANK"
  | "LOWER_LEVEL"

export const isAddress = (end: End): end is Extract<End, { readonly address: unknown }> => "address" in end

/** All rows of a grid, each with its place in the order. */
export const gridRows = (
  routes: ReadonlyArray<Route>,
  packages: ReadonlyArray<TransferPackage>,
  currency: Currency,
): ReadonlyArray<GridRow> =>
  [
    ...packages.map((row) => ({ kind: "PACKAGE" as const, row })),
    ...routes.map((row) => ({ kind: "ROUTE" as const, row })),
  ]
    .toSorted(laterFirst)
    .map(({ kind, row }, order) => ({
      kind,
      row,
      price: Exact.ofUnitPrice(row.unitPrice),
      addresses: (isAddress(row.from) ? 1 : 0) + (isAddress(row.to) ? 1 : 0),
      order,
      written: UnitPrice.format(row.unitPrice, currency),
    }))

interface Entry {
  readonly kind: GridRowKind
  readonly row: Route | TransferPackage
}

/** Later `validFrom`, then id; of one id, which two tables may both use, the package. */
function laterFirst(a: Entry, b: Entry): number {
  return (
    ascending(b.row.validFrom ?? "", a.row.validFrom ?? "") ||
    ascending(a.row.id, b.row.id) ||
    ascending(a.kind, b.kind)
  )
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** As the explanation lists a row that did not give the price. */
export const rejectedRow = ({ kind, row, written }: GridRow, reason: GridReason): Rejected => ({
  kind,
  id: row.id,
  label: row.name,
  reason,
  price: written,
})
