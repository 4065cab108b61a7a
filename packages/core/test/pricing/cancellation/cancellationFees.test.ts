import { DateTime } from "effect"
import { describe, expect, it } from "vitest"
import type { Share } from "../../../src/pricing/book/Factor.ts"
import { cancellationFees, type GivenUp } from "../../../src/pricing/cancellation/cancellationFees.ts"
import { noticeMs, shareAtNotice } from "../../../src/pricing/cancellation/shareOwed.ts"
import type { PriceLine } from "../../../src/pricing/PriceLine.ts"
import { Money } from "../../../src/shared/Money.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { VatRate } from "../../../src/shared/VatRate.ts"
import { line, transport } from "../../samples.ts"

const share = (ofTenThousand: number) => ofTenThousand as Share
const half = share(5_000)
const ride: PriceLine = { ...transport(1, { unitPrice: "90.00" }), source: "GRID" }
const seat = line(2, { unitPrice: "15.00" })
const off = (amount: string, written: object = {}) =>
  line(9, { kind: "DISCOUNT", description: "Remise", unitPrice: amount, ...written })

const owed = (givenUp: Partial<GivenUp>, vat: "AS_SERVICE" | "OUTSIDE_SCOPE" = "AS_SERVICE") =>
  cancellationFees(
    { vat },
    {
      lines: [ride],
      discounts: [],
      discounted: [ride],
      share: half,
      inputs: { why: "CANCELLED" },
      ...givenUp,
    },
    "EUR",
  )
const partsOf = (lines: ReturnType<typeof owed>) =>
  lines.map(({ trace }) => trace.parts.map(({ amount, kind }) => [kind, Exact.format(amount)]))

describe("what is owed of a trip given up", () => {
  it("is a line of its own that says of what, how much and why", () => {
    expect(owed({ lines: [ride, seat], discounted: [ride, seat], discounts: [off("-21.00")] })).toEqual([
      {
        kind: "CANCELLATION",
        description: "Cancellation fee",
        quantity: 1_000,
        unit: "trip",
        unitPrice: 420_000,
        net: 4_200,
        vat: ride.vat,
        source: "GRID",
        trace: {
          parts: [
            {
              kind: "CANCELLATION",
              label: "Paris – Reims",
              inputs: { why: "CANCELLED", share: "0.50", net: "90" },
            },
            {
              kind: "CANCELLATION",
              label: "Siège enfant",
              inputs: { why: "CANCELLED", share: "0.50", net: "15" },
            },
            {
              kind: "DISCOUNT",
              label: "Remise",
              inputs: { why: "CANCELLED", share: "0.50", part: "1" },
            },
          ].map((part) => ({ ...part, amount: expect.anything() })),
          rejected: [],
        },
      },
    ])
    expect(
      partsOf(owed({ lines: [ride, seat], discounted: [ride, seat], discounts: [off("-21.00")] })),
    ).toEqual([
      [
        ["CANCELLATION", "45"],
        ["CANCELLATION", "7.5"],
        ["DISCOUNT", "-10.5"],
      ],
    ])
  })

  it("outside the scope of VAT says that it is a compensation, as the book's policy has it", () => {
    expect(owed({}, "OUTSIDE_SCOPE").map(({ vat }) => vat)).toEqual([
      {
        rate: 0,
        category: "O",
        reason: "compensation for a cancellation, outside the scope of VAT",
        decidedBy: "POLICY",
      },
    ])
  })

  it("comes from where the price of the trip came from, and from the tariff where only attached lines are given up", () => {
    expect(owed({ lines: [seat, ride] }).map(({ source }) => source)).toEqual(["GRID"])
    expect(owed({ lines: [seat] }).map(({ source }) => source)).toEqual(["TARIFF"])
  })

  it("bears nothing of a discount at another rate, and is not explained by it", () => {
    const parking = line(3, { unitPrice: "10.00", vatRate: "0.20" })
    const all = owed({ lines: [ride, parking], discounted: [ride, parking], discounts: [off("-9.00")] })
    expect(partsOf(all)).toEqual([
      [
        ["CANCELLATION", "45"],
        ["DISCOUNT", "-4.5"],
      ],
      [["CANCELLATION", "5"]],
    ])
  })

  it("tells VAT of one rate and two categories apart", () => {
    const free = (category: "E" | "O", unitPrice: string): PriceLine => ({
      ...line(4, { unitPrice }),
      vat: { ...ride.vat, rate: VatRate.make(0), category },
    })
    const [exempt, outside] = [free("E", "40.00"), free("O", "60.00")]
    expect(
      owed({ lines: [exempt, outside], discounted: [] }).map(({ net, vat }) => [vat?.category, net]),
    ).toEqual([
      ["E", 2_000],
      ["O", 3_000],
    ])
  })

  it("bears its part of a discount by the price before discounts", () => {
    // 90 of 300, whatever else was taken off before.
    const discounted = [ride, transport(2, { unitPrice: "210.00" }), off("-100.00")]
    expect(partsOf(owed({ discounted, discounts: [off("-30.00")] }))).toEqual([
      [
        ["CANCELLATION", "45"],
        ["DISCOUNT", "-4.5"],
      ],
    ])
  })

  it("bears nothing of a discount where what was discounted comes to nothing or less, whatever it costs itself", () => {
    for (const cents of [-9_000, -10_000]) {
      // A fee of the book that takes something off.
      const discounted = [ride, { ...seat, net: Money.make(cents) }]
      expect(partsOf(owed({ discounted, discounts: [off("-9.00")] }))).toEqual([[["CANCELLATION", "45"]]])
    }
  })

  it("bears nothing of a discount on what costs nothing", () => {
    const free = transport(1, { unitPrice: "0.00" })
    expect(owed({ lines: [free], discounted: [free], discounts: [off("-9.00")] })).toEqual([])
  })
})

describe("the notice", () => {
  const settings = (tiers: ReadonlyArray<readonly [number, number]>, noShow = 10_000) => ({
    tiers: tiers.map(([fromMinutes, of]) => ({ fromMinutes, share: share(of) })),
    noShow: share(noShow),
    vat: "AS_SERVICE" as const,
  })

  it("is what is left until the pickup, and nothing once it is past", () => {
    const at = (time: string) => DateTime.makeUnsafe(`2026-07-09T${time}Z`)
    expect(noticeMs(at("10:00:00"), at("10:00:01"))).toBe(1_000)
    expect(noticeMs(at("10:00:01"), at("10:00:00"))).toBe(0)
  })

  it("of two tiers that begin alike owes the smaller share, in any order", () => {
    const twice = [
      [60, 5_000],
      [60, 2_500],
      [0, 9_000],
    ] as const
    expect(shareAtNotice(settings(twice), 3_600_000)).toBe(2_500)
    expect(shareAtNotice(settings(twice.toReversed()), 3_600_000)).toBe(2_500)
    expect(shareAtNotice(settings(twice), 3_599_999)).toBe(9_000)
  })
})
