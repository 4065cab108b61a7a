import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ComputedLine, Priced } from "../../../src/pricing/ComputedLine.ts"
import { billedMinutes } from "../../../src/pricing/corrections/billedMinutes.ts"
import { corrections } from "../../../src/pricing/corrections/corrections.ts"
import { explain } from "../../../src/pricing/Explanation.ts"
import { Dispo } from "../../../src/pricing/tripTypes/Dispo.ts"
import { Excursion } from "../../../src/pricing/tripTypes/Excursion.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import type { Money } from "../../../src/shared/Money.ts"
import type { Quantity } from "../../../src/shared/Quantity.ts"
import { times } from "../../../src/shared/UnitPrice.ts"
import { taxOn } from "../../../src/shared/VatRate.ts"
import { check, classes } from "../../properties.ts"
import { arithmetic, bookOf, buckets, dispo, halfDay, hiring, priced } from "../hiring.ts"
import { dispoQuote, km, money, quotedOf, sumOf, vat } from "./quoted.ts"

const excursionQuote = (row: object, minutes: number, estimate: string) =>
  priced(
    Excursion.price(
      hiring("EXCURSION", { minutes, km: estimate }, { mode: "FIXED_GRID" }),
      bookOf({ packages: [row] }),
    ),
  )

/** Corrections by their codes, as amounts. */
const corrected = (quote: Priced, minutes: number, driven: string, seconds = 0) => {
  const lines = corrections(quotedOf(quote), { seconds: minutes * 60 + seconds, km: km(driven) }, "EUR")
  return {
    lines,
    by: Object.fromEntries(lines.map(({ code, net }) => [code, money(net)])),
    total: money(sumOf([...quote.lines, ...lines])),
    why: arithmetic([...quote.lines, ...lines] as unknown as Priced["lines"]), // a quote has lines
  }
}

describe("corrections of a hire from what it took", () => {
  it("S27 half-day excursion, 6 h 10 and 92 km: + 1.5 h × 55 = 82.50, + 32 × 1.50 = 48.00: 450.50, 495.55 with VAT", () => {
    const { by, total, why } = corrected(excursionQuote(halfDay, 300, "60"), 370, "92")
    expect({ ...by, total }, `${why}`).toEqual({ TIME: "82.50", DISTANCE: "48.00", total: "450.50" })
    expect(money(45_050 + taxOn(45_050 as Money, Excursion.vat!.rate))).toBe("495.55") // an excursion has a usual rate
  })

  it("S29 S28 took 5 h 20 and 131 km: + 1.5 h × 60 = 90.00, + 31 × 1.80 = 55.80: 385.80, 462.96 with VAT", () => {
    const { by, lines, total, why } = corrected(dispoQuote({ rates: [dispo] }, 240, "100"), 320, "131")
    expect({ ...by, total }, `${why}`).toEqual({ TIME: "90.00", DISTANCE: "55.80", total: "385.80" })
    expect(lines).toMatchObject([
      {
        kind: "CORRECTION",
        quantity: 1_500,
        unit: "hour",
        unitPrice: 600_000,
        source: "TARIFF",
        vat: vat(2_000),
      },
      { kind: "CORRECTION", quantity: 31_000, unit: "km", unitPrice: 18_000 },
    ])
    expect(money(38_580 + taxOn(38_580 as Money, Dispo.vat!.rate))).toBe("462.96") // a hire by time has a usual rate
  })

  it.each([
    ["S30", "NONE", {}, "240.00"],
    ["S30b", "FULL", { TIME: "-60.00" }, "180.00"],
    ["S30c", "TO_MINIMUM", {}, "240.00"],
  ])("%s S28 took 3 h and 60 km, unused time credited %s", (_, creditUnused, lines, net) => {
    const quote = dispoQuote({ rates: [dispo], corrections: { creditUnused } }, 240)
    const { by, total, why } = corrected(quote, 180, "60")
    expect(by, `${why}`).toEqual(lines)
    expect(total, `${why}`).toBe(net)
  })

  it.each([
    ["30 min", 0, "30.00"],
    ["30 min 1 s", 1, "60.00"],
  ])("S36 without grace, over by exactly %s: started half hours", (_, seconds, net) => {
    const { by, why } = corrected(dispoQuote({ rates: [dispo] }, 240), 270, "0", seconds)
    expect(by, `${why}`).toEqual({ TIME: net })
  })

  it("grace is a threshold, not a deduction: at 15 min nothing, a second later all of it", () => {
    const quote = dispoQuote({ rates: [dispo], corrections: { graceMinutes: 15 } }, 240)
    expect(corrected(quote, 255, "0").by).toEqual({})
    expect(corrected(quote, 255, "0", 1).by).toEqual({ TIME: "30.00" })
    expect(corrected(quote, 240, "0").by).toEqual({})
  })

  it("unused time down to the minimum is credited of a longer booking", () => {
    const quote = dispoQuote({ rates: [dispo], corrections: { creditUnused: "TO_MINIMUM" } }, 360)
    expect(corrected(quote, 100, "0").by).toEqual({ TIME: "-120.00" })
    expect(corrected(quote, 271, "0").by).toEqual({ TIME: "-60.00" })
  })

  it("a package and a bucket are flat: no time of them is credited", () => {
    expect(corrected(excursionQuote(halfDay, 300, "60"), 60, "10").by).toEqual({})
    expect(corrected(dispoQuote({ rates: [buckets] }, 300), 60, "0").by).toEqual({})
  })

  it("a bucket once quoted is not exchanged for another: more time is billed by the hour beyond", () => {
    // 4 h at 260.00 took 5 h: + 1 h × 60, and not the bucket of 5 h at 320.00.
    expect(
      corrected(dispoQuote({ rates: [{ ...buckets, perHourBeyond: "90.00" }] }, 240), 300, "0").by,
    ).toEqual({ TIME: "90.00" })
  })

  it("time booked between buckets that rounds down to one is covered by it", () => {
    const quote = dispoQuote({ rates: [{ ...buckets, between: "ROUND_DOWN" }] }, 270)
    expect(corrected(quote, 270, "0").by).toEqual({})
    expect(corrected(quote, 271, "0").by).toEqual({ TIME: "30.00" })
  })

  it.each([
    ["BOOKED", "54.00"], // 130 − 100
    ["BILLED_HOURS", "9.00"], // 130 − 125
  ])("the kilometres included stay or grow with the billed hours: %s", (allowance, distance) => {
    const quote = dispoQuote({ rates: [dispo], corrections: { allowance } }, 240)
    expect(corrected(quote, 300, "130").by).toEqual({ TIME: "60.00", DISTANCE: distance })
  })

  it("unused kilometres are credited out of the quoted OVERAGE line, down to none", () => {
    const quote = dispoQuote({ rates: [dispo] }, 240, "150")
    expect(corrected(quote, 240, "120").by).toEqual({ DISTANCE: "-54.00" })
    expect(corrected(quote, 240, "20").by).toEqual({ DISTANCE: "-90.00" })
    expect(corrected(quote, 240, "150").by).toEqual({})
    expect(corrected(quote, 240, "160.5").by).toEqual({ DISTANCE: "18.90" })
    expect(corrected(dispoQuote({ rates: [dispo] }, 240), 240, "20").by).toEqual({})
  })

  it("kilometres quoted at another price are credited at that price", () => {
    const quoted = quotedOf(dispoQuote({ rates: [dispo] }, 240, "150"))
    const [line] = quoted.overages.map((line) => ({
      ...line,
      unitPrice: 10_000 as typeof line.unitPrice,
      net: 5_000 as Money,
    }))
    const lines = corrections({ ...quoted, overages: [line!] }, { seconds: 14_400, km: km("120") }, "EUR")
    expect(lines.map(({ net }) => money(net))).toEqual(["-30.00"])
  })

  it("started kilometres count in full where the terms say so", () => {
    const quote = dispoQuote({ rates: [dispo], corrections: { wholeKm: true } }, 240)
    expect(corrected(quote, 240, "100.1").by).toEqual({ DISTANCE: "1.80" })
    expect(corrected(dispoQuote({ rates: [dispo] }, 240), 240, "100.1").by).toEqual({ DISTANCE: "0.18" })
  })

  it("the factor of a night is frozen with the rate: an hour more costs as much as an hour did", () => {
    const quoted = quotedOf(dispoQuote({ rates: [dispo] }, 240))
    const terms = { ...quoted.terms, perHour: "72" }
    const [line] = corrections({ ...quoted, terms }, { seconds: 270 * 60, km: km("0") }, "EUR")
    expect(money(line!.net)).toBe("36.00")
  })

  it("what has no price for more kilometres bills none", () => {
    const { overagePerKm: _, ...free } = dispo
    expect(corrected(dispoQuote({ rates: [free] }, 240), 240, "900").by).toEqual({})
  })
})

const anyHire = fc.record({
  method: fc.constantFrom("HOURLY" as const, "BUCKETS" as const, "PACKAGE" as const),
  cents: fc.integer({ min: 0, max: 12_000 }),
  minimum: fc.constantFrom(1, 100, 240),
  increment: fc.constantFrom(1, 7, 15, 30),
  included: fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((km) => ({ perHour: String(km) })),
    fc.integer({ min: 0, max: 200 }).map((km) => ({ perBooking: String(km) })),
  ),
  perKm: fc.integer({ min: 0, max: 30_000 }).map((units) => (units / 10_000).toFixed(4)),
  minutes: fc.integer({ min: 1, max: 600 }),
  km: fc.integer({ min: 0, max: 400_000 }).map((metres) => String(metres / 1_000)),
  corrections: fc.record({
    graceMinutes: fc.constantFrom(0, 10, 40),
    creditUnused: fc.constantFrom("NONE", "TO_MINIMUM", "FULL"),
    allowance: fc.constantFrom("BOOKED", "BILLED_HOURS"),
    wholeKm: fc.boolean(),
  }),
})
type Hire = typeof anyHire extends fc.Arbitrary<infer H> ? H : never

const quoteOf = (hire: Hire): Priced => {
  const kilometres = { includedKm: hire.included, overagePerKm: hire.perKm, incrementMinutes: hire.increment }
  const perHour = (hire.cents / 100).toFixed(2)
  if (hire.method === "PACKAGE")
    return priced(
      Excursion.price(
        hiring("EXCURSION", { minutes: hire.minutes, km: hire.km }, { mode: "FIXED_GRID" }),
        bookOf({
          packages: [{ ...halfDay, ...kilometres, extraPerHour: perHour }],
          corrections: hire.corrections,
        }),
      ),
    )
  const rate =
    hire.method === "HOURLY"
      ? { ...dispo, ...kilometres, perHour, minimumMinutes: hire.minimum }
      : { ...buckets, ...kilometres, perHourBeyond: perHour }
  return priced(
    Dispo.price(
      hiring("DISPO", { minutes: hire.minutes, km: hire.km }),
      bookOf({ rates: [rate], corrections: hire.corrections }),
    ),
  )
}
const anyTaken = fc.record({
  minutes: fc.integer({ min: 1, max: 900 }),
  km: fc.integer({ min: 0, max: 500_000 }),
})
const written = (line: ComputedLine) => explain(line.trace, line.net, "EUR", 1)

describe("corrections, for any hire and any actuals", () => {
  it("billed actuals equal to the quote correct nothing", () => {
    check(
      fc.property(anyHire, (hire) => {
        const quote = quoteOf(hire)
        const quoted = quotedOf(quote)
        const actual = { seconds: quoted.terms.billedMinutes * 60, km: km(hire.km) }
        expect(corrections(quoted, actual, "EUR"), `${arithmetic(quote.lines)}`).toEqual([])
      }),
      500,
    )
  })

  it("the quote and its corrections come to the price of what is billed, on the frozen terms, to the cent", () => {
    const seen = classes([
      "more time",
      "less time",
      "as quoted",
      "more km",
      "fewer km",
      "HOURLY",
      "BUCKETS",
      "PACKAGE",
    ])
    check(
      fc.property(anyHire, anyTaken, (hire, taken) => {
        const quote = quoteOf(hire)
        const quoted = quotedOf(quote)
        const { terms } = quoted
        const lines = corrections(quoted, { seconds: taken.minutes * 60, km: taken.km as Quantity }, "EUR") // metres are thousandths
        const billed = billedMinutes(terms, taken.minutes * 60)
        const perHour = Exact.parse(terms.perHour)!
        const hours = (minutes: number) => Exact.multiply(perHour, Exact.of(minutes, 60))
        const time =
          terms.method === "HOURLY"
            ? Exact.toMoney(hours(billed), "EUR")
            : quote.lines[0].net + Exact.toMoney(hours(billed - terms.billedMinutes), "EUR")
        const allowed = hire.corrections.allowance === "BOOKED" ? terms.billedMinutes : billed
        const included =
          "perHour" in hire.included
            ? (Number(hire.included.perHour) * allowed * 1000) / 60
            : Number(hire.included.perBooking) * 1000
        const metres = Math.max(0, taken.km - included)
        const beyond = hire.corrections.wholeKm
          ? Math.ceil(Math.round(metres * 60) / 60_000) * 1000
          : Math.round(Math.round(metres * 60) / 60)
        const distance = times(beyond as Quantity, terms.overagePerKm!, "EUR")
        const before = quoted.overages[0]?.quantity ?? 0
        seen.note(
          billed > terms.billedMinutes && "more time",
          billed < terms.billedMinutes && "less time",
          billed === terms.billedMinutes && "as quoted",
          beyond > before && "more km",
          beyond < before && "fewer km",
          terms.method,
        )
        expect(sumOf([...quote.lines, ...lines]), `${arithmetic(quote.lines)}`).toBe(time + distance)
        expect(lines.length).toBeLessThanOrEqual(2)
        for (const line of lines) {
          expect(line.net).not.toBe(0)
          expect(times(line.quantity, line.unitPrice, "EUR")).toBe(line.net)
          const parts = written(line).parts.map(({ amount }) => Exact.parse(amount)!)
          expect(Exact.equals(Exact.sum(parts), Exact.ofMoney(line.net, "EUR"))).toBe(true)
        }
      }),
      1_000,
    )
    seen.enough()
  })

  it("more time and more kilometres never cost less, unless kilometres come with the hours", () => {
    check(
      fc.property(anyHire, anyTaken, anyTaken, (hire, taken, more) => {
        const quoted = quotedOf(
          quoteOf({ ...hire, corrections: { ...hire.corrections, allowance: "BOOKED" } }),
        )
        const total = (minutes: number, driven: number) =>
          sumOf(corrections(quoted, { seconds: minutes * 60, km: driven as Quantity }, "EUR")) // metres are thousandths
        expect(total(taken.minutes + more.minutes, taken.km + more.km)).toBeGreaterThanOrEqual(
          total(taken.minutes, taken.km),
        )
      }),
      500,
    )
  })

  it("less time than the minimum never bills more than was quoted, whatever the increments", () => {
    const quote = dispoQuote({ rates: [{ ...dispo, minimumMinutes: 250 }] }, 200)
    expect(corrected(quote, 245, "0").by).toEqual({})
  })
})
