/** What can be wrong with a price book, or with asking for a part of it. */
import { Schema } from "effect"
import { BookPart } from "./PriceBookRepository.ts"
import { UpTo } from "../shared/Text.ts"

/** A problem at its place in the book, `["routes", 3, "from", "zoneIds", 0]`. */
export const BookProblem = Schema.Struct({
  path: Schema.Array(Schema.Union([UpTo(1_000), Schema.Int])).check(Schema.isMaxLength(50)),
  issue: UpTo(10_000),
})
export type BookProblem = typeof BookProblem.Type

/** As many problems of a book are listed. */
export const mostProblems = 1_000

/** The book contradicts itself; every problem is listed, up to a thousand. */
export class PriceBookInvalid extends Schema.TaggedError<PriceBookInvalid>()("PriceBookInvalid", {
  problems: Schema.Array(BookProblem).check(Schema.isMaxLength(mostProblems)),
}) {}

export class PriceBookVersionNotFound extends Schema.TaggedError<PriceBookVersionNotFound>()(
  "PriceBookVersionNotFound",
  { version: Schema.Int },
) {}

export class BookRowNotFound extends Schema.TaggedError<BookRowNotFound>()("BookRowNotFound", {
  part: BookPart,
  id: UpTo(200),
}) {}

export class BookRowExists extends Schema.TaggedError<BookRowExists>()("BookRowExists", {
  part: BookPart,
  id: UpTo(200),
}) {}
