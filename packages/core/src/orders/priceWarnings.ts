/**
 * A mission that is changed keeps the price that was accepted. That this price was for something else is told, with what it
 * was for; a manager may bill the difference by a line of his own.
 */
import { DateTime, Effect, Equal } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { MissionWarning } from "../missions/MissionWarning.ts"
import type { Operator } from "../operators/Operator.ts"
import type { Trip } from "../pricing/Trip.ts"
import { format } from "../shared/Money.ts"
import type { Order, OrderLine } from "./Order.ts"
import { Repricing } from "./Repricing.ts"

type Difference = NonNullable<MissionWarning["changed"]>[number]

/** What of a mission the price went by, told apart from what was accepted. */
export const differences = (trip: Trip, mission: Mission): ReadonlyArray<Difference> => {
  const minutes =
    (DateTime.toEpochMillis(mission.estimatedEndAt) - DateTime.toEpochMillis(mission.pickupAt)) / 60_000
  const facts: ReadonlyArray<readonly [string, Difference["accepted"], Difference["now"]]> = [
    ["pickupAt", DateTime.formatIso(trip.pickupAt), DateTime.formatIso(mission.pickupAt)],
    ["durationMinutes", trip.durationMinutes, minutes],
    ["pickup", trip.pickup ?? null, mission.pickup ?? null],
    ["dropOff", trip.dropOff ?? null, mission.dropOff ?? null],
    ["stops", trip.stops ?? null, mission.stops ?? null],
    ["passengers", trip.passengers, mission.passengers],
    ["vehicleCategory", trip.vehicleCategory ?? null, mission.vehicleCategory ?? null],
  ]
  return facts
    .filter(([, accepted, now]) => !Equal.equals(accepted, now))
    .map(([field, accepted, now]) => ({ field, accepted, now }))
}

/** Warns that the accepted price was for something else; says nothing while it was for this. */
export const makePriceWarnings = Effect.gen(function* () {
  const { netNow } = yield* Repricing
  return Effect.fnUntraced(function* (operator: Operator, order: Order, mission: Mission) {
    const line = transportOf(order, mission)
    if (line === undefined) return []
    const changed = differences(line.trip, mission)
    if (changed.length === 0) return []
    const now = yield* netNow({ operator, order, line, mission })
    const net = (amount: OrderLine["net"]) => format(amount, order.currency)
    const warning: MissionWarning = {
      code: "PriceNotUpdated",
      detail: `The accepted price was for other facts (${changed.map(({ field }) => field).join(", ")}) and stays.`,
      missionId: mission.id,
      changed,
      ...(now === undefined ? {} : { net: { accepted: net(line.net), now: net(now) } }),
    }
    return [warning]
  })
})

/** The line of the order the mission performs, while it counts. */
function transportOf(
  { lines }: Order,
  { lineId }: Mission,
): (OrderLine & { readonly trip: Trip }) | undefined {
  const line = lines.find(({ id, state }) => id === lineId && state === "ACTIVE")
  return line?.trip === undefined ? undefined : { ...line, trip: line.trip }
}
