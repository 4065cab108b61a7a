/**
 * Lists are read a page at a time, after a key: a page costs the same wherever it lies, and rows that arrive meanwhile
 * neither repeat nor skip others.
 */
import { Result, Schema } from "effect"
import { UpTo } from "./Text.ts"

/** What a list is asked for. `sort` is a field of the list's own enumeration, with `-` in front for descending. */
export interface PageRequest<Sort extends string> {
  readonly sort: Sort
  /** 1 to 200. */
  readonly limit: number
  readonly cursor?: string | undefined
}

/** One page, and where the next begins; null on the last. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly nextCursor: string | null
}

/** The position after a row: the row's sort key and its id. */
export interface After {
  readonly key: string
  readonly id: string
}

/** The cursor was made for another sort order or other filters, or is no cursor of ours. */
export class CursorMismatch extends Schema.TaggedError<CursorMismatch>()("CursorMismatch", {
  cursor: UpTo(2_000),
}) {}

const mismatch = (cursor: string) => new CursorMismatch({ cursor: cursor.slice(0, 2_000) })

const Cursor = Schema.StringFromBase64Url.pipe(
  Schema.decodeTo(
    Schema.fromJsonString(Schema.Tuple([Schema.String, Schema.String, Schema.String, Schema.String])),
  ),
)
const decode = Schema.decodeUnknownResult(Cursor)
const encode = Schema.encodeSync(Cursor)

/** The cursor of the page after `after`, bound to the sort and the filters it was made under. */
export const cursorOf = (sort: string, filters: unknown, after: After): string =>
  encode([sort, fingerprint(filters), after.key, after.id])

/** Where the asked page begins: undefined for the first one. */
export const afterOf = (
  request: PageRequest<string>,
  filters: unknown,
): Result.Result<After | undefined, CursorMismatch> => {
  if (request.cursor === undefined) return Result.succeed(undefined)
  const cursor = decode(request.cursor)
  if (Result.isFailure(cursor)) return Result.fail(mismatch(request.cursor))
  const [sort, filtered, key, id] = cursor.success
  return sort === request.sort && filtered === fingerprint(filters)
    ? Result.succeed({ key, id })
    : Result.fail(mismatch(request.cursor))
}

/** Cuts `rows`, read with one row more than the limit, into a page. */
export const pageOf = <A>(
  request: PageRequest<string>,
  filters: unknown,
  rows: ReadonlyArray<A>,
  position: (row: A) => After,
): Page<A> => {
  const items = rows.slice(0, request.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor:
      rows.length > request.limit && last !== undefined
        ? cursorOf(request.sort, filters, position(last))
        : null,
  }
}

/** 32-bit FNV-1a over the filters written in key order: enough to notice a cursor used with other filters. */
function fingerprint(filters: unknown): string {
  const text = JSON.stringify(filters, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, v]) => v !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  )
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}
