/** A book of everything as its rows, back from them in any order, and what is told apart between two of them. */
import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bookOf, difference, parts, rowsOf } from "../../../src/pricing/bookRows.ts"
import { rowFields } from "../../../src/pricing/book/Row.ts"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { BookPart, type StoredRow } from "../../../src/pricing/PriceBookRepository.ts"
import { bookSchemasOf } from "../../../src/pricing/rowSchemas.ts"
import { ruleKinds } from "../../../src/pricing/rules/index.ts"
import type { RuleKind } from "../../../src/pricing/rules/RuleKind.ts"
import { check } from "../../properties.ts"
import { at, withAt } from "../whole/asJson.ts"
import { fullBook } from "./fullBook.ts"

const decode = Schema.decodeUnknownSync(PriceBook)
const rows = (json: unknown = fullBook) => rowsOf(decode(json))
const called = ({ id, part }: StoredRow) => `${part}/${id}`
const inForce = rows()

/** As a storage may give it back: the same JSON with the keys of every object in another order. */
const turned = (json: unknown): unknown =>
  Array.isArray(json)
    ? json.map(turned)
    : typeof json === "object" && json !== null
      ? Object.fromEntries(
          Object.entries(json)
            .toReversed()
            .map(([key, value]) => [key, turned(value)]),
        )
      : json

describe("the rows of a book", () => {
  it("are its own fields and one of each row of each list, in the wire's form", () => {
    const { currency, name, settings } = fullBook
    expect(JSON.parse(JSON.stringify(inForce))).toMatchObject([
      { part: "book", id: "book", active: true, data: { name, currency, settings } },
      ...parts.flatMap((part) => fullBook[part].map((row) => ({ part, id: row.id, data: row }))),
    ])
    expect(parts).toEqual(BookPart.literals)
  })

  it("say beside it whether they are active, and which agency they are for", () => {
    const [off, silent] = [
      withAt(fullBook, "routes.0.active", false),
      withAt(fullBook, "routes.0.active", undefined),
    ]
    const beside = (json: unknown, name: string) => {
      const { active, agencyId } = rows(json).find((row) => called(row) === name)!
      return [active, agencyId]
    }
    const { agencyId } = fullBook.routes[0]!
    expect(beside(fullBook, "routes/a-b")).toEqual([true, agencyId])
    expect(beside(off, "routes/a-b")).toEqual([false, agencyId])
    expect(beside(JSON.parse(JSON.stringify(silent)), "routes/a-b")).toEqual([true, agencyId])
    expect(beside(fullBook, "rates/hour")).toEqual([true, undefined])
    expect(beside(fullBook, "zones/ring")).toEqual([true, undefined])
  })

  it("are for no agency where a host's kind of rules means something else by the name", () => {
    const Levy = Schema.Struct({ kind: Schema.Literal("LEVY"), ...rowFields, agencyId: Schema.Int })
    const levy: RuleKind<typeof Levy.Type> = {
      kind: "LEVY",
      schema: Levy,
      compile: () => () => undefined,
      notMonotone: () => [],
    }
    const { book: schema } = bookSchemasOf({ ...ruleKinds, LEVY: levy })
    const rules = [{ kind: "LEVY", id: "levy", name: "Levy", agencyId: 7 }]
    const book = { ...emptyBook("EUR"), rules } as unknown as PriceBook // the types do not know LEVY
    expect(rowsOf(book, schema).find(({ part }) => part === "rules")?.agencyId).toBeUndefined()
  })

  it("are the book again, each list by id, in whatever order and under whatever version they are kept", () => {
    const sorted = Object.fromEntries(
      parts.map((part) => [part, fullBook[part].toSorted((a, b) => (a.id < b.id ? -1 : 1))]),
    )
    const book = decode({ ...fullBook, ...sorted, version: 3 })
    check(
      fc.property(fc.shuffledSubarray([...inForce], { minLength: inForce.length }), (shuffled) => {
        expect(bookOf(3, shuffled)).toEqual(book)
      }),
    )
    expect(bookOf(3, inForce.toReversed())).toEqual(book)
    expect(
      bookOf(
        3,
        inForce.map((row) => ({ ...row, data: turned(row.data) }) as StoredRow),
      ),
    ).toEqual(book)
  })

  it("are no book without its own fields, and one without rows with them alone", () => {
    expect(bookOf(0, [])).toBeUndefined()
    expect(bookOf(7, inForce.slice(1))).toBeUndefined()
    const book = emptyBook("EUR", "Ours")
    expect(bookOf(0, rowsOf(book))).toEqual(book)
  })
})

describe("between two books", () => {
  const told = (before: unknown, after: unknown) => {
    const { added, changed, removed } = difference(rows(before), rows(after))
    return { added: added.map(called), changed: changed.map(called), removed: removed.map(called) }
  }
  const nothing = { added: [], changed: [], removed: [] }
  const without = (part: BookPart) => ({ ...fullBook, [part]: fullBook[part].slice(1) })

  it("is nothing where they say the same, whatever the order of rows and keys and whatever their versions", () => {
    expect(told(fullBook, { ...fullBook, version: 8 })).toEqual(nothing)
    const asKept = inForce.toReversed().map((row) => ({ ...row, data: turned(row.data) }) as StoredRow)
    expect(difference(asKept, inForce)).toEqual(nothing)
    expect(difference(inForce, asKept)).toEqual(nothing)
  })

  it("are all rows where one of them is without any", () => {
    expect(difference([], inForce)).toEqual({ ...nothing, added: inForce })
    expect(difference(inForce, [])).toEqual({ ...nothing, removed: inForce })
  })

  it.each(parts)("is what one has of the %s and the other has not", (part) => {
    const name = `${part}/${fullBook[part][0]!.id}`
    expect(told(without(part), fullBook)).toEqual({ ...nothing, added: [name] })
    expect(told(fullBook, without(part))).toEqual({ ...nothing, removed: [name] })
  })

  it.each(parts)("is a row of the %s of which anything is other, as it is afterwards", (part) => {
    const after = withAt(fullBook, `${part}.0.name`, "Other")
    expect(told(fullBook, after)).toEqual({ ...nothing, changed: [`${part}/${fullBook[part][0]!.id}`] })
    const [row] = difference(inForce, rows(after)).changed
    expect(row?.data).toMatchObject({ name: "Other" })
  })

  it.each([
    ["name", "Another book", "book/book"],
    ["settings.fallback", "NONE", "book/book"],
    ["settings.corrections.wholeKm", false, "book/book"],
    ["settings.waiting.free.0.zoneIds.0", "round", "book/book"],
    ["settings.holidays.BE.0", "2026-07-21", "book/book"],
    ["zones.0.shape.coordinates.0.1.0", 3.5, "zones/ring"],
    ["routes.0.to.address.position.0", 2.4, "routes/a-b"],
    ["routes.0.vehicleCategory", "VAN", "routes/a-b"],
    ["packages.0.vehicleCategory", null, "packages/flat"],
    ["rates.1.buckets.0.minutes", 300, "rates/hours"],
    ["tariffs.0.rules.0.perHour", "55.00", "tariffs/berline"],
    ["rules.0.factor", "1.20", "rules/may"],
    ["fees.0.vat.rate", "0.10", "fees/parking"],
  ])("is the row where %s becomes %j, and no other", (place, value, name) => {
    expect(at(fullBook, place)).not.toEqual(value)
    const after = withAt(fullBook, place, value)
    expect(told(fullBook, after)).toEqual({ ...nothing, changed: [name] })
    expect(told(after, fullBook)).toEqual({ ...nothing, changed: [name] })
  })

  it("is nothing where an amount is only written with more digits", () => {
    expect(told(fullBook, withAt(fullBook, "routes.0.unitPrice", "85.5000"))).toEqual(nothing)
  })

  it("is a row whose key is gone, came to be, or holds a list where there were entries", () => {
    const one = (data: Schema.JsonObject): ReadonlyArray<StoredRow> => [
      { part: "rules", id: "levy", active: true, data },
    ]
    const changes = (before: Schema.JsonObject, after: Schema.JsonObject) =>
      difference(one(before), one(after)).changed.length
    expect(changes({ a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 })).toBe(0)
    expect(changes({ a: 1, b: { c: 2 } }, { a: 1, b: {} })).toBe(1)
    expect(changes({ a: 1 }, { a: 1, b: null })).toBe(1)
    expect(changes({ a: ["x", "y"] }, { a: ["y", "x"] })).toBe(1)
    expect(changes({ a: [] }, { a: {} })).toBe(1)
    expect(changes({ a: "1" }, { a: 1 })).toBe(1)
    expect(changes({ a: true }, { a: false })).toBe(1)
  })

  it("tells rows of one id in two lists apart", () => {
    const row = (part: BookPart): StoredRow => ({ part, id: "same", active: true, data: { part } })
    expect(difference([row("routes")], [row("fees")])).toEqual({
      added: [row("fees")],
      changed: [],
      removed: [row("routes")],
    })
  })

  it("is what makes one of the other: without the removed, with the changed and the added in their place", () => {
    const other = rows(
      ["settings.fallback", "zones.0.name", "fees.1.name"].reduce(
        (json, place) => withAt(json, place, place.startsWith("settings") ? "NONE" : "Other"),
        fullBook as unknown,
      ),
    )
    const some = () => fc.tuple(fc.subarray([...inForce]), fc.subarray([...other]))
    const keyed = (all: ReadonlyArray<StoredRow>) => new Map(all.map((row) => [called(row), row.data]))
    check(
      fc.property(some(), some(), ([a, b], [c, d]) => {
        const [before, after] = [[...keyedRows(a, b)], [...keyedRows(c, d)]]
        const { added, changed, removed } = difference(before, after)
        const made = keyed([...before, ...changed])
        for (const row of removed) expect(made.delete(called(row))).toBe(true)
        for (const row of added) expect(made.has(called(row))).toBe(false)
        for (const row of added) made.set(called(row), row.data)
        expect(made).toEqual(keyed(after))
      }),
    )
  })

  /** Each row once: the second's in place of the first's. */
  const keyedRows = (first: ReadonlyArray<StoredRow>, second: ReadonlyArray<StoredRow>) =>
    new Map([...first, ...second].map((row) => [called(row), row])).values()
})
