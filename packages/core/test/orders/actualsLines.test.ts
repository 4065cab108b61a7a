import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { Actuals, Mission } from "../../src/missions/Mission.ts"
import { actualsLines } from "../../src/orders/actualsLines.ts"
import { noContribution } from "../../src/orders/Contribution.ts"
import { derive, type Order, type OrderLine } from "../../src/orders/Order.ts"
import { decideFee } from "../../src/orders/OrderCommands.ts"
import type { WaitingTerms } from "../../src/orders/WaitingPolicy.ts"
import { Waiting } from "../../src/pricing/book/Settings.ts"
import { Dispo } from "../../src/pricing/tripTypes/Dispo.ts"
import { vatByRate } from "../../src/pricing/totals/vatByRate.ts"
import { withShare } from "../../src/pricing/vat/share.ts"
import { written } from "../../src/pricing/written.ts"
import { format } from "../../src/shared/Money.ts"
import { Quantity } from "../../src/shared/Quantity.ts"
import { bookOf, dispo, hiring, priced } from "../pricing/hiring.ts"
import { ids, line, lineId, minutesAfter, mission, now, operator, transport } from "../samples.ts"

const km = Schema.decodeUnknownSync(Quantity)
const actuals = (minutes: number, driven: string, more: Partial<Actuals> = {}): Actuals => ({
  minutes,
  km: km(driven),
  ...more,
})
const waiting = Schema.decodeUnknownSync(Waiting)({
  freeMinutes: 15,
  free: [{ zoneIds: ["CDG"], freeMinutes: 60, fromLanding: true }],
  blockMinutes: 15,
  perBlock: "12.50",
  clock: "BOOKED",
})
const terms: WaitingTerms = { waiting, bookVersion: 3, liesIn: () => false }

const order = (lines: ReadonlyArray<OrderLine>, priceBasis: Order["priceBasis"] = "EXCL_VAT"): Order =>
  derive(
    {
      id: ids.order,
      number: "CMD-2026-00001",
      quoteId: ids.quote,
      clientId: ids.client,
      status: "PENDING",
      priceBasis,
      currency: "EUR",
      lines,
      totals: vatByRate([]),
      missions: { tripAt: now, total: 1, assigned: 0 },
      contribution: noContribution,
      invoiceStatus: "NONE",
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    [mission()],
    operator,
  )

/** The lines of a quoted hire by time, and a manual fee beside them. */
const hired = (estimate: string, kmAbroad = "0"): ReadonlyArray<OrderLine> => {
  const { lines } = withShare(
    priced(Dispo.price(hiring("DISPO", { minutes: 240, km: estimate }), bookOf({ rates: [dispo] }))),
    { distanceKm: km(estimate), foreignKm: km(kmAbroad) },
    "EUR",
  )
  const vat = { ...Dispo.vat!, decidedBy: "POLICY" as const } // a hire by time has a usual rate
  return [
    ...lines.map((computed, n): OrderLine => ({
      ...written(computed, vat, "EUR", 2),
      id: lineId(n + 1),
      missionId: ids.mission,
      state: "ACTIVE",
      ...(n === 0 ? {} : { forLineId: lineId(1) }),
    })),
    { ...line(9, { forLineId: lineId(1), unitPrice: "8.00" }), missionId: ids.mission, state: "ACTIVE" },
  ]
}
const done = (changes: Partial<Mission>, tripType: Mission["tripType"] = "DISPO") =>
  mission("COMPLETED", changes, tripType)

/** The order as it is saved: new lines with ids from `n` on. */
const applied = (before: Order, performed: Mission, n: number, given = terms): Order => {
  const { added, kept } = actualsLines(before, performed, given)
  return order(
    [...kept, ...added.map((line, at): OrderLine => ({ ...line, id: lineId(n + at) }))],
    before.priceBasis,
  )
}
const corrections = ({ lines }: Order) =>
  lines
    .filter(({ kind }) => kind === "CORRECTION")
    .map(({ code, id, net, state }) => [code, format(net, "EUR"), state, id])

describe("corrections on an order, from what its mission took", () => {
  it("are ACTIVE lines attached to the transport line, at its VAT, explained by the book that priced them", () => {
    const { added, kept } = actualsLines(order(hired("0")), done({ actuals: actuals(320, "131") }), terms)
    expect(kept).toEqual(order(hired("0")).lines)
    expect(added).toMatchObject(
      ["TIME", "DISTANCE"].map((code) => ({
        kind: "CORRECTION",
        code,
        forLineId: lineId(1),
        missionId: ids.mission,
        state: "ACTIVE",
        vat: { rate: 2_000, decidedBy: "POLICY" },
        explanation: { bookVersion: 2 },
      })),
    )
    expect(
      format(applied(order(hired("0")), done({ actuals: actuals(320, "131") }), 20).totals.net, "EUR"),
    ).toBe(
      "393.80", // 240 + 8 + 90 + 55.80
    )
  })

  it("a second entry replaces the first; what it does not change keeps its line", () => {
    const first = applied(order(hired("0")), done({ actuals: actuals(320, "131") }), 20)
    expect(corrections(first)).toEqual([
      ["TIME", "90.00", "ACTIVE", lineId(20)],
      ["DISTANCE", "55.80", "ACTIVE", lineId(21)],
    ])
    const second = applied(first, done({ actuals: actuals(320, "111") }), 30)
    expect(corrections(second)).toEqual([
      ["TIME", "90.00", "ACTIVE", lineId(20)],
      ["DISTANCE", "55.80", "VOID", lineId(21)],
      ["DISTANCE", "19.80", "ACTIVE", lineId(30)],
    ])
    const third = applied(second, done({ actuals: actuals(240, "100") }), 40)
    expect(third.totals).toEqual(order(hired("0")).totals)
    const back = applied(third, done({ actuals: actuals(320, "131") }), 50)
    expect(corrections(back).filter(([, , state]) => state === "ACTIVE")).toEqual(
      corrections(first).map(([code, net, state], n) => [code, net, state, lineId(50 + n)]),
    )
    expect(applied(second, done({ actuals: actuals(320, "111") }), 40)).toEqual(second)
  })

  it("of a price split at a border are split alike, and a second entry replaces both halves", () => {
    const first = applied(order(hired("90", "30")), done({ actuals: actuals(320, "90") }), 20)
    const second = applied(first, done({ actuals: actuals(285, "90") }), 30)
    const active = ({ lines }: Order) =>
      lines
        .filter(({ kind, state }) => kind === "CORRECTION" && state === "ACTIVE")
        .map(({ code, net, vat }) => [code, format(net, "EUR"), vat.category])
    expect(active(first)).toEqual([
      ["TIME", "60.00", "S"],
      ["TIME", "30.00", "O"],
    ])
    expect(active(applied(second, done({ actuals: actuals(285, "90") }), 40))).toEqual(active(second))
    expect(active(second)).toEqual([
      ["TIME", "40.00", "S"],
      ["TIME", "20.00", "O"],
    ])
    // What is at home now is what was abroad: the two are told apart.
    const third = applied(second, done({ actuals: actuals(265, "90") }), 40)
    expect(active(third)).toEqual([
      ["TIME", "20.00", "S"],
      ["TIME", "10.00", "O"],
    ])
  })

  it("quoted kilometres are found again on a line whose price includes VAT", () => {
    const before = order(hired("150"), "INCL_VAT")
    expect(before.lines[1]?.gross).toBe(10_800) // 50 km × 1.80 × 1.20
    const after = applied(before, done({ actuals: actuals(240, "120") }), 20)
    expect(corrections(after)).toEqual([["DISTANCE", "-54.00", "ACTIVE", lineId(20)]])
    expect(format(after.totals.payable, "EUR")).toBe("340.00") // (240 + 36) × 1.20 + 8 × 1.10
    expect(applied(after, done({ actuals: actuals(240, "120") }), 30)).toEqual(after)
  })

  it("what the driver proposes corrects nothing, nor do actuals of a line without terms or of a mission not ended", () => {
    const took = actuals(320, "131")
    const none = { kept: order(hired("0")).lines, added: [] }
    expect(actualsLines(order(hired("0")), done({ proposedActuals: took }), terms)).toEqual(none)
    expect(
      actualsLines(order(hired("0")), mission("IN_PROGRESS.ON_BOARD", { actuals: took }), terms),
    ).toEqual(none)
    const byHand = order([{ ...transport(1), missionId: ids.mission, state: "ACTIVE" }])
    expect(actualsLines(byHand, done({ actuals: took }), terms).added).toEqual([])
    expect(
      actualsLines(order(hired("0")), done({ id: ids.mission, actuals: took, lineId: lineId(5) }), terms)
        .added,
    ).toHaveLength(2)
  })
})

describe("waiting on an order, from the steps of its mission", () => {
  const ride = order([{ ...transport(1), missionId: ids.mission, state: "ACTIVE" }])
  const booked = mission().pickupAt
  const boarded = (after: number, changes: Partial<Mission> = {}, skipped = false): Mission =>
    done(
      {
        steps: [
          { step: "ON_SITE", at: booked, recordedAt: booked, skipped: false },
          { step: "ON_BOARD", at: minutesAfter(booked, after), recordedAt: booked, skipped },
        ],
        ...changes,
      },
      changes.tripType ?? "TRANSFER",
    )
  const fees = ({ lines }: Order) =>
    lines
      .filter(({ code }) => code === "WAITING")
      .map(({ id, kind, net, state }) => [kind, format(net, "EUR"), state, id])

  it("is a PENDING fee, which a manager confirms", () => {
    const { added } = actualsLines(ride, boarded(40), terms)
    expect(added).toMatchObject([
      {
        kind: "FEE",
        code: "WAITING",
        state: "PENDING",
        forLineId: lineId(1),
        missionId: ids.mission,
        net: 2_500,
      },
    ])
    expect(applied(ride, boarded(40), 20).totals.net).toBe(ride.totals.net)
  })

  it("is computed anew when the landing becomes known; what was decided on the same amount stays decided", () => {
    const first = applied(ride, boarded(87), 20)
    expect(fees(first)).toEqual([["FEE", "62.50", "PENDING", lineId(20)]])
    const confirmed = order(
      first.lines.map((line) => (line.code === "WAITING" ? { ...line, state: "ACTIVE" } : line)),
    )
    expect(fees(applied(confirmed, boarded(87), 30))).toEqual([["FEE", "62.50", "ACTIVE", lineId(20)]])
    const landed = boarded(107, { actuals: actuals(60, "30", { landedAt: minutesAfter(booked, 20) }) })
    const atAirport = { ...terms, liesIn: (zoneId: string) => zoneId === "CDG" }
    expect(fees(applied(confirmed, landed, 30, atAirport))).toEqual([
      ["FEE", "62.50", "VOID", lineId(20)],
      ["FEE", "25.00", "PENDING", lineId(30)],
    ])
    const waived = order(
      first.lines.map((line) => (line.code === "WAITING" ? { ...line, state: "VOID" } : line)),
    )
    expect(applied(waived, boarded(87), 30)).toEqual(waived)
  })

  it("taken back whole and due again at the same amount is asked for again, unless a manager had waived it", () => {
    const first = applied(ride, boarded(40), 20)
    const none = applied(first, boarded(10), 30)
    expect(fees(none)).toEqual([["FEE", "25.00", "VOID", lineId(20)]])
    const again = applied(none, boarded(40), 30)
    expect(fees(again)).toEqual([
      ["FEE", "25.00", "VOID", lineId(20)],
      ["FEE", "25.00", "PENDING", lineId(30)],
    ])
    expect(applied(again, boarded(40), 40)).toEqual(again)
    const waived = Result.getOrThrow(decideFee(again, lineId(30), "VOID", "good client"))!.order
    expect(fees(applied(applied(waived, boarded(10), 40), boarded(40), 50))).toEqual(fees(waived))
    const confirmed = Result.getOrThrow(decideFee(again, lineId(30), "ACTIVE", undefined))!.order
    expect(fees(applied(applied(confirmed, boarded(10), 40), boarded(40), 50)).slice(1)).toEqual([
      ["FEE", "25.00", "VOID", lineId(30)],
      ["FEE", "25.00", "PENDING", lineId(50)],
    ])
  })

  it("a waived fee stays waived while another amount was due in between", () => {
    const waived = Result.getOrThrow(
      decideFee(applied(ride, boarded(40), 20), lineId(20), "VOID", "good client"),
    )!.order
    const more = applied(waived, boarded(60), 30)
    expect(fees(more)).toEqual([
      ["FEE", "25.00", "VOID", lineId(20)],
      ["FEE", "37.50", "PENDING", lineId(30)],
    ])
    expect(fees(applied(more, boarded(40), 40))).toEqual([
      ["FEE", "25.00", "VOID", lineId(20)],
      ["FEE", "37.50", "VOID", lineId(30)],
    ])
  })

  it("is for transfers alone, never from a step that was skipped, and never without a price for it", () => {
    expect(actualsLines(ride, boarded(90, {}, true), terms).added).toEqual([])
    expect(actualsLines(ride, boarded(90, { tripType: "OFF_GRID" }), terms).added).toEqual([])
    expect(actualsLines(ride, boarded(90)).added).toEqual([])
    expect(actualsLines(ride, done({ steps: [] }, "TRANSFER"), terms).added).toEqual([])
  })

  it("counts once a manager confirms it, and never once it is waived", () => {
    const asked = applied(ride, boarded(40), 20)
    const decided = (state: "ACTIVE" | "VOID") =>
      Result.getOrThrow(decideFee(asked, lineId(20), state, undefined))
    expect(decided("ACTIVE")?.facts).toMatchObject([{ action: "WaitingFeeConfirmed", data: { net: 2_500 } }])
    expect(derive(decided("ACTIVE")!.order, [mission()], operator).totals.net).toBe(ride.totals.net + 2_500)
    expect(decided("VOID")?.facts).toMatchObject([{ action: "WaitingFeeWaived" }])
    expect(Result.isFailure(decideFee(asked, lineId(1), "ACTIVE", undefined))).toBe(true)
  })

  it("a fee of that name that a person wrote stays", () => {
    const manual: OrderLine = {
      ...line(8, { code: "WAITING", forLineId: lineId(1) }),
      missionId: ids.mission,
      state: "ACTIVE",
    }
    const before = order([...ride.lines, manual])
    expect(actualsLines(before, boarded(5), terms).kept).toContainEqual(manual)
  })
})
