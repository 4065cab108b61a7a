import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type After, afterOf, cursorOf, CursorMismatch, pageOf } from "../../src/shared/Page.ts"
import { check, classes } from "../properties.ts"

const text = fc.string({ unit: "grapheme", maxLength: 30 })
const position: fc.Arbitrary<After> = fc.record({ key: text, id: fc.uuid() })
const sort = fc.constantFrom("createdAt", "-createdAt", "tripAt")
const filters = fc.record(
  {
    status: fc.array(fc.constantFrom("DRAFT", "SENT")),
    clientId: fc.uuid(),
    text,
    nested: fc.record({ from: fc.integer(), to: text }),
  },
  { requiredKeys: [] },
)
const asked = (sort: string, cursor?: string) => ({ sort, limit: 2, cursor })

/** The same object with its keys, at every depth, in the opposite order. */
const reordered = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, reordered(inner)]),
      )
    : value

describe("a cursor", () => {
  it("leads back to the position it was made from, whatever the sort key holds", () => {
    check(
      fc.property(sort, filters, position, (sort, filters, after) => {
        expect(afterOf(asked(sort, cursorOf(sort, filters, after)), filters)).toEqual(Result.succeed(after))
      }),
    )
  })

  it("is the same for the same filters, in whatever order they are written and with absent ones left out", () => {
    check(
      fc.property(filters, position, (filters, after) => {
        expect(cursorOf("createdAt", reordered(filters), after)).toBe(cursorOf("createdAt", filters, after))
        expect(cursorOf("createdAt", { ...filters, absent: undefined }, after)).toBe(
          cursorOf("createdAt", filters, after),
        )
      }),
    )
  })

  it("made under other filters is refused", () => {
    const seen = classes(["other filters", "same filters"])
    check(
      fc.property(filters, fc.option(filters, { nil: undefined }), position, (made, other, after) => {
        const cursor = cursorOf("createdAt", made, after)
        const used = other ?? made
        const same = JSON.stringify(sorted(made)) === JSON.stringify(sorted(used))
        seen.note(same ? "same filters" : "other filters")
        const found = afterOf(asked("createdAt", cursor), used)
        expect(found).toEqual(same ? Result.succeed(after) : Result.fail(new CursorMismatch({ cursor })))
      }),
    )
    seen.enough()
  })

  it("made under another sort order is refused, also under the opposite one", () => {
    const after = { key: "2026-12-01T05:30:00.000Z", id: "a" }
    const cursor = cursorOf("createdAt", {}, after)
    for (const sort of ["-createdAt", "tripAt", ""]) {
      expect(afterOf(asked(sort, cursor), {})).toEqual(Result.fail(new CursorMismatch({ cursor })))
    }
  })

  it("that is none of ours is refused and never throws", () => {
    const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
    const garbage = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString("base64url")),
      fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 6 }).map(json),
    )
    check(
      fc.property(garbage, (cursor) => {
        expect(afterOf(asked("createdAt", cursor), {})).toEqual(Result.fail(new CursorMismatch({ cursor })))
      }),
      500,
    )
    const good = cursorOf("createdAt", {}, { key: "k", id: "i" })
    for (const cursor of [
      "",
      "%",
      json(["createdAt"]),
      json(["createdAt", "0", "k", 1]),
      json(null),
      good.slice(1),
      `${good}=x`,
    ]) {
      expect(Result.isFailure(afterOf(asked("createdAt", cursor), {}))).toBe(true)
    }
  })

  it("that is missing asks for the first page", () =>
    expect(afterOf(asked("createdAt"), {})).toEqual(Result.succeed(undefined)))

  it("is written for a URL without escapes", () => {
    check(
      fc.property(position, (after) => {
        expect(cursorOf("-createdAt", {}, after)).toMatch(/^[A-Za-z0-9_-]+$/)
      }),
    )
  })
})

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]): [string, unknown] => [key, sorted(inner)])
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value

describe("a page", () => {
  it("reading page by page shows every row once and in order, for any number of rows and any limit", () => {
    const seen = classes(["no row", "last page full", "several pages"])
    check(
      fc.property(fc.oneof(fc.constant(0), fc.nat(40)), fc.integer({ min: 1, max: 10 }), (count, limit) => {
        const rows = Array.from({ length: count }, (_, n) => ({ id: String(n).padStart(4, "0") }))
        seen.note(
          count === 0 && "no row",
          count > 0 && count % limit === 0 && "last page full",
          count > limit && "several pages",
        )
        const read: Array<{ id: string }> = []
        let cursor: string | undefined
        do {
          const request = { sort: "id", limit, cursor }
          const after = Result.getOrThrow(afterOf(request, {}))
          const rest = rows.filter(({ id }) => after === undefined || id > after.id)
          const page = pageOf(request, {}, rest.slice(0, limit + 1), ({ id }) => ({ key: id, id }))
          expect(page.items.length).toBeLessThanOrEqual(limit)
          read.push(...page.items)
          cursor = page.nextCursor ?? undefined
        } while (cursor !== undefined)
        expect(read).toEqual(rows)
      }),
    )
    seen.enough()
  })
})
