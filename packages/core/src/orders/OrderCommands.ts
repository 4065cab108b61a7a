/** What each command makes of an order and its lines: pure functions from state and command to the next state and its facts. */
import { Result } from "effect"
import type { CancelledBy } from "../missions/Mission.ts"
import { type Fact, fact } from "../ports/Decision.ts"
import type { LineId, MissionId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import { waitingCode } from "./actualsLines.ts"
import type { Fee } from "./CancellationPolicy.ts"
import type { Order, OrderEdit, OrderLine, Raising } from "./Order.ts"
import { FeeDecided, FeeNotFound } from "./OrderErrors.ts"
import { type OrderAction, orderMachine } from "./OrderStatus.ts"
import { rediscounted } from "./rediscounted.ts"

/** The order after a command, with its facts. Whoever saves it derives status, totals and summary, and counts the version. */
export interface Changed {
  readonly order: Order
  readonly facts: ReadonlyArray<Fact>
}

/** The order with other notes; nothing when they are as they were. The history does not repeat them. */
export const edit = (
  { notes: before, ...order }: Order,
  { notes = before }: OrderEdit,
): Changed | undefined =>
  (notes ?? undefined) === before
    ? undefined
    : {
        order: { ...order, ...(notes === null || notes === undefined ? {} : { notes }) },
        facts: [fact("ORDER", order.id, "OrderEdited", { data: { fields: "notes" } })],
      }

/** The lines that counted for a mission until now. */
export const linesOf = (order: Order, missionId: MissionId): ReadonlyArray<OrderLine> =>
  order.lines.filter((line) => line.missionId === missionId && line.state === "ACTIVE")

/**
 * The order once a mission was given up or found nobody: its lines are VOID, `fees` are proposed. With the last trip
 * the lines that belong to the whole order go as well, for a discount alone would owe the client money.
 */
export const withoutMission = (
  order: Order,
  missionId: MissionId,
  fees: ReadonlyArray<Fee & { readonly id: LineId }>,
): Changed => {
  const isGone = (line: OrderLine) =>
    line.missionId === missionId && line.kind !== "CANCELLATION" && line.state !== "VOID"
  const tripLeft = order.lines.some(
    (line) => line.kind === "TRANSPORT" && line.state === "ACTIVE" && !isGone(line),
  )
  const voided = order.lines.filter(
    (line) => isGone(line) || (!tripLeft && line.missionId === undefined && line.state === "ACTIVE"),
  )
  const forLineId = order.lines.find((line) => line.kind === "TRANSPORT" && line.missionId === missionId)?.id
  const added = fees.map((fee): OrderLine => ({
    ...fee,
    kind: "CANCELLATION",
    missionId,
    state: "PENDING",
    ...(forLineId === undefined ? {} : { forLineId }),
  }))
  const { lines, changed } = rediscounted(
    order,
    order.lines.map((line) => (voided.includes(line) ? { ...line, state: "VOID" as const } : line)),
  )
  return {
    order: { ...order, lines: [...lines, ...added] },
    facts: [
      ...(voided.length === 0
        ? []
        : [fact("ORDER", order.id, "OrderLinesVoided", { data: { lineIds: voided.map(({ id }) => id) } })]),
      ...changed.map(({ id, net }) =>
        fact("ORDER", order.id, "OrderDiscountRecomputed", { data: { lineId: id, net } }),
      ),
      ...added.map(({ id, net }) =>
        fact("ORDER", order.id, "CancellationFeeProposed", { data: { lineId: id, missionId, net } }),
      ),
    ],
  }
}

/** Confirms a proposed fee, which then counts, or waives it. Deciding the same again changes nothing. */
export const decideFee = (
  order: Order,
  lineId: LineId,
  state: "ACTIVE" | "VOID",
  reason: string | undefined,
): Result.Result<Changed | undefined, FeeNotFound | FeeDecided> => {
  const fee = order.lines.find((line) => line.id === lineId && isProposed(line))
  if (fee === undefined) return Result.fail(new FeeNotFound({ orderId: order.id, id: lineId }))
  if (fee.state === state) return Result.succeed(undefined)
  if (fee.state !== "PENDING")
    return Result.fail(new FeeDecided({ orderId: order.id, id: lineId, state: fee.state }))
  return Result.succeed({
    order: { ...order, lines: order.lines.map((line) => (line === fee ? { ...line, state } : line)) },
    facts: [
      fact("ORDER", order.id, `${nameOf(fee)}${state === "ACTIVE" ? "Confirmed" : "Waived"}`, {
        data: { lineId, net: fee.net },
        ...(reason === undefined ? {} : { reason }),
      }),
    ],
  })
}

/** What the system asks for and a manager decides: the fee of a cancellation, the waiting of a transfer. */
function isProposed({ code, kind }: OrderLine): boolean {
  return kind === "CANCELLATION" || (kind === "FEE" && code === waitingCode)
}

function nameOf({ kind }: OrderLine): string {
  return kind === "CANCELLATION" ? "CancellationFee" : "WaitingFee"
}

const byHand = { CONFIRMED: "confirm", IN_PROGRESS: "begin", COMPLETED: "complete" } as const

/** Raises the status by hand: CONFIRMED and IN_PROGRESS become the floor, COMPLETED is for the missions to follow. */
export const raise = (order: Order, { status, reason }: Raising): Result.Result<Changed, IllegalTransition> =>
  Result.map(legal(order, byHand[status]), () => ({
    order:
      status === "COMPLETED"
        ? order
        : { ...order, floor: order.floor === "IN_PROGRESS" ? order.floor : status },
    facts: [fact("ORDER", order.id, "OrderRaisedByHand", { reason, data: { status } })],
  }))

/** Gives the order up; its missions are for the caller to cancel. */
export const cancel = (
  order: Order,
  by: CancelledBy,
  reason: string,
  at: Instant,
): Result.Result<Changed, IllegalTransition> =>
  Result.map(legal(order, "cancel"), () => ({
    order: { ...order, cancelledAt: at, cancellation: { by, reason } },
    facts: [fact("ORDER", order.id, "OrderCancelled", { reason, data: { by } })],
  }))

function legal(order: Order, action: OrderAction): Result.Result<unknown, IllegalTransition> {
  return step(orderMachine, order.id, order.status, action)
}
