import { DateTime } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { costCoverageOf, marginOf } from "../../src/contacts/ClientFigures.ts"
import { type Contributing, type Contribution, contributionOf } from "../../src/orders/Contribution.ts"
import { LineState } from "../../src/orders/Order.ts"
import { OrderStatus } from "../../src/orders/OrderStatus.ts"
import * as Money from "../../src/shared/Money.ts"
import { addMonths, type Month, monthIn } from "../../src/shared/Month.ts"
import { check, classes } from "../properties.ts"
import { missionIn } from "../samples.ts"

const amount = fc.integer({ min: -50_000, max: 100_000 }).map(Money.make)
const anyLine = fc
  .record({
    state: fc.constantFrom(...LineState.literals, "ACTIVE" as const, "ACTIVE" as const),
    net: amount,
    cost: fc.option(amount, { nil: undefined, freq: 2 }),
  })
  .map(({ cost, ...line }) => (cost === undefined ? line : { ...line, cost }))
/** Around the ends of months in Paris, in summer and in winter. */
const instant = fc
  .tuple(
    fc.constantFrom("2026-06-30T22:00:00Z", "2026-12-31T23:00:00Z", "2026-10-31T23:00:00Z"),
    fc.integer({ min: -3, max: 3 }),
  )
  .map(([text, hours]) => DateTime.add(DateTime.makeUnsafe(text), { hours }))
const anyMission = fc
  .record({
    endedAt: fc.option(instant, { nil: undefined, freq: 1 }),
    givenUpAt: fc.option(instant, { nil: undefined, freq: 1 }),
  })
  .map(({ endedAt, givenUpAt }) => ({
    ...missionIn("ASSIGNED"),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(givenUpAt === undefined
      ? {}
      : { cancellation: { by: "CLIENT" as const, reason: "ill", billable: false, at: givenUpAt } }),
  }))
const standing = fc
  .record({
    status: fc.constantFrom(...OrderStatus.literals),
    cancelledAt: fc.option(instant, { nil: undefined, freq: 2 }),
    createdAt: instant,
    lines: fc.array(anyLine, { maxLength: 5 }),
    missions: fc.array(anyMission, { maxLength: 3 }),
  })
  .map(({ missions, cancelledAt, ...order }) => ({
    order: { ...order, ...(cancelledAt === undefined ? {} : { cancelledAt }) } satisfies Contributing,
    missions,
  }))
type Standing = typeof standing extends fc.Arbitrary<infer A> ? A : never

const zone = "Europe/Paris"
const of = ({ order, missions }: Standing): Contribution => contributionOf(order, missions, zone)

/** The document read word by word, instants compared as texts. */
const literally = ({ order, missions }: Standing) => {
  const texts = (all: ReadonlyArray<DateTime.Utc | undefined>) =>
    all.flatMap((at) => (at === undefined ? [] : [DateTime.formatIso(at)])).toSorted()
  const ended = texts(missions.map(({ endedAt }) => endedAt)).at(-1)
  const cancelled = order.cancelledAt === undefined ? undefined : DateTime.formatIso(order.cancelledAt)
  const lost = texts(
    missions.map((mission) => ("cancellation" in mission ? mission.cancellation.at : undefined)),
  ).at(-1)
  const over = order.status === "COMPLETED" || order.status === "CANCELLED"
  let [net, knownNet, knownCost] = [0, 0, 0]
  for (const line of order.lines) {
    if (line.state !== "ACTIVE") continue
    net += line.net
    if ("cost" in line) [knownNet, knownCost] = [knownNet + line.net, knownCost + line.cost!]
  }
  const when = DateTime.makeUnsafe(ended ?? cancelled ?? lost ?? DateTime.formatIso(order.createdAt))
  const paris = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit" })
  return over
    ? { month: paris.format(DateTime.toDateUtc(when)), revenue: net, booked: 0, knownNet, knownCost }
    : { revenue: 0, booked: net, knownNet: 0, knownCost: 0 }
}

describe("what an order adds to its client's figures", () => {
  it("F10 F16 is what the document says, for any order", () => {
    const seen = classes([
      "over",
      "booked",
      "cost known of a part",
      "month by its cancellation",
      "no end at all",
    ])
    check(
      fc.property(standing, (drawn) => {
        const { order, missions } = drawn
        const active = order.lines.filter(({ state }) => state === "ACTIVE")
        const known = active.filter((line) => "cost" in line).length
        const over = order.status === "COMPLETED" || order.status === "CANCELLED"
        const ended = missions.some((mission) => "endedAt" in mission)
        seen.note(
          over && "over",
          !over && "booked",
          known > 0 && known < active.length && "cost known of a part",
          over && !ended && "cancelledAt" in order && "month by its cancellation",
          over && !ended && !("cancelledAt" in order) && "no end at all",
        )
        expect(of(drawn)).toEqual(literally(drawn))
      }),
      500,
    )
    seen.enough()
  })

  it("F10 F16 sums moved by the difference with each change are those of the orders as they stand", () => {
    const changes = fc.array(fc.tuple(fc.nat(3), standing), { minLength: 1, maxLength: 20 })
    check(
      fc.property(changes, (history) => {
        const months = new Map<Month, number>()
        let booked = 0
        const orders = new Map<number, Standing>()
        const add = (sign: 1 | -1, { month, revenue, booked: open }: Contribution) => {
          if (month !== undefined) months.set(month, (months.get(month) ?? 0) + sign * revenue)
          booked += sign * open
        }
        for (const [id, next] of history) {
          const before = orders.get(id)
          if (before !== undefined) add(-1, of(before))
          add(1, of(next))
          orders.set(id, next)
        }
        const stand = [...orders.values()].map(literally)
        expect(booked).toBe(stand.reduce((sum, one) => sum + one.booked, 0))
        for (const [month, revenue] of months)
          expect(revenue).toBe(stand.reduce((sum, one) => sum + (one.month === month ? one.revenue : 0), 0))
        expect(stand.every(({ month }) => month === undefined || months.has(month as Month))).toBe(true)
      }),
    )
  })
})

describe("a margin", () => {
  const known = (net: number, cost: number) => ({ knownNet: Money.make(net), knownCost: Money.make(cost) })

  it("is the share of the known net that is left, in basis points, rounded half away from zero", () => {
    expect(marginOf(known(10_000, 6_000))).toBe(4_000)
    expect(marginOf(known(20_000, 19_999))).toBe(1)
    expect(marginOf(known(20_000, 20_001))).toBe(-1)
    expect(marginOf(known(100, 350))).toBe(-25_000)
    expect(marginOf(known(100, 0))).toBe(10_000)
  })

  it("is unknown where no cost is, or the net is zero or less", () => {
    expect(marginOf(known(0, 0))).toBeUndefined()
    expect(marginOf(known(0, 100))).toBeUndefined()
    expect(marginOf(known(-100, 50))).toBeUndefined()
  })

  it("stands beside the share of the revenue it is taken over", () => {
    const coverage = (revenue: number, net: number) =>
      costCoverageOf({ revenue: Money.make(revenue), knownNet: Money.make(net) })
    expect(coverage(20_000, 15_000)).toBe(7_500)
    expect(coverage(9_000, 10_000)).toBe(11_111)
    expect(coverage(0, 0)).toBeUndefined()
    expect(coverage(-1, 0)).toBeUndefined()
  })
})

describe("a month", () => {
  it("is the one the operator's clocks show", () => {
    const at = DateTime.makeUnsafe("2026-12-31T23:30:00Z")
    expect(monthIn(at, "Europe/Paris")).toBe("2027-01")
    expect(monthIn(at, "UTC")).toBe("2026-12")
  })

  it("is so many months after another, over the ends of years", () => {
    expect(addMonths("2026-12" as Month, 1)).toBe("2027-01")
    expect(addMonths("2026-01" as Month, -1)).toBe("2025-12")
    expect(addMonths("2026-05" as Month, -17)).toBe("2024-12")
    check(
      fc.property(
        fc.integer({ min: 1_900 * 12, max: 3_000 * 12 }),
        fc.integer({ min: -200, max: 200 }),
        (n, by) => {
          const month = addMonths("0000-01" as Month, n)
          expect(addMonths(addMonths(month, by), -by)).toBe(month)
          expect(addMonths(month, Math.abs(by)) >= month).toBe(true)
        },
      ),
    )
  })
})
