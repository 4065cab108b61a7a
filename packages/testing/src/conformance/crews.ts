/** A mission's vehicle is in one place at a time as its driver is, and absent drivers get none. */
import {
  AbsenceRepository,
  Absences,
  Dispatch,
  Drivers,
  Corrections,
  LocalDate,
  type Mission,
  MissionRepository,
  type StoragePorts,
  UnitOfWork,
  Vehicles,
  Views,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const at = (text: string) => DateTime.makeUnsafe(text)
const missionsAt = Effect.fnUntraced(function* (pickups: ReadonlyArray<string>) {
  const order = yield* newOrder(pickups)
  return (yield* (yield* Views).orderPage(order.id)).missions as unknown as readonly [
    Mission,
    Mission,
    Mission,
  ] // one a pickup
})

export const crews: Suite<StoragePorts> = [
  {
    name: "a vehicle has one mission at a time: the other is told which is in the way; windows are half-open",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, drivers] = [yield* Dispatch, yield* Drivers]
        const [paul, zoe] = [yield* drivers.create(inputs.driver()), yield* drivers.create(inputs.driver())]
        const van = yield* (yield* Vehicles).create(inputs.vehicle())
        const [first, second, later] = yield* missionsAt([
          "2027-06-01T08:00:00Z",
          "2027-06-01T08:59:00Z",
          "2027-06-01T09:00:00Z",
        ])
        const with_ = { vehicleId: van.id }
        const given = yield* dispatch.assign(first.id, paul.id, undefined, with_)
        expectEqual([given.driverId, given.vehicleId], [paul.id, van.id], "both are on it")
        expectEqual((yield* dispatch.get(first.id)).vehicleId, van.id, "it is kept")
        expectEqual(yield* dispatch.assign(first.id, paul.id, undefined, with_), given, "again: nothing")
        const { pickupAt, estimatedEndAt } = first
        const busy = yield* Effect.flip(dispatch.assign(second.id, zoe.id, undefined, with_))
        const inTheWay = {
          _tag: "VehicleBusy",
          vehicleId: van.id,
          missionId: first.id,
          pickupAt,
          estimatedEndAt,
        }
        expectEqual({ ...busy }, inTheWay, "the mission in the way")
        expectEqual((yield* dispatch.get(second.id)).driverId, undefined, "nothing of it is written")
        yield* dispatch.assign(later.id, zoe.id, undefined, with_)
        const moved = yield* Effect.flip(
          (yield* Corrections).edit(later.id, { pickupAt: at("2027-06-01T08:30:00Z") }),
        )
        expectEqual({ ...moved }, inTheWay, "nor is another one moved over it")
        yield* dispatch.unassign(first.id)
        expectEqual((yield* dispatch.get(first.id)).vehicleId, undefined, "it goes with the driver")
      }),
    ),
  },
  {
    name: "the storage's own net refuses a vehicle twice at once that nobody checked",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [dispatch, drivers, missions] = [yield* Dispatch, yield* Drivers, yield* MissionRepository]
        const [paul, zoe] = [yield* drivers.create(inputs.driver()), yield* drivers.create(inputs.driver())]
        const van = yield* (yield* Vehicles).create(inputs.vehicle())
        const [first, second] = yield* missionsAt(["2027-06-01T08:00:00Z", "2027-06-01T08:30:00Z"])
        yield* dispatch.assign(first.id, paul.id, undefined, { vehicleId: van.id })
        const forced = {
          ...second,
          driverId: zoe.id,
          vehicleId: van.id,
          status: "ASSIGNED" as const,
          version: second.version + 1,
        }
        const { atomically } = yield* UnitOfWork
        const busy = yield* Effect.flip(atomically(operator.id, missions.saveWindow(operator.id, forced)))
        expectEqual(
          [busy._tag, "missionId" in busy && busy.missionId],
          ["VehicleBusy", first.id],
          "the mission in the way",
        )
      }),
    ),
  },
  {
    name: "another vehicle alone leaves what the driver accepted, and one that does not fit is a warning",
    run: asManager(() =>
      Effect.gen(function* () {
        const [dispatch, vehicles] = [yield* Dispatch, yield* Vehicles]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        const [small, old] = [
          yield* vehicles.create(inputs.vehicle({ seats: 4 })),
          yield* vehicles.create(inputs.vehicle()),
        ]
        yield* vehicles.edit(old.id, { active: false })
        const [mission] = yield* missionsAt(["2027-06-01T08:00:00Z"])
        yield* (yield* Corrections).edit(mission.id, { passengers: 7, vehicleCategory: "VAN" })
        yield* dispatch.assign(mission.id, paul.id)
        yield* dispatch.driverAccepts(mission.id)
        const { status, warnings } = yield* dispatch.assign(mission.id, paul.id, undefined, {
          vehicleId: small.id,
        })
        expectEqual(
          [status, warnings.map(({ code }) => code)],
          ["ACCEPTED_BY_DRIVER", ["VehicleTooSmall", "OtherVehicleCategory"]],
          "what is worth a look",
        )
        const refused = yield* Effect.flip(
          dispatch.assign(mission.id, paul.id, undefined, { vehicleId: old.id }),
        )
        expectEqual(refused._tag, "VehicleInactive", "off the road")
        const none = yield* dispatch.assign(mission.id, paul.id, undefined, { vehicleId: null })
        expectEqual([none.vehicleId, none.warnings], [undefined, []], "taken away")
      }),
    ),
  },
  {
    name: "an absent driver gets no mission that touches the absence; missions he has are told, and stay his",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [dispatch, use] = [yield* Dispatch, yield* Absences]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        const [before, within, after] = yield* missionsAt([
          "2027-06-01T08:00:00Z",
          "2027-06-01T09:30:00Z",
          "2027-06-01T12:00:00Z",
        ])
        yield* dispatch.assign(before.id, paul.id)
        const [from, until] = [at("2027-06-01T08:59:00Z"), at("2027-06-01T12:00:00Z")]
        const { warnings, ...absence } = yield* use.add(paul.id, { from, until, reason: "dentist" as never }) // a line
        expectEqual(
          warnings.map(({ code, missionId }) => [code, missionId]),
          [["MissionInAbsence", before.id]],
          "the missions concerned",
        )
        expectEqual((yield* dispatch.get(before.id)).driverId, paul.id, "it stays his")
        const refused = yield* Effect.flip(dispatch.assign(within.id, paul.id))
        expectEqual(
          { ...refused },
          { _tag: "DriverUnavailable", driverId: paul.id, absenceId: absence.id, from, until },
          "when he is back",
        )
        yield* dispatch.assign(after.id, paul.id)
        const repository = yield* AbsenceRepository
        const other = (yield* (yield* Drivers).create(inputs.driver())).id
        const misnamed = yield* Effect.flip(use.remove(other, absence.id))
        expectEqual(misnamed._tag, "AbsenceNotFound", "another driver has no such absence")
        const list = yield* repository.ofDriver(operator.id, paul.id, {}, { sort: "from", limit: 5 })
        expectEqual(list.items, [absence], "what was entered is read")
        expectEqual(yield* use.remove(paul.id, absence.id), absence, "what was taken away")
        yield* dispatch.assign(within.id, paul.id)
        const gone = yield* Effect.flip(use.remove(paul.id, absence.id))
        expectEqual(gone._tag, "AbsenceNotFound", "it is gone")
      }),
    ),
  },
  {
    name: "a driver's absences come by their beginning, page by page and both ways, on the operator's days",
    run: asManager(() =>
      Effect.gen(function* () {
        const [use, views] = [yield* Absences, yield* Views]
        const paul = yield* (yield* Drivers).create(inputs.driver())
        // In Paris: the 1st to the 2nd, the 3rd, and from midnight of the 5th on.
        const ids: Array<string> = []
        for (const [from, until] of [
          ["2027-05-31T22:00:00Z", "2027-06-02T22:00:00Z"],
          ["2027-06-03T08:00:00Z", "2027-06-03T09:00:00Z"],
          ["2027-06-04T22:00:00Z", "2027-06-10T22:00:00Z"],
        ] as const)
          ids.push((yield* use.add(paul.id, { from: at(from), until: at(until) })).id)
        const list = (days: { from?: LocalDate; to?: LocalDate }, sort: "from" | "-from" = "from") =>
          Effect.gen(function* () {
            const found: Array<string> = []
            let cursor: string | undefined
            do {
              const page = yield* views.driverAbsences(paul.id, days, { sort, limit: 1, cursor })
              found.push(...page.items.map(({ id }) => id))
              cursor = page.nextCursor ?? undefined
            } while (cursor !== undefined)
            return found
          })
        const day = (n: number) => LocalDate.make(`2027-06-0${n}`)
        expectEqual(yield* list({}), ids, "all")
        expectEqual(yield* list({}, "-from"), ids.toReversed(), "the other way round")
        expectEqual(
          yield* list({ from: day(2), to: day(2) }),
          ids.slice(0, 1),
          "one that began the day before",
        )
        expectEqual(yield* list({ from: day(3) }), ids.slice(1), "one that ends at midnight is over")
        expectEqual(
          yield* list({ to: day(4) }),
          ids.slice(0, 2),
          "one that begins at midnight does not count yet",
        )
      }),
    ),
  },
]
