/** What a price book says of itself that cannot be: told with its place, as what it refers to and does not have. */
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../src/pricing/PriceBook.ts"
import { validateBook } from "../../src/pricing/validateBook.ts"

const empty = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
const problems = (parts: object, settings: object = {}) =>
  validateBook(
    Schema.decodeUnknownSync(PriceBook)({ ...empty, ...parts, settings: { ...empty.settings, ...settings } }),
  ).problems.map(({ issue, path }) => `${path.join(".")} ${issue}`)

const vat = (category: string, rate: string) => ({ category, rate, reason: "as agreed" })
const rule = (when: object) => ({
  kind: "TIME_RULE",
  id: "rule",
  name: "rule",
  when,
  effect: { percentage: "0.10" },
})
const tiers = (...from: ReadonlyArray<number>) => ({
  cancellation: {
    tiers: from.map((fromMinutes) => ({ fromMinutes, share: "0.50" })),
    noShow: "1",
    vat: "AS_SERVICE",
  },
})

describe("what a book says of itself", () => {
  it("is no VAT but in the standard category, in the policy as in the catalogue of fees", () => {
    const fee = { id: "fee", code: "FEE", name: "fee", unitPrice: "1.00" }
    const fees = [
      fee,
      { ...fee, id: "taxed", vat: vat("S", "0.20") },
      { ...fee, id: "exempt", vat: vat("E", "0.20") },
    ]
    const policy = [
      { ...vat("O", "0.10"), tripType: "DISPO" },
      { ...vat("Z", "0"), tripType: "TRANSFER" },
    ]
    expect(problems({ fees }, { vat: policy })).toEqual([
      "fees.2.vat.rate must be 0 in category E",
      "settings.vat.0.rate must be 0 in category O",
    ])
  })

  it.each([
    [
      { atLeastMinutes: 60, lessThanMinutes: 60 },
      ["rules.0.when.leadTime.lessThanMinutes must be more than atLeastMinutes"],
    ],
    [{ atLeastMinutes: 60, lessThanMinutes: 61 }, []],
    [{ atLeastMinutes: 60 }, []],
    [{ lessThanMinutes: -1 }, []],
  ])("is a notice there can be: %j", (leadTime, told) =>
    expect(problems({ rules: [rule({ leadTime })] })).toEqual(told),
  )

  it.each([
    [{ atLeast: 4, atMost: 3 }, ["rules.0.when.passengers.atMost must not be less than atLeast"]],
    [{ atLeast: 4, atMost: 4 }, []],
    [{ atMost: 3 }, []],
    [{ atLeast: 4 }, []],
  ])("is a party there can be: %j", (passengers, told) =>
    expect(problems({ rules: [rule({ passengers })] })).toEqual(told),
  )

  it("is one share for each notice of a cancellation", () => {
    expect(problems({}, tiers(0, 120, 1_440))).toEqual([])
    expect(problems({}, tiers(0, 120, 0, 120))).toEqual([
      "settings.cancellation.tiers.2.fromMinutes is there twice",
      "settings.cancellation.tiers.3.fromMinutes is there twice",
    ])
  })
})
