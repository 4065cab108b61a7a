/** What can be wrong with a price book, or with asking for a part of it. */
import { Schema } from "effect"
import { BookPart } from "./PriceBookRepository.ts"

/** A problem at its place in the book, `["routes", 3, "from", "zoneIds", 0]`. */
export const BookProblem = Schema.Struct({
  path: Schema.Array(Schema.Union([Schema.String, Schema.Number])),
  issue: Schema.String,
})
export type BookProblem = typeof BookProblem.Type

/** The book contradicts itself; every problem is listed. */
export class PriceBookInvalid extends Schema.TaggedError<PriceBookInvalid>()("PriceBookInvalid", {
  problems: Schema.Array(BookProblem),
}) {}

export class PriceBookVersionNotFound extends Schema.TaggedError<PriceBookVersionNotFound>()(
  "PriceBookVersionNotFound",
  { version: Schema.Int },
) {}

export class BookRowNotFound extends Schema.TaggedError<BookRowNotFound>()("BookRowNotFound", {
  part: BookPart,
  id: Schema.String,
}) {}

export class BookRowExists extends Schema.TaggedError<BookRowExists>()("BookRowExists", {
  part: BookPart,
  id: Schema.String,
}) {}
