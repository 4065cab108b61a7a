import { DateTime, Effect, Layer, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Mission } from "../../src/missions/Mission.ts"
import { feesOf, layerBookCancellation } from "../../src/orders/bookCancellationPolicy.ts"
import { CancellationPolicy, type Chargeable } from "../../src/orders/CancellationPolicy.ts"
import type { Order, OrderLine } from "../../src/orders/Order.ts"
import { fact } from "../../src/ports/Decision.ts"
import { History, type RecordedEntry } from "../../src/ports/History.ts"
import { CancellationSettings } from "../../src/pricing/book/Settings.ts"
import { unroundedOf } from "../../src/pricing/Explanation.ts"
import * as Exact from "../../src/shared/Exact.ts"
import { MissionId } from "../../src/shared/Ids.ts"
import { format, sum } from "../../src/shared/Money.ts"
import { taxOn } from "../../src/shared/VatRate.ts"
import { check, classes } from "../properties.ts"
import { ids, line, lineId, manager, mission, operator, transport, uuid } from "../samples.ts"

const demo = {
  tiers: [
    { fromMinutes: 0, share: "1.00" },
    { fromMinutes: 1440, share: "0.00" },
    { fromMinutes: 120, share: "0.50" },
  ],
  noShow: "1.00",
  vat: "AS_SERVICE",
}
const termsOf = (changes: object = {}) => ({
  settings: Schema.decodeUnknownSync(CancellationSettings)({ ...demo, ...changes }),
  bookVersion: 7,
})
const paris = (time: string) => DateTime.toUtc(DateTime.makeUnsafe(`2026-${time}+02:00`))
const ride: Mission = mission("ASSIGNED", { pickupAt: paris("07-09T14:00:00") })
const other = MissionId.make(uuid(20))
const of = (missionId: MissionId | undefined, base: ReturnType<typeof line>): OrderLine => ({
  ...base,
  state: "ACTIVE",
  ...(missionId === undefined ? {} : { missionId }),
})
const s1 = [of(ids.mission, transport(1, { unitPrice: "90.00" }))]

/** The policy reads an order's lines and currency alone. */
const chargeable = (lines: ReadonlyArray<OrderLine>, changes: Partial<Chargeable>): Chargeable => ({
  operator,
  order: { currency: "EUR", lines } as unknown as Order, // the parts it reads
  mission: ride,
  lines: lines.filter((line) => line.missionId === ids.mission),
  why: "CANCELLED",
  by: "CLIENT",
  at: paris("07-09T13:00:00"),
  ...changes,
})
const fees = (lines: ReadonlyArray<OrderLine>, changes: Partial<Chargeable> = {}, settings: object = {}) =>
  feesOf(termsOf(settings), chargeable(lines, changes))
const inclVat = (all: ReturnType<typeof fees>) =>
  format(sum(all.flatMap(({ net, vat }) => [net, taxOn(net, vat.rate)])), "EUR")
const why = (all: ReturnType<typeof fees>) => JSON.stringify(all.map(({ explanation }) => explanation?.parts))

describe("what a client owes for a trip given up, on DEMO-2026", () => {
  it.each([
    ["S48", "26 h before", "07-08T12:00:00", "0.00"],
    ["S49", "24 h before, to the second", "07-08T14:00:00", "0.00"],
    ["S50", "just under 24 h", "07-08T14:00:01", "49.50"],
    ["S51", "2 h before, to the second", "07-09T12:00:00", "49.50"],
    ["S52", "just under 2 h", "07-09T12:00:01", "99.00"],
    ["S52b", "after the pickup", "07-09T15:00:00", "99.00"],
  ])("%s 90.00 at 10 %%, cancelled %s: %s gives %s incl. VAT", (_, __, at, owed) => {
    const all = fees(s1, { at: paris(at) })
    expect(inclVat(all), `${why(all)}`).toBe(owed)
    expect(all).toHaveLength(owed === "0.00" ? 0 : 1)
  })

  it("S53 a no-show owes all of it, whenever it is reported: 99.00 incl. VAT", () => {
    const all = fees(s1, { why: "NO_SHOW", by: undefined, at: paris("07-01T00:00:00") })
    expect(inclVat(all), `${why(all)}`).toBe("99.00")
  })

  it.each(["OPERATOR", "DRIVER", "PARTNER", "SYSTEM"] as const)(
    "nothing is owed when %s gave it up, unless a manager says that the client pays",
    (by) => {
      expect(fees(s1, { by })).toEqual([])
      expect(fees(s1, { by, billable: true })).toEqual(fees(s1, { by: "CLIENT" }))
    },
  )

  it("a notice shorter than every tier owes what a no-show does; without tiers nothing is owed but for a no-show", () => {
    const tiers = [{ fromMinutes: 1440, share: "0.00" }]
    expect(inclVat(fees(s1, {}, { tiers, noShow: "0.80" }))).toBe("79.20")
    expect(fees(s1, {}, { tiers: [] })).toEqual([])
    expect(inclVat(fees(s1, { why: "NO_SHOW" }, { tiers: [] }))).toBe("99.00")
  })

  it("lines attached to the trip count, and each VAT rate is a line of its own", () => {
    const lines = [
      ...s1,
      of(ids.mission, line(2, { forLineId: lineId(1), unitPrice: "15.00" })),
      of(ids.mission, line(3, { forLineId: lineId(1), unitPrice: "10.01", vatRate: "0.20" })),
      of(other, transport(4, { unitPrice: "500.00" })),
    ]
    const at = paris("07-09T11:00:00")
    const all = fees(lines, { at })
    expect(
      all.map(({ net, vat }) => [format(net, "EUR"), vat.rate]),
      `${why(all)}`,
    ).toEqual([
      ["52.50", 1_000],
      ["5.01", 2_000], // 5.005
    ])
    const outside = fees(lines, { at }, { vat: "OUTSIDE_SCOPE" })
    expect(
      outside.map(({ net, vat }) => [format(net, "EUR"), vat.category, vat.rate]),
      `${why(outside)}`,
    ).toEqual([
      ["57.51", "O", 0], // 57.505
    ])
  })

  it("its part of a discount on the whole order is taken off, by net among the lines of the discount's VAT", () => {
    const lines = [
      ...s1,
      of(ids.mission, line(2, { forLineId: lineId(1), unitPrice: "10.00", vatRate: "0.20" })),
      of(other, transport(3, { unitPrice: "210.00" })),
      of(undefined, line(4, { kind: "DISCOUNT", unitPrice: "-30.00" })),
    ]
    const all = fees(lines) // 90 − 30 × 90 ÷ 300 = 81; 10 at 20 % bears none of it
    expect(
      all.map(({ net }) => format(net, "EUR")),
      `${why(all)}`,
    ).toEqual(["81.00", "10.00"])
  })

  it("a discount at a rate no line has is borne by all of them", () => {
    const lines = [
      ...s1,
      of(other, transport(3, { unitPrice: "10.00" })),
      of(undefined, line(4, { kind: "DISCOUNT", unitPrice: "-10.00", vatRate: "0.05" })),
    ]
    expect(fees(lines).map(({ net }) => format(net, "EUR"))).toEqual(["81.00"])
  })

  it("is explained part by part, by the version of the book that was asked", () => {
    const [fee] = fees([...s1, of(undefined, line(4, { kind: "DISCOUNT", unitPrice: "-9.00" }))])
    expect(fee?.explanation).toMatchObject({
      bookVersion: 7,
      parts: [
        { kind: "CANCELLATION", amount: "90", inputs: { share: "1.00", net: "90", why: "CANCELLED" } },
        { kind: "DISCOUNT", amount: "-9", inputs: { part: "1" } },
        { kind: "ROUNDING", amount: "0" },
      ],
    })
  })

  it("all missions of an order given up at full price owe what the order came to, to a cent a line", () => {
    const seen = classes(["a discount", "several rates"])
    const cents = fc.integer({ min: 1, max: 100_000 })
    check(
      fc.property(cents, cents, cents, fc.nat(100), fc.boolean(), (first, second, extra, percent, mixed) => {
        const money = (of: number) => (of / 100).toFixed(2)
        const trips = [
          of(ids.mission, transport(1, { unitPrice: money(first) })),
          of(
            ids.mission,
            line(2, { forLineId: lineId(1), unitPrice: money(extra), ...(mixed ? { vatRate: "0.20" } : {}) }),
          ),
          of(other, transport(3, { unitPrice: money(second) })),
        ]
        const base = sum(trips.filter(({ vat }) => vat.rate === 1_000).map(({ net }) => net))
        const off = Math.floor((base * percent) / 100)
        const lines = [...trips, of(undefined, line(4, { kind: "DISCOUNT", unitPrice: money(-off) }))]
        seen.note(off > 0 && "a discount", mixed && "several rates")
        const owed = [ids.mission, other].flatMap((id) =>
          fees(lines, {
            mission: { ...ride, id },
            lines: lines.filter(({ missionId }) => missionId === id),
          }),
        )
        const total = sum(lines.map(({ net }) => net))
        expect(Math.abs(sum(owed.map(({ net }) => net)) - total)).toBeLessThanOrEqual(owed.length)
        for (const { explanation, net } of owed)
          expect(Exact.toMoney(unroundedOf(explanation!), "EUR")).toBe(net) // a fee is explained
      }),
    )
    seen.enough()
  })
})

describe("the policy of a price book", () => {
  const entry = (sequence: number, at: string, action: string, pickupAtBefore: string): RecordedEntry => ({
    ...fact("MISSION", ids.mission, action, { data: { pickupAtBefore } }),
    sequence,
    at: paris(at),
    actor: manager,
  })
  const answer = (
    entries: ReadonlyArray<RecordedEntry>,
    terms: ReturnType<typeof termsOf> | undefined,
    at: string,
  ) =>
    Effect.runSync(
      Effect.gen(function* () {
        const policy = yield* CancellationPolicy
        return yield* policy.feesFor(chargeable(s1, { at: paris(at) }))
      }).pipe(
        Effect.provide(
          Layer.provide(
            layerBookCancellation(() => Effect.succeed(terms)),
            Layer.succeed(History, {
              append: () => Effect.void,
              // One entry a page.
              list: (_, __, { cursor = "0" }) =>
                Effect.succeed({
                  items: entries.slice(Number(cursor), Number(cursor) + 1),
                  nextCursor: Number(cursor) + 1 < entries.length ? String(Number(cursor) + 1) : null,
                }),
            }),
          ),
        ),
      ),
    )
  const owes = (entries: ReadonlyArray<RecordedEntry>, at: string) =>
    format(sum(answer(entries, termsOf(), at).map(({ net }) => net)), "EUR")

  it("counts the notice to the earliest pickup of the last 48 hours: nobody moves a trip away to cancel it free", () => {
    const moved = (at: string) => [
      entry(1, "06-01T10:00:00", "MissionRescheduled", "2026-06-02T08:00:00.000Z"),
      entry(2, at, "MissionRescheduled", "2026-07-07T16:00:00.000Z"),
    ]
    expect(owes([], "07-07T12:00:00")).toBe("0.00") // 50 h before the pickup of 9 July
    expect(owes(moved("07-07T11:00:00"), "07-07T12:00:00")).toBe("45.00") // 6 h before that of 7 July
    expect(owes(moved("07-05T11:59:59"), "07-07T12:00:00")).toBe("0.00") // moved longer ago
  })

  it("other changes of the mission move no pickup", () => {
    const edits = [entry(1, "07-07T11:00:00", "MissionEdited", "2026-07-07T12:00:00.000Z")]
    expect(owes(edits, "07-07T12:00:00")).toBe("0.00")
  })

  it("a book without tiers charges nothing", () =>
    expect(answer([], undefined, "07-09T13:59:00")).toEqual([]))
})
