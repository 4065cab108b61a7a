import * as fc from "fast-check"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import type { VatRule } from "../../../src/pricing/book/VatRule.ts"
import { contradictions, vatOf } from "../../../src/pricing/vat/vatOf.ts"
import { VatRate } from "../../../src/shared/VatRate.ts"
import { check, classes } from "../../properties.ts"

const rule = (reason: string, when: Partial<VatRule> = {}, rate = 1000): VatRule => ({
  rate: VatRate.make(rate),
  category: "S",
  reason,
  ...when,
})
const transfer = { tripType: "TRANSFER", crossBorder: false } as const
const reasonOf = (vat: ReadonlyArray<VatRule>, asked: Parameters<typeof vatOf>[1]) =>
  Result.match(vatOf({ vat }, asked), {
    onSuccess: ({ reason }) => reason,
    onFailure: ({ _tag, reasons }) => [_tag, ...reasons],
  })

const maybe = <A>(...values: ReadonlyArray<A>) => fc.option(fc.constantFrom(...values), { nil: undefined })
const tripType = fc.constantFrom("TRANSFER", "EXCURSION", "DISPO", "OFF_GRID")
const clientType = maybe("PRIVATE", "BUSINESS")
const anyRule = fc
  .record(
    {
      tripType,
      clientType: fc.constantFrom("PRIVATE", "BUSINESS"),
      crossBorder: fc.boolean(),
      reason: fc.constantFrom("a", "b", "c"),
    },
    { requiredKeys: ["reason"] },
  )
  .map(({ reason, ...when }) => rule(reason, when as Partial<VatRule>)) // each name is one of its field's
const asked = fc.record({ tripType, clientType, crossBorder: fc.boolean() }) as fc.Arbitrary<
  Parameters<typeof vatOf>[1]
>

describe("the VAT of a trip", () => {
  it("in France is 10 % for a transfer and an excursion, 20 % for a hire by time, and undecided off the grid", () => {
    const rates = (["TRANSFER", "EXCURSION", "DISPO", "OFF_GRID"] as const).map((tripType) =>
      Result.match(vatOf({ vat: [] }, { tripType, crossBorder: false }), {
        onSuccess: ({ rate, category, decidedBy }) => [rate, category, decidedBy],
        onFailure: ({ _tag, reasons }) => [_tag, reasons],
      }),
    )
    expect(rates).toEqual([
      [1000, "S", "POLICY"],
      [1000, "S", "POLICY"],
      [2000, "S", "POLICY"],
      ["VatUndecided", []],
    ])
    expect(reasonOf([], { tripType: "EXCURSION", crossBorder: false })).toContain("operator policy")
  })

  it("is what the policy's row says that says most of the trip", () => {
    const policy = [
      rule("all"),
      rule("dispo", { tripType: "DISPO" }),
      rule("dispo of companies", { tripType: "DISPO", clientType: "BUSINESS" }),
    ]
    expect(reasonOf(policy, transfer)).toBe("all")
    expect(reasonOf(policy, { ...transfer, tripType: "DISPO" })).toBe("dispo")
    expect(reasonOf(policy, { ...transfer, tripType: "DISPO", clientType: "BUSINESS" })).toBe(
      "dispo of companies",
    )
    expect(reasonOf([rule("abroad", { crossBorder: true })], { ...transfer, crossBorder: true })).toBe(
      "abroad",
    )
    expect(reasonOf([rule("abroad", { crossBorder: true })], transfer)).toBe("passenger transport")
  })

  it("is refused with both reasons where two rows say as much and differ, and is not where they agree", () => {
    const policy = [rule("a", { tripType: "TRANSFER" }), rule("b", { clientType: "PRIVATE" }, 2000)]
    expect(reasonOf(policy, { ...transfer, clientType: "PRIVATE" })).toEqual(["VatUndecided", "a", "b"])
    expect(contradictions(policy)).toEqual([[0, 1]])
    const decided = [...policy, rule("c", { tripType: "TRANSFER", clientType: "PRIVATE" })]
    expect(reasonOf(decided, { ...transfer, clientType: "PRIVATE" })).toBe("c")
    expect(contradictions(decided)).toEqual([])
    const same = [rule("a", { tripType: "TRANSFER" }), rule("a", { clientType: "PRIVATE" })]
    expect(reasonOf(same, { ...transfer, clientType: "PRIVATE" })).toBe("a")
  })

  it("differing in nothing but the rate or the category is differing, too", () => {
    const zero: VatRule = { ...rule("a", {}, 0), category: "Z" }
    expect(contradictions([rule("a"), rule("a", {}, 2000)])).toEqual([[0, 1]])
    expect(contradictions([rule("a", {}, 0), zero])).toEqual([[0, 1]])
  })

  it("does not depend on the order of the rows, and fails for a policy that contradicts itself alone", () => {
    const seen = classes(["decided by a row", "decided by default", "undecided", "several rows fit"])
    check(
      fc.property(
        fc
          .array(anyRule, { maxLength: 8 })
          .chain((rules) =>
            fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
          ),
        asked,
        ([rules, shuffled], trip) => {
          const found = vatOf({ vat: rules }, trip)
          const again = vatOf({ vat: shuffled }, trip)
          expect(Result.isSuccess(again)).toBe(Result.isSuccess(found))
          if (Result.isSuccess(found) && Result.isSuccess(again)) expect(again.success).toEqual(found.success)
          const fitting = rules.filter(
            (rule) =>
              (rule.tripType ?? trip.tripType) === trip.tripType &&
              (rule.clientType ?? trip.clientType) === trip.clientType &&
              (rule.crossBorder ?? trip.crossBorder) === trip.crossBorder,
          )
          seen.note(
            Result.isSuccess(found) && fitting.length > 0 && "decided by a row",
            Result.isSuccess(found) && fitting.length === 0 && "decided by default",
            Result.isFailure(found) && "undecided",
            fitting.length > 1 && "several rows fit",
          )
          if (Result.isFailure(found) && fitting.length > 0) expect(contradictions(rules)).not.toEqual([])
          if (contradictions(rules).length === 0 && fitting.length > 0)
            expect(Result.isSuccess(found)).toBe(true)
        },
      ),
      1_000,
    )
    seen.enough()
  })

  it("S47: an operator exempt from VAT has none on anything, with its mention", () => {
    const vatExemption = "TVA non applicable, art. 293 B du CGI"
    for (const tripType of ["TRANSFER", "OFF_GRID"] as const)
      expect(
        Result.getOrThrow(vatOf({ vat: [rule("all")], vatExemption }, { ...transfer, tripType })),
      ).toEqual({
        rate: 0,
        category: "E",
        reason: vatExemption,
        decidedBy: "POLICY",
      })
  })
})

describe("a policy", () => {
  it("that leaves a trip undecided names the client's type where it is known", () => {
    const offGrid = { tripType: "OFF_GRID", crossBorder: true } as const
    const undecided = (asked: Parameters<typeof vatOf>[1]) =>
      Result.getOrThrow(Result.flip(vatOf({ vat: [] }, asked)))
    expect(undecided({ ...offGrid, clientType: "BUSINESS" })).toMatchObject({
      ...offGrid,
      clientType: "BUSINESS",
    })
    expect(undecided(offGrid)).not.toHaveProperty("clientType")
  })

  it("contradicts itself where two rows that say as much of a trip differ, and not where they say the same", () => {
    const same = [rule("all"), rule("all")]
    expect(contradictions(same)).toEqual([])
    expect(contradictions([rule("all"), rule("all", {}, 2000)])).toEqual([[0, 1]])
  })

  it("tells of its contradictions by the later row", () => {
    const policy = [
      rule("business", { clientType: "BUSINESS" }),
      rule("transfer", { tripType: "TRANSFER" }),
      rule("abroad", { crossBorder: true }),
      rule("transfer too", { tripType: "TRANSFER" }),
    ]
    expect(contradictions(policy).map(([, later]) => later)).toEqual([1, 2, 3])
  })
})
