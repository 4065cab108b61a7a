/**
 * An order's status is derived from its missions and two facts, by one total function; the stored one is a copy of it.
 *
 * So no two places can disagree about it, and no command sets it.
 */
import { Schema } from "effect"
import { isTerminal, type MissionStatus } from "../missions/MissionStatus.ts"
import type { Table } from "../shared/Transition.ts"

export const OrderStatus = Schema.Literals(["PENDING", "CONFIRMED", "IN_PROGRESS", "COMPLETED", "CANCELLED"])
export type OrderStatus = typeof OrderStatus.Type

/** A status a manager vouches for; it only rises, and survives unassignment. */
export const Floor = Schema.Literals(["CONFIRMED", "IN_PROGRESS"])
export type Floor = typeof Floor.Type

/** What the derivation reads. */
export interface Standing {
  readonly cancelled: boolean
  readonly floor?: Floor | undefined
  readonly confirmedWhen: "ASSIGNED" | "ACCEPTED_BY_DRIVER"
  readonly missions: ReadonlyArray<{
    readonly status: MissionStatus
    readonly started: boolean
    readonly driver: boolean
  }>
}

/**
 * The first rule that applies:
 * 1. cancelled, or there are missions and all are CANCELLED: CANCELLED
 * 2. there are missions and all have ended: COMPLETED
 * 3. some mission has started, or the floor is IN_PROGRESS: IN_PROGRESS
 * 4. every open mission has a driver (as firmly as the operator asks), or the floor is CONFIRMED: CONFIRMED
 * 5. PENDING
 */
export const deriveStatus = ({ cancelled, floor, confirmedWhen, missions }: Standing): OrderStatus => {
  const some = missions.length > 0
  if (cancelled || (some && missions.every(({ status }) => status === "CANCELLED"))) return "CANCELLED"
  if (some && missions.every(({ status }) => isTerminal(status))) return "COMPLETED"
  if (floor === "IN_PROGRESS" || missions.some(({ started }) => started)) return "IN_PROGRESS"
  const firm = (status: MissionStatus, driver: boolean) =>
    driver && (confirmedWhen === "ASSIGNED" || status === "ACCEPTED_BY_DRIVER" || status === "IN_PROGRESS")
  const staffed = some && missions.every(({ status, driver }) => isTerminal(status) || firm(status, driver))
  return staffed || floor === "CONFIRMED" ? "CONFIRMED" : "PENDING"
}

/** What a manager may do to an order by hand. */
export type OrderAction = "confirm" | "begin" | "complete" | "cancel"

/**
 * From which status an order can be raised, closed or cancelled by hand, and what the rules above then derive: `confirm`
 * and `begin` set the floor, `complete` closes every open mission, `cancel` cancels them.
 */
export const orderTable = {
  PENDING: {
    terminal: false,
    on: { confirm: "CONFIRMED", begin: "IN_PROGRESS", complete: "COMPLETED", cancel: "CANCELLED" },
  },
  CONFIRMED: {
    terminal: false,
    on: { confirm: "CONFIRMED", begin: "IN_PROGRESS", complete: "COMPLETED", cancel: "CANCELLED" },
  },
  IN_PROGRESS: {
    terminal: false,
    on: { begin: "IN_PROGRESS", complete: "COMPLETED", cancel: "CANCELLED" },
  },
  COMPLETED: { terminal: true, on: {} },
  CANCELLED: { terminal: true, on: {} },
} as const satisfies Table<OrderStatus, OrderAction>

/** The machine `Transition.step` interprets. */
export const orderMachine = {
  name: "order",
  table: orderTable as Table<OrderStatus, OrderAction>,
} as const
