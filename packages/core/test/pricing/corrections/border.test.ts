import * as fc from "fast-check"
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { Priced } from "../../../src/pricing/ComputedLine.ts"
import { corrections, type Quoted } from "../../../src/pricing/corrections/corrections.ts"
import { explain } from "../../../src/pricing/Explanation.ts"
import { Terms } from "../../../src/pricing/Terms.ts"
import { largestRemainder } from "../../../src/pricing/totals/largestRemainder.ts"
import { withShare } from "../../../src/pricing/vat/share.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { times } from "../../../src/shared/UnitPrice.ts"
import { check, classes } from "../../properties.ts"
import { dispo } from "../hiring.ts"
import { dispoQuote, km, money, quotedOf, sumOf, vat } from "./quoted.ts"

describe("corrections of a hire across a border", () => {
  const quotedAbroad = (priced: Priced, kmAbroad: string, ofKm: string): Quoted => {
    const lines = withShare(priced, { foreignKm: km(kmAbroad), distanceKm: km(ofKm) }, "EUR").lines.map(
      (line) => ({ ...line, vat: line.vat ?? vat(2_000) }),
    )
    const [transport, share, ...overages] = lines
    const { terms } = transport!
    return {
      terms: Schema.decodeUnknownSync(Terms)(Schema.encodeUnknownSync(Terms)(terms)),
      transport: transport!,
      share: share!,
      overages,
    }
  }

  it("are split as the price was: each half and its corrections are what the corrected price is cut into", () => {
    const seen = classes(["more time", "unused time", "does not come out even", "with an overage line"])
    const rates = fc.integer({ min: 1, max: 9_999 }).map((cents) => (cents / 100).toFixed(2))
    check(
      fc.property(
        rates,
        fc
          .integer({ min: 1, max: 200 })
          .chain((of) => fc.tuple(fc.integer({ min: 1, max: of }), fc.constant(of))),
        fc.integer({ min: 1, max: 800 }),
        fc.integer({ min: 0, max: 300 }),
        fc.boolean(),
        (perHour, [foreign, of], minutes, driven, hasOverage) => {
          const rate = {
            ...dispo,
            perHour,
            ...(hasOverage ? {} : { includedKm: undefined, overagePerKm: undefined }),
          }
          const row = JSON.parse(JSON.stringify(rate)) as object // without what is undefined
          const price = dispoQuote({ rates: [row] }, 300, hasOverage ? "140" : "0")
          const quoted = quotedAbroad(price, String(foreign), String(of))
          const { overages, share, transport } = quoted
          const taken = { seconds: minutes * 60, km: km(String(driven)) }
          const lines = corrections(quoted, taken, "EUR")
          const whole = corrections(quotedOf(price), taken, "EUR")
          expect(sumOf(lines)).toBe(sumOf(whole))
          const ofPrice = overages.length === 0 ? lines : lines.filter(({ code }) => code === "TIME")
          const net = transport.net + share!.net + sumOf(ofPrice)
          const home = ofPrice.filter(({ vat }) => vat?.category === "S")
          const away = ofPrice.filter(({ vat }) => vat?.category === "O")
          expect(home.length + away.length).toBe(ofPrice.length)
          expect([transport.net + sumOf(home), share!.net + sumOf(away)]).toEqual(
            largestRemainder(net, [of - foreign, foreign]),
          )
          for (const line of lines) {
            expect(times(line.quantity, line.unitPrice, "EUR")).toBe(line.net)
            const { parts } = explain(line.trace, line.net, "EUR", 1)
            expect(
              Exact.equals(
                Exact.sum(parts.map(({ amount }) => Exact.parse(amount)!)),
                Exact.ofMoney(line.net, "EUR"),
              ),
            ).toBe(true)
          }
          const time = whole.find(({ code }) => code === "TIME")?.net ?? 0
          seen.note(
            time > 0 && "more time",
            time < 0 && "unused time",
            (time * foreign) % of !== 0 && "does not come out even",
            overages.length > 0 && "with an overage line",
          )
        },
      ),
      300,
    )
    seen.enough()
  })

  it("S29b 1.5 h more at 60.00, a third of the way abroad: 60.00 with VAT, 30.00 without; the kilometres as quoted", () => {
    const quoted = quotedAbroad(dispoQuote({ rates: [dispo] }, 240, "120"), "40", "120")
    const lines = corrections(quoted, { seconds: 320 * 60, km: km("131") }, "EUR")
    expect(
      lines.map(({ code, description, net, vat }) => [code, description, money(net), vat?.category]),
    ).toEqual([
      ["TIME", "Time beyond the quote", "60.00", "S"],
      ["TIME", "Time beyond the quote (abroad)", "30.00", "O"],
      ["DISTANCE", "Kilometres beyond the quote", "19.80", "S"],
    ])
  })

  it("kilometres beyond a quote without an overage line are split as its price is", () => {
    const quoted = quotedAbroad(dispoQuote({ rates: [dispo] }, 240, "90"), "30", "90")
    expect(quoted.overages).toEqual([])
    const lines = corrections(quoted, { seconds: 240 * 60, km: km("109") }, "EUR")
    expect(lines.map(({ code, net, vat }) => [code, money(net), vat?.category])).toEqual([
      ["DISTANCE", "10.80", "S"],
      ["DISTANCE", "5.40", "O"],
    ])
  })

  it("are whole where the part abroad is no longer charged, or the terms do not say how the price was split", () => {
    const quoted = quotedAbroad(dispoQuote({ rates: [dispo] }, 240, "120"), "40", "120")
    const { share: _, ...alone } = quoted
    const { abroad: __, ...terms } = quoted.terms
    for (const each of [alone, { ...quoted, terms }]) {
      const lines = corrections(each, { seconds: 320 * 60, km: km("120") }, "EUR")
      expect(lines.map(({ code, net, vat }) => [code, money(net), vat?.category])).toEqual([
        ["TIME", "90.00", "S"],
      ])
    }
  })
})
