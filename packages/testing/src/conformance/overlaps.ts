/** Two missions a manager lets overlap, and missions that belong to no order. */
import {
  Cancellation,
  Corrections,
  Dispatch,
  Drivers,
  InternalMissions,
  type Mission,
  Overlaps,
  type StoragePorts,
  Vehicles,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Exit } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const at = (text: string) => DateTime.makeUnsafe(text)
const because = { reason: "one coach for both groups" as never } // a line

/** One mission a pickup, each of another order. */
const missionsAt = Effect.fnUntraced(function* (pickups: ReadonlyArray<string>) {
  const made: Array<Mission> = []
  for (const pickup of pickups) {
    const order = yield* newOrder([pickup])
    made.push((yield* (yield* Views).orderPage(order.id)).missions[0]!)
  }
  return made as unknown as readonly [Mission, Mission, Mission] // one a pickup
})

export const overlaps = (rounds: number): Suite<StoragePorts> => [
  {
    name: "two missions that a manager lets overlap have one driver and one vehicle at once, and no third has",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, { allow }] = [yield* Dispatch, yield* Overlaps]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        const vehicleId = (yield* (yield* Vehicles).create(inputs.vehicle())).id
        const [first, second, third] = yield* missionsAt([
          "2027-06-01T08:00:00Z",
          "2027-06-01T08:30:00Z",
          "2027-06-01T08:30:00Z",
        ])
        const assign = (mission: Mission) => dispatch.assign(mission.id, paul.id, undefined, { vehicleId })
        yield* assign(first)
        const allowed = yield* allow(second.id, { missionId: first.id, ...because })
        expectEqual(allowed.overlapAllowedWith, first.id, "the one it was allowed to")
        expectEqual((yield* dispatch.get(first.id)).overlapAllowedWith, second.id, "they name each other")
        expectEqual(
          yield* allow(first.id, { missionId: second.id, ...because }),
          yield* dispatch.get(first.id),
          "again",
        )
        const given = yield* assign(second)
        expectEqual([given.driverId, given.vehicleId], [paul.id, vehicleId], "both have both")
        const refused = yield* Effect.flip(assign(third))
        expectEqual(refused._tag, "DriverBusy", "a third has not")
        const taken = yield* Effect.flip(allow(third.id, { missionId: first.id, ...because }))
        expectEqual(
          { ...taken },
          { _tag: "OverlapTaken", id: first.id, overlapAllowedWith: second.id },
          "nor may it be allowed to",
        )
        const itself = yield* Effect.flip(allow(third.id, { missionId: third.id, ...because }))
        expectEqual(itself._tag, "OverlapWithItself", "nor with itself")
      }),
    ),
  },
  {
    name: "another window, another driver or none of either mission ends the allowance on both",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, corrections, { allow }] = [yield* Dispatch, yield* Corrections, yield* Overlaps]
        const drivers = yield* Drivers
        const [paul, zoe] = [yield* drivers.create(inputs.driver()), yield* drivers.create(inputs.driver())]
        const moves = [
          ({ id, pickupAt }: Mission) =>
            corrections.edit(id, { pickupAt: DateTime.add(pickupAt, { hours: 4 }) }),
          (mission: Mission) => dispatch.assign(mission.id, zoe.id),
          (mission: Mission) => dispatch.unassign(mission.id),
          (mission: Mission) => dispatch.driverDeclines(mission.id, { reason: "ill" }),
        ] as const
        for (const [n, move] of moves.entries())
          for (const moved of [0, 1] as const) {
            const day = `2027-06-${String(2 + 2 * n + moved).padStart(2, "0")}`
            const pair = yield* missionsAt([`${day}T08:00:00Z`, `${day}T08:30:00Z`])
            const [first, second] = pair
            yield* allow(first.id, { missionId: second.id, ...because })
            for (const { id } of [first, second]) yield* dispatch.assign(id, paul.id)
            yield* move(pair[moved])
            const left = yield* Effect.forEach([first, second], ({ id }) => dispatch.get(id))
            expectEqual(
              left.map((mission) => mission.overlapAllowedWith),
              [undefined, undefined],
              `move ${n} of mission ${moved}`,
            )
            if (n === 0) continue
            const back = yield* Effect.flip(dispatch.assign(pair[moved].id, paul.id))
            expectEqual(back._tag, "DriverBusy", "it is not allowed any more")
          }
      }),
    ),
  },
  {
    name: "other places, another vehicle or the end of the other leave the allowance; an ended one frees it for another",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, corrections, { allow }] = [yield* Dispatch, yield* Corrections, yield* Overlaps]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        const [first, second, third] = yield* missionsAt([
          "2027-06-01T08:00:00Z",
          "2027-06-01T08:30:00Z",
          "2027-06-01T08:45:00Z",
        ])
        yield* allow(first.id, { missionId: second.id, ...because })
        for (const { id } of [first, second]) yield* dispatch.assign(id, paul.id)
        yield* corrections.edit(first.id, { passengers: 3, stops: "Reims" as never }) // a text
        expectEqual((yield* dispatch.get(first.id)).overlapAllowedWith, second.id, "it is in the same window")
        yield* (yield* Cancellation).cancelMission(second.id, { by: "CLIENT", reason: "ill" as never }) // a line
        yield* allow(third.id, { missionId: first.id, ...because })
        yield* dispatch.assign(third.id, paul.id)
        const ended = yield* Effect.flip(allow(third.id, { missionId: second.id, ...because }))
        expectEqual(ended._tag, "OverlapTaken", "one at a time")
      }),
    ),
  },
  {
    name: `of 16 overlapping assignments at once only the allowed pair wins together (${rounds} rounds)`,
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, { allow }, views] = [yield* Dispatch, yield* Overlaps, yield* Views]
        for (let round = 0; round < rounds; round++) {
          const paul = yield* (yield* Drivers).create(inputs.driver())
          const order = yield* newOrder(Array.from({ length: 16 }, () => "2027-06-01T08:00:00Z"))
          const { missions } = yield* views.orderPage(order.id)
          const pair = [missions[3]!.id, missions[11]!.id]
          yield* allow(pair[0]!, { missionId: pair[1]!, ...because })
          const exits = yield* Effect.forEach(
            missions,
            ({ id }) => Effect.exit(dispatch.assign(id, paul.id)),
            { concurrency: "unbounded" },
          )
          const won = exits.flatMap((exit) => (Exit.isSuccess(exit) ? [exit.value.id] : []))
          expectTrue(
            won.length === 1 || (won.length === 2 && won.every((id) => pair.includes(id))),
            `won: ${won.join(", ")}`,
          )
        }
      }),
    ),
  },
  {
    name: "an internal mission is assigned, performed, moved and cancelled like others, keeps its driver busy, and is in no order",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, corrections, internal] = [
          yield* Dispatch,
          yield* Corrections,
          yield* InternalMissions,
        ]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        const made = yield* internal.create({
          pickupAt: at("2027-06-01T08:00:00Z"),
          notes: "to the workshop" as never,
        }) // a text
        expectEqual(yield* dispatch.get(made.id), made, "what was made is read")
        expectEqual(
          [made.internal, made.orderId, made.lineId, made.status],
          [true, undefined, undefined, "PENDING_ASSIGNMENT"],
          "it belongs to nobody",
        )
        yield* dispatch.assign(made.id, paul.id)
        const [ordered] = yield* missionsAt(["2027-06-01T08:30:00Z"])
        const busy = yield* Effect.flip(dispatch.assign(ordered.id, paul.id))
        expectEqual(
          [busy._tag, "missionId" in busy && busy.missionId],
          ["DriverBusy", made.id],
          "its driver's time is taken",
        )
        yield* (yield* Overlaps).allow(made.id, { missionId: ordered.id, ...because })
        yield* dispatch.assign(ordered.id, paul.id)
        const moved = yield* corrections.edit(made.id, { pickupAt: at("2027-06-01T07:30:00Z") })
        expectEqual(moved.overlapAllowedWith, undefined, "its allowance went")
        expectEqual((yield* dispatch.get(ordered.id)).overlapAllowedWith, undefined, "on the other one, too")
        yield* dispatch.driverAccepts(made.id)
        yield* dispatch.start(made.id)
        yield* dispatch.arrive(made.id)
        const noShow = yield* internal.create({ pickupAt: at("2027-06-03T08:00:00Z") })
        yield* (yield* Cancellation).cancelMission(noShow.id, {
          by: "OPERATOR",
          reason: "not needed" as never,
        }) // a line
        expectEqual((yield* dispatch.get(noShow.id)).status, "CANCELLED", "it is given up")
        yield* dispatch.board(made.id)
        yield* dispatch.complete(made.id)
        const stale = yield* Effect.flip(dispatch.unassign(made.id, 1))
        expectEqual(stale._tag, "StaleVersion", "it has versions")
        const { items } = yield* (yield* Views).pipeline({}, { sort: "tripAt", limit: 9 })
        expectEqual(items.length, 1, "the pipeline shows orders only")
        const mine = yield* (yield* Views).driverMissions(paul.id, {}, { sort: "pickupAt", limit: 9 })
        expectEqual(
          mine.items.map(({ id }) => id),
          [made.id, ordered.id],
          "the driver's list shows both",
        )
      }),
    ),
  },
]
