import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ComputedLine } from "../../../src/pricing/ComputedLine.ts"
import { explain } from "../../../src/pricing/Explanation.ts"
import { lazyTrace } from "../../../src/pricing/lazyTrace.ts"
import { cut, withShare } from "../../../src/pricing/vat/share.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import * as Money from "../../../src/shared/Money.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { times, UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { check, classes } from "../../properties.ts"

/** A transport priced by so many parts, each an exact amount. */
const transport = (parts: ReadonlyArray<Exact.Exact>, cost?: number): ComputedLine => {
  const net = Exact.toMoney(Exact.sum(parts), "EUR")
  return {
    kind: "TRANSPORT",
    description: "Strasbourg – Kehl",
    quantity: Quantity.make(1000),
    unit: "trip",
    unitPrice: UnitPrice.make(net * 100),
    net,
    source: "TARIFF",
    trace: {
      parts: parts.map((amount) => ({ kind: "DISTANCE", label: "km", inputs: {}, amount })),
      rejected: [],
    },
    ...(cost === undefined ? {} : { cost: Money.make(cost) }),
  }
}
const fee: ComputedLine = { ...transport([Exact.of(15)]), kind: "FEE" }
const km = (units: number) => Quantity.make(units)

describe("a trip across a border", () => {
  it("keeps the share of the price driven at home; what is driven abroad is a line of its own, and both add up", () => {
    const seen = classes(["shares that do not come out even", "all of it abroad", "more than half abroad"])
    const parts = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1, max: 60 }))
        .map(([n, d]) => Exact.of(n, d)),
      { minLength: 1, maxLength: 4 },
    )
    const distances = fc
      .integer({ min: 1, max: 2_000_000 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.oneof(fc.integer({ min: 1, max: all }), fc.constant(all))),
      )
    check(
      fc.property(
        parts,
        distances,
        fc.option(fc.nat(10 ** 6), { nil: undefined }),
        (parts, [all, foreign], cost) => {
          const line = transport(parts, cost)
          const { lines } = withShare(
            { lines: [line, fee], warnings: [] },
            { distanceKm: km(all), foreignKm: km(foreign) },
            "EUR",
          )
          const [own, share, attached] = lines
          seen.note(
            (line.net * foreign) % all !== 0 && "shares that do not come out even",
            foreign === all && "all of it abroad",
            2 * foreign > all && "more than half abroad",
          )
          expect(lines.map(({ kind }) => kind)).toEqual(["TRANSPORT", "SHARE", "FEE"])
          expect(attached).toBe(fee)
          expect(own.net + share!.net).toBe(line.net)
          expect(Math.abs(share!.net * all - line.net * foreign)).toBeLessThan(all)
          if (cost !== undefined) expect(own.cost! + share!.cost!).toBe(cost)
          for (const each of [own, share!]) {
            expect(times(each.quantity, each.unitPrice, "EUR")).toBe(each.net)
            const { parts } = explain(each.trace, each.net, "EUR", 1)
            const sum = Exact.sum(parts.map(({ amount }) => Exact.parse(amount)!))
            expect(Exact.equals(sum, Exact.ofMoney(each.net, "EUR"))).toBe(true)
          }
          const unrounded = [own, share!].map(({ trace }) =>
            Exact.sum(trace.parts.map(({ amount }) => amount)),
          )
          expect(Exact.equals(Exact.sum(unrounded), Exact.sum(parts))).toBe(true)
        },
      ),
      500,
    )
    seen.enough()
  })

  it("says which kilometres it is for, and is outside the operator's VAT abroad", () => {
    const { lines } = withShare(
      { lines: [transport([Exact.of(100)])], warnings: [] },
      { distanceKm: km(30_000), foreignKm: km(10_000) },
      "EUR",
    )
    expect(lines.map(({ net, vat, description }) => [net, vat?.category, vat?.rate, description])).toEqual([
      [6667, undefined, undefined, "Strasbourg – Kehl"],
      [3333, "O", 0, "Strasbourg – Kehl (abroad)"],
    ])
    expect(lines.map(({ trace }) => trace.parts.at(-1))).toEqual([
      { kind: "KM_SHARE", label: "distance at home", inputs: { km: "20", ofKm: "30" }, amount: Exact.zero },
      { kind: "KM_SHARE", label: "distance abroad", inputs: { km: "10", ofKm: "30" }, amount: Exact.zero },
    ])
  })

  it("never has more of it abroad than there is", () => {
    const { lines } = withShare(
      { lines: [transport([Exact.of(100)])], warnings: [] },
      { distanceKm: km(30_000), foreignKm: km(31_000) },
      "EUR",
    )
    expect(lines.map(({ net }) => net)).toEqual([0, 10_000])
  })

  it("is one line when none of it is abroad", () => {
    const priced = { lines: [transport([Exact.of(100)])] as const, warnings: [] }
    for (const trip of [{ distanceKm: km(30_000) }, { distanceKm: km(30_000), foreignKm: km(0) }])
      expect(withShare(priced, trip, "EUR")).toEqual(priced)
  })

  it("is one line when nobody knows how far it is, and says that VAT is due on all of it", () => {
    const before = { code: "DistanceEstimated", detail: "of another" }
    const priced = { lines: [transport([Exact.of(100)])] as const, warnings: [before] }
    for (const trip of [{ foreignKm: km(10_500) }, { distanceKm: km(0), foreignKm: km(10_500) }]) {
      const { lines, warnings } = withShare(priced, trip, "EUR")
      expect(lines).toEqual(priced.lines)
      expect(warnings).toEqual([
        before,
        {
          code: "ShareUnknown",
          detail:
            "10.5 km are abroad of a distance that is not known: all of the price bears the VAT of home",
        },
      ])
    }
  })

  it("leaves the terms of a hire with the line that yields the mission, and how it was split with them", () => {
    const terms = { method: "HOURLY", billedMinutes: 240 } as NonNullable<ComputedLine["terms"]> // all it needs here
    const { lines } = withShare(
      { lines: [{ ...transport([Exact.of(100)]), terms }], warnings: [] },
      { distanceKm: km(30_000), foreignKm: km(10_000) },
      "EUR",
    )
    const abroad = { km: km(10_000), ofKm: km(30_000) }
    expect(lines.map((line) => line.terms)).toEqual([{ ...terms, abroad }, undefined])
  })

  it("tells in both of its lines what was considered and rejected, however the price came about", () => {
    const rejected = [{ kind: "ROUTE", id: "other", label: "other", reason: "LOWER_RANK" }]
    const line = transport([Exact.of(100)])
    const { lines } = withShare(
      {
        lines: [{ ...line, trace: lazyTrace(() => ({ parts: line.trace.parts, rejected })) }],
        warnings: [],
      },
      { distanceKm: km(30_000), foreignKm: km(10_000) },
      "EUR",
    )
    for (const { net, trace } of lines) expect(explain(trace, net, "EUR", 1).rejected).toEqual(rejected)
  })
})

describe("an amount cut by kilometres", () => {
  it("is cut the same where it is owed to the client, and adds up to the unit", () => {
    const seen = classes(["owed to the client", "cut unevenly"])
    check(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        (amount, abroad, home) => {
          const split = { km: km(abroad), ofKm: km(abroad + home) }
          const [own, foreign] = cut(Money.make(amount), split)
          seen.note(
            amount < 0 && "owed to the client",
            (amount * abroad) % (abroad + home) !== 0 && "cut unevenly",
          )
          expect(own + foreign).toBe(amount)
          expect(Math.abs(foreign - (amount * abroad) / (abroad + home))).toBeLessThan(1)
          const turned = cut(Money.make(0 - amount), split)
          expect(turned).toEqual([0 - own, 0 - foreign])
        },
      ),
    )
    seen.enough()
    const third = { km: km(10_000), ofKm: km(30_000) }
    expect([100, -100, 0].map((amount) => cut(Money.make(amount), third))).toEqual([
      [67, 33],
      [-67, -33],
      [0, 0],
    ])
  })
})

describe("the line of what is driven abroad", () => {
  const terms = {
    method: "HOURLY",
    billedMinutes: 60,
    incrementMinutes: 15,
    graceMinutes: 0,
    creditUnused: "FULL",
    allowance: "BOOKED",
    perHour: "60",
    wholeKm: false,
  } as const
  const split = (line: ComputedLine) =>
    withShare({ lines: [line], warnings: [] }, { distanceKm: km(40_000), foreignKm: km(10_000) }, "EUR").lines

  it("is outside the scope of VAT, as the book's policy has it", () => {
    expect(split(transport([Exact.of(100)]))[1]).toMatchObject({
      kind: "SHARE",
      description: "Strasbourg – Kehl (abroad)",
      net: 2_500,
      vat: {
        rate: 0,
        category: "O",
        reason: "distance driven abroad (CGI art. 259 A 4°)",
        decidedBy: "POLICY",
      },
    })
  })

  it("has no terms of a correction; what is driven at home keeps those there are", () => {
    const [home, abroad] = split({ ...transport([Exact.of(100)]), terms })
    expect(home.terms).toEqual({ ...terms, abroad: { km: 10_000, ofKm: 40_000 } })
    expect(abroad).not.toHaveProperty("terms")
    expect(split(transport([Exact.of(100)]))[0]).not.toHaveProperty("terms")
  })
})
