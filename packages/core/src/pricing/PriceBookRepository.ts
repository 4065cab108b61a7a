/**
 * Where price books are kept: row by row, each with the versions it was in force, so that any version can be read again
 * and a change writes what changed and nothing else.
 */
import { Context, type Effect, type Option, Schema } from "effect"
import { AgencyId, type ClientId, type OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { BookOwners } from "./bookOwners.ts"

export type { BookOwners } from "./bookOwners.ts"

/** The lists of a book. */
export const BookPart = Schema.Literals(["zones", "routes", "packages", "rates", "tariffs", "rules", "fees"])
export type BookPart = typeof BookPart.Type

/** What a stored row is of: one of the lists, or the book's own fields, kept as one row named `book`. */
export type StoredPart = BookPart | "book"

/** A row as it is stored: JSON in the wire's form, beside what lists filter by. */
export interface StoredRow {
  readonly part: StoredPart
  readonly id: string
  readonly active: boolean
  readonly agencyId?: AgencyId | undefined
  readonly data: Schema.Json
}

/** A version of a book, and how much it changed. */
export const BookVersion = Schema.Struct({
  version: Schema.Int,
  at: Schema.DateTimeUtc,
  written: Schema.Int,
  removed: Schema.Int,
})
export interface BookVersion {
  readonly version: number
  readonly at: Instant
  readonly written: number
  readonly removed: number
}

/** What a new version changes. */
export interface BookChange {
  readonly version: number
  readonly at: Instant
  readonly written: ReadonlyArray<StoredRow>
  readonly removed: ReadonlyArray<{ readonly part: StoredPart; readonly id: string }>
}

export const RowFilters = Schema.Struct({
  active: Schema.optionalKey(Schema.Boolean),
  agencyId: Schema.optionalKey(AgencyId),
})
export type RowFilters = typeof RowFilters.Type

/** Rows are listed by their ids. */
export type RowSort = "id" | "-id"

export class PriceBookRepository extends Context.Service<
  PriceBookRepository,
  {
    /** The version in force; 0 before the first. */
    readonly version: (operatorId: OperatorId) => Effect.Effect<number, StorageFailed>
    /** As `version`; locks the book until the surrounding unit of work ends. */
    readonly lock: (operatorId: OperatorId) => Effect.Effect<number, StorageFailed>
    /** Every row of a version, in no order; empty for one that never was. */
    readonly rows: (
      operatorId: OperatorId,
      version: number,
    ) => Effect.Effect<ReadonlyArray<StoredRow>, StorageFailed>
    readonly find: (
      operatorId: OperatorId,
      part: BookPart,
      id: string,
    ) => Effect.Effect<Option.Option<StoredRow>, StorageFailed>
    /** Rows in force. */
    readonly list: (
      operatorId: OperatorId,
      part: BookPart,
      filters: RowFilters,
      page: PageRequest<RowSort>,
    ) => Effect.Effect<Page<StoredRow>, CursorMismatch | StorageFailed>
    /** Rows in force that name the client, in no order. */
    readonly ofClient: (
      operatorId: OperatorId,
      clientId: ClientId,
    ) => Effect.Effect<ReadonlyArray<StoredRow>, StorageFailed>
    /**
     * Those of the operator's clients and agencies that `asked` names, in no order. A client that was folded into another is
     * not among them: what was agreed with it is the other's.
     */
    readonly owners: (operatorId: OperatorId, asked: BookOwners) => Effect.Effect<BookOwners, StorageFailed>
    /** Puts the next version in force; part of a unit of work that locked the book. */
    readonly save: (operatorId: OperatorId, change: BookChange) => Effect.Effect<void, StorageFailed>
    /** Newest first. */
    readonly versions: (
      operatorId: OperatorId,
      page: PageRequest<"-version">,
    ) => Effect.Effect<Page<BookVersion>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/pricing/PriceBookRepository") {}
