import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { withChangedRow, withoutRow, withRow } from "../../../src/pricing/bookEdits.ts"
import { parts } from "../../../src/pricing/bookRows.ts"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { BookRowExists, BookRowNotFound } from "../../../src/pricing/PriceBookErrors.ts"
import { fullBook } from "./fullBook.ts"

const book = Schema.decodeUnknownSync(PriceBook)(fullBook)
const [ring, round, ...zones] = book.zones
const renamed = { ...round!, name: "Renamed" }

describe("a row of a price book", () => {
  it("is added after those of its list, and nothing else is other", () => {
    const row = { ...ring!, id: "new" }
    expect(withRow(book, "zones", row)).toEqual(
      Result.succeed({ ...book, zones: [ring, round, ...zones, row] }),
    )
    expect(withRow(emptyBook("EUR"), "zones", ring!)).toEqual(
      Result.succeed({ ...emptyBook("EUR"), zones: [ring] }),
    )
  })

  it("is not added under an id its list has, first or last, and may be under one of another list", () => {
    for (const row of [book.zones[0]!, book.zones.at(-1)!])
      expect(withRow(book, "zones", { ...ring!, id: row.id })).toEqual(
        Result.fail(new BookRowExists({ part: "zones", id: row.id })),
      )
    expect(Result.isSuccess(withRow(book, "zones", { ...ring!, id: book.routes[0]!.id }))).toBe(true)
  })

  it("is changed in its place by what it was, and nothing else is other", () => {
    const changed = withChangedRow(book, "zones", "round", (row) => ({ ...row, name: `${row.id}ed` }))
    const row = { ...round!, name: "rounded" }
    expect(changed).toEqual(Result.succeed({ row, book: { ...book, zones: [ring, row, ...zones] } }))
  })

  it("is replaced whole: what is not said of it any more is gone", () => {
    const { factor: _, priority: __, ...bare } = ring!
    const { book: after, row } = Result.getOrThrow(withChangedRow(book, "zones", "ring", () => bare))
    expect(row).toStrictEqual(bare)
    expect(after.zones).toStrictEqual([bare, round, ...zones])
  })

  it("keeps its id whatever replaces it, so that none is taken from another", () => {
    const changed = withChangedRow(book, "zones", "round", () => ({ ...renamed, id: "ring" }))
    expect(changed).toEqual(
      Result.succeed({ row: renamed, book: { ...book, zones: [ring, renamed, ...zones] } }),
    )
  })

  it("is removed, and nothing else is other", () => {
    expect(withoutRow(book, "zones", "round")).toEqual(Result.succeed({ ...book, zones: [ring, ...zones] }))
    expect(withoutRow(book, "routes", "a-b")).toEqual(Result.succeed({ ...book, routes: [] }))
  })

  it.each(parts)("is neither changed nor removed where the list of %s has none of that id", (part) => {
    const elsewhere = part === "zones" ? "a-b" : "ring"
    for (const id of ["unknown", elsewhere]) {
      const missing = Result.fail(new BookRowNotFound({ part, id }))
      expect(withChangedRow(book, part, id, (row) => row)).toEqual(missing)
      expect(withoutRow(book, part, id)).toEqual(missing)
    }
  })

  it("leaves the book it was changed in as it was", () => {
    const before = structuredClone(fullBook)
    withRow(book, "zones", { ...ring!, id: "new" })
    withChangedRow(book, "zones", "round", () => renamed)
    withoutRow(book, "zones", "ring")
    expect(Schema.encodeSync(PriceBook)(book)).toEqual(before)
  })
})
