/** The day itself: two cars step by step, what the hire really took, and what that makes of the order. */
import {
  Completing,
  Dispatch,
  type MissionId,
  type Order,
  type OrderId,
  type OrderLine,
  Quantity,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Schema } from "effect"
import { atTime } from "../times.ts"
import type { Tell } from "./Chapter.ts"
import { clockTime } from "./clockTime.ts"
import { explained, totalled } from "./explained.ts"

const decodeCompleting = Schema.decodeUnknownSync(Completing)

/** An hour and twenty more than the four that were hired, and 31 km more than they include. */
const took = decodeCompleting({ actuals: { minutes: 320, km: "131" } })

/** Drives one mission to its end, `minutes` after its pickup. */
const drive = Effect.fnUntraced(function* <R>(
  tell: Tell<R>,
  car: { readonly name: string; readonly orderId: OrderId; readonly id: MissionId },
  minutes: number,
  completing: Completing,
) {
  const dispatch = yield* Dispatch
  const views = yield* Views
  const { missions } = yield* views.orderPage(car.orderId)
  const { pickupAt } = missions.find(({ id }) => id === car.id)!
  const log: Array<string> = []
  const step = (at: number, command: "start" | "arrive" | "board" | "dropOff" | "complete") =>
    Effect.gen(function* () {
      const instant = DateTime.add(pickupAt, { minutes: at })
      const done = command === "complete" ? dispatch.complete(car.id, completing) : dispatch[command](car.id)
      const mission = yield* atTime(instant)(done)
      log.push(
        `${clockTime(instant)}  ${command.padEnd(10)}${mission.status}${mission.step === undefined ? "" : `, ${mission.step}`}`,
      )
    })
  yield* step(-20, "start")
  yield* step(-5, "arrive")
  yield* step(5, "board")
  yield* step(minutes - 5, "dropOff")
  yield* step(minutes, "complete")
  const { order } = yield* views.orderPage(car.orderId)
  const { actuals } = completing
  if (actuals !== undefined)
    log.push(`it took ${actuals.minutes} minutes and ${Quantity.format(actuals.km)} km`)
  yield* tell({ title: `${car.name} done: order ${order.number} ${order.status}`, lines: log })
  return order
})

/** Both cars; the order is completed with the second. */
export const perform = Effect.fnUntraced(function* <R>(
  tell: Tell<R>,
  orderId: OrderId,
  missions: { readonly hire: MissionId; readonly transfer: MissionId },
) {
  yield* drive(tell, { name: "Transfer", orderId, id: missions.transfer }, 55, {})
  const order = yield* drive(tell, { name: "Hire", orderId, id: missions.hire }, 320, took)
  const corrections = order.lines.filter(isCorrection)
  yield* tell({
    title: "What it took corrects what was quoted",
    lines: corrections.flatMap((line) => explained(line, order.currency)),
  })
  yield* tell({ title: `Order ${order.number}, totals by VAT`, lines: summedUp(order) })
})

const isCorrection = ({ kind, state }: OrderLine): boolean => kind === "CORRECTION" && state === "ACTIVE"

const summedUp = ({ currency, lines, totals }: Order): ReadonlyArray<string> => [
  ...lines.filter(({ state }) => state === "ACTIVE").flatMap((line) => explained(line, currency).slice(0, 1)),
  ...totalled(totals, currency),
]

export const look = Effect.fnUntraced(function* <R>(tell: Tell<R>, orderId: OrderId) {
  const { items } = yield* (yield* Views).orderHistory(orderId, { limit: 200 })
  yield* tell({
    title: "What happened, as the history has it",
    lines: items.map(({ action, from, to }) =>
      to === undefined
        ? action
        : `${action.padEnd(20)}${from === undefined || from === to ? "" : `${from} → `}${to}`,
    ),
  })
})
