/**
 * An operator's price book: read whole or row by row, changed row by row or by importing another. Each change makes a
 * version; what a quote was priced by can be read again for as long as the quote exists.
 */
import { Context, DateTime, Effect, Layer, Option, Result, Schema } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion } from "../shared/Version.ts"
import { newOwners, unknownOwners } from "./bookOwners.ts"
import { bookChanged } from "./bookChanged.ts"
import { withChangedRow, withoutRow, withRow } from "./bookEdits.ts"
import { bookOf, difference, rowsOf } from "./bookRows.ts"
import { emptyBook, type PriceBook } from "./PriceBook.ts"
import {
  type BookRowExists,
  BookRowNotFound,
  mostProblems,
  PriceBookInvalid,
  PriceBookVersionNotFound,
} from "./PriceBookErrors.ts"
import {
  type BookVersion,
  type BookPart,
  PriceBookRepository,
  type RowFilters,
  type RowSort,
  type StoredRow,
} from "./PriceBookRepository.ts"
import { type BookRow, type BookSchemas, bookSchemasOf } from "./rowSchemas.ts"
import { PriceRuleKinds } from "./rules/PriceRuleKinds.ts"
import { PriceTripKinds } from "./tripTypes/PriceTripKinds.ts"
import { type BookFindings, validateBook } from "./validateBook.ts"

/** What a change made of the book. */
export interface BookChanged {
  readonly version: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly warnings: BookFindings["warnings"]
}

/** A row with the version of the book it was read in or written with: what a later change of it can insist on. */
export interface RowInForce<P extends BookPart> {
  readonly row: BookRow<P>
  readonly version: number
}

type ChangeError = PriceBookInvalid | StaleVersion | OperatorNotFound | Forbidden | StorageFailed
type Change<E = never> = Effect.Effect<BookChanged, E | ChangeError, CurrentActor>

export class PriceBooks extends Context.Service<
  PriceBooks,
  {
    /** How books and their rows are written: with the rule kinds there are. */
    readonly schemas: BookSchemas
    /** The version in force, or another. An operator who never wrote one has an empty book, version 0. */
    readonly get: (
      version?: number,
    ) => Effect.Effect<
      PriceBook,
      PriceBookVersionNotFound | OperatorNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Puts `book` in place of the one in force; its `version` is not read. `ifVersion` names the version it goes back to. */
    readonly replace: (book: PriceBook, ifVersion?: number) => Change
    /** What `replace` would say of it. */
    readonly check: (
      book: PriceBook,
    ) => Effect.Effect<BookFindings, OperatorNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly settings: (settings: PriceBook["settings"], ifVersion?: number) => Change
    readonly row: <P extends BookPart>(
      part: P,
      id: string,
    ) => Effect.Effect<RowInForce<P>, BookRowNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: <P extends BookPart>(
      part: P,
      filters: RowFilters,
      page: PageRequest<RowSort>,
    ) => Effect.Effect<Page<BookRow<P>>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
    /** Adds a row; one without an id gets one. */
    readonly add: <P extends BookPart>(
      part: P,
      row: Omit<BookRow<P>, "id"> & { readonly id?: string | undefined },
    ) => Effect.Effect<RowInForce<P>, BookRowExists | ChangeError, CurrentActor>
    /** Puts what `change` makes of a row in its place, under the id it has. */
    readonly change: <P extends BookPart>(
      part: P,
      id: string,
      change: (row: BookRow<P>) => BookRow<P>,
      ifVersion?: number,
    ) => Effect.Effect<RowInForce<P>, BookRowNotFound | ChangeError, CurrentActor>
    readonly remove: (part: BookPart, id: string, ifVersion?: number) => Change<BookRowNotFound>
    /** Newest first. */
    readonly versions: (
      page: PageRequest<"-version">,
    ) => Effect.Effect<Page<BookVersion>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/pricing/PriceBooks") {
  static readonly layer = Layer.effect(
    PriceBooks,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* PriceBookRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      const kinds = yield* PriceRuleKinds
      const trips = yield* PriceTripKinds
      const schemas = bookSchemasOf(kinds)

      const stored = Effect.fnUntraced(function* (operatorId: OperatorId, version: number) {
        const rows = version === 0 ? [] : yield* repository.rows(operatorId, version)
        const book = bookOf(version, rows, schemas.book)
        if (book !== undefined) return book
        return version === 0
          ? emptyBook((yield* operators.get(operatorId)).currency)
          : yield* new PriceBookVersionNotFound({ version })
      })

      const inForce = (operatorId: OperatorId, version: number) =>
        Effect.catchTag(
          stored(operatorId, version),
          "PriceBookVersionNotFound",
          Effect.die, // the version in force was written
        )

      /** What is wrong with `book`, of itself and with whom it names beyond `before`; one question for all of them. */
      const findingsOf = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        book: PriceBook,
        before: PriceBook,
      ) {
        const { problems, warnings } = validateBook(book, kinds, trips)
        const asked = newOwners(book, before)
        const there =
          asked.clients.length + asked.agencies.length === 0
            ? asked
            : yield* repository.owners(operatorId, asked)
        const { currency } = book.currency === before.currency ? before : yield* operators.get(operatorId)
        const foreign = { path: ["currency"], issue: `must be the operator's, ${currency}` }
        const found = [
          ...(book.currency === currency ? [] : [foreign]),
          ...problems,
          ...unknownOwners(book, asked, there),
        ]
        return { problems: found.slice(0, mostProblems), warnings: warnings.slice(0, mostProblems) }
      })

      /** Locks the book, lets `decide` write another, and puts that in force if it hangs together. */
      const change = Effect.fnUntraced(function* <E>(
        ifVersion: number | undefined,
        decide: (book: PriceBook) => Result.Result<PriceBook, E>,
      ) {
        const actor = yield* permit("priceBook.edit")
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const before = yield* repository.lock(operatorId)
            if (ifVersion !== undefined && ifVersion !== before)
              return yield* new StaleVersion({ id: operatorId, expected: ifVersion, actual: before })
            const book = yield* inForce(operatorId, before)
            const next = yield* Effect.fromResult(decide(book))
            const { problems, warnings } = yield* findingsOf(operatorId, next, book)
            if (problems.length > 0) return yield* new PriceBookInvalid({ problems })
            const { added, changed, removed } = difference(
              before === 0 ? [] : rowsOf(book, schemas.book),
              rowsOf(next, schemas.book),
            )
            if (added.length + changed.length + removed.length === 0)
              return { version: before, added: 0, changed: 0, removed: 0, warnings }
            const version = before + 1
            yield* repository.save(operatorId, { version, at, written: [...added, ...changed], removed })
            yield* record(actor, at, [bookChanged(operatorId, { version, added, changed, removed })])
            return {
              version,
              added: added.length,
              changed: changed.length,
              removed: removed.length,
              warnings,
            }
          }),
        )
      })

      const rowOf = <P extends BookPart>(part: P, { data }: StoredRow): BookRow<P> =>
        Schema.decodeUnknownSync(schemas.rows[part] as Schema.Codec<BookRow<P>, unknown>)(data) // written through the same schema

      return PriceBooks.of({
        schemas,
        get: Effect.fn("PriceBooks.get")(function* (version) {
          const { operatorId } = yield* permit("priceBook.read")
          return yield* stored(operatorId, version ?? (yield* repository.version(operatorId)))
        }),
        replace: Effect.fn("PriceBooks.replace")(function* (book, ifVersion) {
          return yield* change(ifVersion, () => Result.succeed(book))
        }),
        check: Effect.fn("PriceBooks.check")(function* (book) {
          const { operatorId } = yield* permit("priceBook.read")
          const before = yield* inForce(operatorId, yield* repository.version(operatorId))
          return yield* findingsOf(operatorId, book, before)
        }),
        settings: Effect.fn("PriceBooks.settings")(function* (settings, ifVersion) {
          return yield* change(ifVersion, (book) => Result.succeed({ ...book, settings }))
        }),
        row: Effect.fn("PriceBooks.row")(function* <P extends BookPart>(part: P, id: string) {
          const { operatorId } = yield* permit("priceBook.read")
          const version = yield* repository.version(operatorId) // before the row, which then is no older
          const row = yield* repository.find(operatorId, part, id)
          return Option.isSome(row)
            ? { row: rowOf(part, row.value), version }
            : yield* new BookRowNotFound({ part, id })
        }),
        list: Effect.fn("PriceBooks.list")(function* <P extends BookPart>(
          part: P,
          filters: RowFilters,
          page: PageRequest<RowSort>,
        ) {
          const { operatorId } = yield* permit("priceBook.read")
          const { items, nextCursor } = yield* repository.list(operatorId, part, filters, page)
          return { items: items.map((row) => rowOf(part, row)), nextCursor }
        }),
        add: Effect.fn("PriceBooks.add")(function* <P extends BookPart>(
          part: P,
          given: Omit<BookRow<P>, "id"> & { readonly id?: string | undefined },
        ) {
          const id = given.id ?? (yield* ids.next)
          const row = { ...given, id } as unknown as BookRow<P> // its own fields and an id
          const { version } = yield* change(undefined, (book) => withRow(book, part, row))
          return { row, version }
        }),
        change: Effect.fn("PriceBooks.change")(function* <P extends BookPart>(
          part: P,
          id: string,
          alter: (row: BookRow<P>) => BookRow<P>,
          ifVersion?: number,
        ) {
          let changed: BookRow<P> | undefined
          const { version } = yield* change(ifVersion, (before) =>
            Result.map(withChangedRow(before, part, id, alter), ({ book, row }) => {
              changed = row
              return book
            }),
          )
          return { row: changed!, version }
        }),
        remove: Effect.fn("PriceBooks.remove")(function* (part, id, ifVersion) {
          return yield* change(ifVersion, (book) => withoutRow(book, part, id))
        }),
        versions: Effect.fn("PriceBooks.versions")(function* (page) {
          const { operatorId } = yield* permit("priceBook.read")
          return yield* repository.versions(operatorId, page)
        }),
      })
    }),
  )
}
