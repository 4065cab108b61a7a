/** A book with one of its rows added, changed or removed, the others where they were; or why there is no such book. */
import { Result } from "effect"
import type { PriceBook } from "./PriceBook.ts"
import { BookRowExists, BookRowNotFound } from "./PriceBookErrors.ts"
import type { BookPart } from "./PriceBookRepository.ts"
import type { BookRow } from "./rowSchemas.ts"

/** With a row after those of its list. */
export const withRow = <P extends BookPart>(
  book: PriceBook,
  part: P,
  row: BookRow<P>,
): Result.Result<PriceBook, BookRowExists> =>
  book[part].some(({ id }) => id === row.id)
    ? Result.fail(new BookRowExists({ part, id: row.id }))
    : Result.succeed(withRows(book, part, [...book[part], row]))

/** With what `change` makes of a row in its place, and that row. It keeps its id: quotes and explanations name it by that. */
export const withChangedRow = <P extends BookPart>(
  book: PriceBook,
  part: P,
  id: string,
  change: (row: BookRow<P>) => BookRow<P>,
): Result.Result<{ readonly book: PriceBook; readonly row: BookRow<P> }, BookRowNotFound> => {
  const rows: ReadonlyArray<BookRow<P>> = book[part]
  const index = rows.findIndex((other) => other.id === id)
  const was = rows[index]
  if (was === undefined) return Result.fail(new BookRowNotFound({ part, id }))
  const row = { ...change(was), id }
  return Result.succeed({ book: withRows(book, part, rows.with(index, row)), row })
}

export const withoutRow = (
  book: PriceBook,
  part: BookPart,
  id: string,
): Result.Result<PriceBook, BookRowNotFound> => {
  const rows: ReadonlyArray<{ readonly id: string }> = book[part]
  const others = rows.filter((row) => row.id !== id)
  return others.length === rows.length
    ? Result.fail(new BookRowNotFound({ part, id }))
    : Result.succeed(withRows(book, part, others))
}

const withRows = (book: PriceBook, part: BookPart, rows: ReadonlyArray<object>): PriceBook =>
  ({ ...book, [part]: rows }) as PriceBook // rows of that part
