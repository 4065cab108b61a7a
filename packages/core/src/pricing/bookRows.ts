/** A price book as the rows it is stored in, and back; and what lies between two books. */
import { Schema } from "effect"
import type { AgencyId } from "../shared/Ids.ts"
import { PriceBook } from "./PriceBook.ts"
import type { BookPart, StoredPart, StoredRow } from "./PriceBookRepository.ts"

export const parts: ReadonlyArray<BookPart> = [
  "zones",
  "routes",
  "packages",
  "rates",
  "tariffs",
  "rules",
  "fees",
]

/** The book's rows as JSON on the wire. */
type Written = Readonly<Record<BookPart, ReadonlyArray<Schema.JsonObject>>> & {
  readonly version: number
  readonly name: string
  readonly currency: string
  readonly settings: Schema.Json
}

/** Every row of the book, `book` with its own fields first; `schema` is that of its rule kinds. */
export const rowsOf = (book: PriceBook, schema = PriceBook): ReadonlyArray<StoredRow> => {
  const written = Schema.encodeSync(schema)(book) as unknown as Written // what the schema of the book encodes to
  const { name, currency, settings } = written
  return [
    { part: "book", id: "book", active: true, data: { name, currency, settings } },
    ...parts.flatMap((part) => written[part].map((data) => storedRow(part, data))),
  ]
}

/** One row of JSON on the wire. */
const storedRow = (part: StoredPart, data: Schema.JsonObject): StoredRow => ({
  part,
  id: String(data["id"]),
  active: data["active"] !== false,
  ...(typeof data["agencyId"] === "string" ? { agencyId: data["agencyId"] as AgencyId } : {}), // the schema made it one
  data,
})

/** The book of a version's rows, each list by id; undefined without its own fields. */
export const bookOf = (
  version: number,
  rows: ReadonlyArray<StoredRow>,
  schema = PriceBook,
): PriceBook | undefined => {
  const own = rows.find(({ part }) => part === "book")
  if (own === undefined) return undefined
  const listed = parts.map((part) => [
    part,
    rows
      .filter((row) => row.part === part)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ data }) => data),
  ])
  return Schema.decodeUnknownSync(schema)({ version, ...(own.data as object), ...Object.fromEntries(listed) }) // written by `rowsOf`
}

/** What turns one book into another. */
export interface BookDifference {
  readonly added: ReadonlyArray<StoredRow>
  readonly changed: ReadonlyArray<StoredRow>
  readonly removed: ReadonlyArray<StoredRow>
}

export const difference = (
  before: ReadonlyArray<StoredRow>,
  after: ReadonlyArray<StoredRow>,
): BookDifference => {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const kept = new Set(after.map(keyOf))
  return {
    added: after.filter((row) => !old.has(keyOf(row))),
    changed: after.filter((row) => {
      const was = old.get(keyOf(row))
      return was !== undefined && canonical(was.data) !== canonical(row.data)
    }),
    removed: before.filter((row) => !kept.has(keyOf(row))),
  }
}

const keyOf = ({ part, id }: StoredRow): string => `${part} ${id}`

/** JSON with its keys in order: storages do not keep the order they were written in. */
function canonical(value: Schema.Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, inner[key as keyof typeof inner]]), // a key of it
        )
      : inner,
  )
}
