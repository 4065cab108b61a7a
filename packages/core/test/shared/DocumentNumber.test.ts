import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { format } from "../../src/shared/DocumentNumber.ts"
import { check } from "../properties.ts"

const series = { kind: "ORDER", prefix: "CMD", year: 2025 } as const

describe("document numbers", () => {
  it.each([
    [1, "CMD-2025-00001"],
    [142, "CMD-2025-00142"],
    [99_999, "CMD-2025-99999"],
    [100_000, "CMD-2025-100000"],
    [1_234_567, "CMD-2025-1234567"],
  ])("F46 the order number %d of 2025 reads %s", (sequence, text) =>
    expect(format(series, sequence)).toBe(text),
  )

  it("a quote's number carries the operator's own prefix", () => {
    expect(format({ kind: "QUOTE", prefix: "ANGEBOT", year: 2026 }, 7)).toBe("ANGEBOT-2026-00007")
  })

  it("two numbers of a series are never the same, and tell their sequence, beyond 99,999 too", () => {
    check(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (sequence) => {
        const text = format(series, sequence)
        expect(Number(text.split("-")[2])).toBe(sequence)
        expect(text.split("-")[2]!.length).toBeGreaterThanOrEqual(5)
      }),
    )
  })
})
