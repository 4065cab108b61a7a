import { describe, expect, it } from "vitest"
import { bookChanged } from "../../../src/pricing/bookChanged.ts"
import type { StoredRow } from "../../../src/pricing/PriceBookRepository.ts"
import { ids } from "../../samples.ts"

const row = (part: StoredRow["part"], id: string): StoredRow => ({ part, id, active: true, data: { id } })
const nothing = { added: [], changed: [], removed: [] }
const { operator } = ids

describe("what the history says of a change of the book", () => {
  it("is the version it made and each row by its list and id, not what is in it", () => {
    expect(
      bookChanged(operator, {
        version: 4,
        added: [row("routes", "cdg"), row("zones", "paris")],
        changed: [row("book", "book")],
        removed: [row("fees", "late")],
      }),
    ).toEqual({
      aggregate: "PRICE_BOOK",
      id: operator,
      action: "PriceBookChanged",
      data: {
        version: 4,
        added: ["routes/cdg", "zones/paris"],
        changed: ["book/book"],
        removed: ["fees/late"],
      },
    })
  })

  it.each(["added", "changed", "removed"] as const)("names the first hundred of those %s", (kind) => {
    const many = Array.from({ length: 101 }, (_, n) => row("routes", `r${n}`))
    const named = (rows: ReadonlyArray<StoredRow>) =>
      bookChanged(operator, { version: 1, ...nothing, [kind]: rows }).data
    expect(named(many)).toEqual({
      version: 1,
      ...nothing,
      [kind]: many.slice(0, 100).map(({ id }) => `routes/${id}`),
    })
    expect(named(many.slice(0, 100))).toEqual(named(many))
  })
})
