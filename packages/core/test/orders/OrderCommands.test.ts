import { Result } from "effect"
import { describe, expect, it } from "vitest"
import type { Fee } from "../../src/orders/CancellationPolicy.ts"
import { noContribution } from "../../src/orders/Contribution.ts"
import { derive, type Order, type OrderLine } from "../../src/orders/Order.ts"
import * as Commands from "../../src/orders/OrderCommands.ts"
import { Money } from "../../src/shared/Money.ts"
import { MissionId } from "../../src/shared/Ids.ts"
import { ids, line, lineId, mission, now, operator, transport, uuid } from "../samples.ts"

const other = MissionId.make(uuid(20))
const of = (missionId: MissionId | undefined, base: ReturnType<typeof line>): OrderLine => ({
  ...base,
  state: "ACTIVE",
  ...(missionId === undefined ? {} : { missionId }),
})

/** Two trips at 85.00, a fee of the first, and a discount on the whole. */
const order: Order = {
  id: ids.order,
  number: "CMD-2026-00001",
  quoteId: ids.quote,
  clientId: ids.client,
  status: "PENDING",
  priceBasis: "EXCL_VAT",
  currency: "EUR",
  lines: [
    of(ids.mission, transport(1)),
    of(ids.mission, line(2, { forLineId: lineId(1), unitPrice: "12.00" })),
    of(other, transport(3)),
    of(undefined, line(4, { kind: "DISCOUNT", unitPrice: "-10.00" })),
  ],
  totals: {
    net: Money.make(0),
    vat: [],
    tax: Money.make(0),
    gross: Money.make(0),
    rounding: Money.make(0),
    payable: Money.make(0),
  },
  missions: { tripAt: now, total: 2, assigned: 0 },
  contribution: noContribution,
  invoiceStatus: "NONE",
  version: 1,
  createdAt: now,
  updatedAt: now,
}
const states = (of: Order) => of.lines.map(({ state }) => state)
const netOf = (of: Order) => derive(of, [mission()], operator).totals.net
const {
  id: _,
  kind: _kind,
  forLineId: _for,
  ...priced
} = line(9, { unitPrice: "42.50", description: "50 %" })
const fee: Fee & { readonly id: ReturnType<typeof lineId> } = { ...priced, id: lineId(9) }

describe("an order without one of its missions", () => {
  it("has that mission's lines void and the fee proposed; totals add up what is active", () => {
    const left = Commands.withoutMission(order, ids.mission, [fee])
    expect(states(left.order)).toEqual(["VOID", "VOID", "ACTIVE", "ACTIVE", "PENDING"])
    expect(left.order.lines[4]).toMatchObject({
      kind: "CANCELLATION",
      missionId: ids.mission,
      forLineId: lineId(1),
      state: "PENDING",
    })
    expect([netOf(order), netOf(left.order)]).toEqual([17_200, 7_500])
    expect(left.facts).toMatchObject([
      { action: "OrderLinesVoided", data: { lineIds: [lineId(1), lineId(2)] } },
      { action: "CancellationFeeProposed", data: { lineId: lineId(9), missionId: ids.mission, net: 4_250 } },
    ])
  })

  it("without the last trip nothing is left of the whole order's lines: a discount alone would owe the client money", () => {
    const first = Commands.withoutMission(order, ids.mission, [fee]).order
    const left = Commands.withoutMission(first, other, [])
    expect(states(left.order)).toEqual(["VOID", "VOID", "VOID", "VOID", "PENDING"])
    expect(netOf(left.order)).toBe(0)
  })
})

describe("a cancellation fee", () => {
  const proposed = Commands.withoutMission(order, ids.mission, [fee]).order

  it("counts once it is confirmed, and never when it is waived", () => {
    const confirmed = Result.getOrThrow(Commands.decideFee(proposed, lineId(9), "ACTIVE", undefined))!
    expect([netOf(confirmed.order), confirmed.facts[0]?.action]).toEqual([11_750, "CancellationFeeConfirmed"])
    const waived = Result.getOrThrow(Commands.decideFee(proposed, lineId(9), "VOID", "good client"))!
    expect([netOf(waived.order), waived.facts[0]]).toEqual([
      7_500,
      expect.objectContaining({ action: "CancellationFeeWaived", reason: "good client" }),
    ])
  })

  it("is decided once; deciding the same again changes nothing", () => {
    const confirmed = Result.getOrThrow(Commands.decideFee(proposed, lineId(9), "ACTIVE", undefined))!.order
    expect(Commands.decideFee(confirmed, lineId(9), "ACTIVE", undefined)).toEqual(Result.succeed(undefined))
    expect(Result.isFailure(Commands.decideFee(confirmed, lineId(9), "VOID", undefined))).toBe(true)
    for (const none of [lineId(1), lineId(77)]) {
      const refused = Commands.decideFee(confirmed, none, "VOID", undefined)
      expect(Result.isFailure(refused) && refused.failure._tag).toBe("FeeNotFound")
    }
  })
})

describe("the status by hand", () => {
  const raise = (from: Order, status: "CONFIRMED" | "IN_PROGRESS" | "COMPLETED") =>
    Commands.raise(from, { status, reason: "subcontracted" })

  it("is a floor that only rises", () => {
    expect(Result.getOrThrow(raise(order, "CONFIRMED")).order.floor).toBe("CONFIRMED")
    expect(Result.getOrThrow(raise({ ...order, floor: "CONFIRMED" }, "IN_PROGRESS")).order.floor).toBe(
      "IN_PROGRESS",
    )
    expect(Result.getOrThrow(raise(order, "COMPLETED")).order.floor).toBeUndefined()
    for (const status of ["COMPLETED", "CANCELLED"] as const) {
      const refused = raise({ ...order, status }, "IN_PROGRESS")
      expect(Result.isFailure(refused) && refused.failure).toMatchObject({ machine: "order", allowed: [] })
    }
    const lower = raise({ ...order, status: "IN_PROGRESS" }, "CONFIRMED")
    expect(Result.isFailure(lower) && lower.failure.allowed).toEqual(["begin", "complete", "cancel"])
  })
})
