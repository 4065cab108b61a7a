import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { absence, RowId } from "../../../src/pricing/book/Row.ts"
import { LocalDate } from "../../../src/shared/Instant.ts"

describe("a row", () => {
  it.each(["a", "paris-cdg", "A_1", "0".repeat(64)])("may be called %s", (id) =>
    expect(Schema.is(RowId)(id)).toBe(true),
  )
  it.each(["", "-a", "_a", "a b", "a/b", "é", "0".repeat(65)])("may not be called %j", (id) => {
    expect(Schema.is(RowId)(id)).toBe(false)
    expect(() => Schema.decodeUnknownSync(RowId)(id)).toThrow(
      "must be 1 to 64 letters, digits, hyphens or underscores",
    )
  })

  it("exists from its first day to its last, both included, unless it is not active", () => {
    const day = (text: string) => LocalDate.make(text)
    const bounded = { validFrom: day("2026-05-01"), validUntil: day("2026-05-31") }
    expect(
      ["2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"].map((on) => absence(bounded, day(on))),
    ).toEqual(["OUT_OF_DATE", undefined, undefined, "OUT_OF_DATE"])
    expect(absence({}, day("2026-05-01"))).toBeUndefined()
    expect(absence({ validFrom: bounded.validFrom }, day("2026-06-01"))).toBeUndefined()
    expect(absence({ validUntil: bounded.validUntil }, day("2026-04-30"))).toBeUndefined()
    expect(absence({ ...bounded, active: false }, day("2026-05-02"))).toBe("INACTIVE")
    expect(absence({ ...bounded, active: true }, day("2026-05-02"))).toBeUndefined()
  })
})
