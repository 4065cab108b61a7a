import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { both, explain, Explanation } from "../../src/pricing/Explanation.ts"
import { lazyTrace } from "../../src/pricing/lazyTrace.ts"
import * as Exact from "../../src/shared/Exact.ts"
import { make } from "../../src/shared/Money.ts"

const rejected = (id: string) => ({ kind: "ROUTE", id, label: id, reason: "INACTIVE", price: "12.5" })
const trace = {
  parts: [
    {
      kind: "ZONE_FACTOR",
      label: "zones",
      inputs: { pickup: "1.25", km: 38, asked: true },
      amount: Exact.of(1, 3),
    },
    { kind: "ROUTE", id: "paris-cdg", label: "Paris – CDG", inputs: {}, amount: Exact.of(90) },
  ],
  rejected: [rejected("a")],
}

describe("an explanation", () => {
  const written = explain(trace, make(9_033), "EUR", 7)

  it("names the row of a part that has one, and what rounding took or added", () => {
    expect(written).toEqual({
      bookVersion: 7,
      parts: [
        {
          kind: "ZONE_FACTOR",
          label: "zones",
          inputs: { pickup: "1.25", km: 38, asked: true },
          amount: "1/3",
        },
        { kind: "ROUTE", id: "paris-cdg", label: "Paris – CDG", inputs: {}, amount: "90" },
        { kind: "ROUNDING", label: "rounding to the minor unit", inputs: {}, amount: "-1/300" },
      ],
      rejected: [rejected("a")],
    })
    expect(written.parts[0]).not.toHaveProperty("id")
  })

  it("is read as it was written", () => {
    const read = Schema.decodeUnknownSync(Explanation)(JSON.parse(JSON.stringify(written)))
    expect(read).toEqual(written)
  })

  it("has what two looks at a book rejected, one after the other", () => {
    const [a, b] = [[rejected("a")], [rejected("b")]]
    expect([both(a, b), both(a, []), both([], b), both([], [])]).toEqual([[...a, ...b], a, b, []])
  })

  it.each([["parts", "rejected"] as const, ["rejected", "parts"] as const])(
    "is made when somebody reads its %s, and not again for its %s",
    (first, second) => {
      let times = 0
      const lazy = lazyTrace(() => {
        times++
        return trace
      })
      expect(times).toBe(0)
      expect([lazy[first], lazy[second], lazy[first]]).toEqual([trace[first], trace[second], trace[first]])
      expect(times).toBe(1)
    },
  )
})
