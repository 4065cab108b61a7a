/** Drivers are changed under a version, and their missions listed by pickup. */
import { Dispatch, DriverRepository, Drivers, LocalDate, type StoragePorts, Views } from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

export const drivers: Suite<StoragePorts> = [
  {
    name: "a driver is changed by whoever saw its last version; off duty it gets no missions and keeps those it has",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, dispatch, views] = [yield* Drivers, yield* Dispatch, yield* Views]
        const driver = yield* use.create(inputs.driver("Paul Durand"))
        const order = yield* newOrder(["2027-06-01T08:00:00Z", "2027-06-02T08:00:00Z"])
        const [first, second] = (yield* views.orderPage(order.id)).missions
        yield* dispatch.assign(first!.id, driver.id)
        const edited = yield* use.edit(driver.id, { name: "Zoé Durand", active: false }, 1)
        expectEqual(yield* use.get(driver.id), edited, "what was saved is read")
        expectEqual(
          [edited.name, edited.active, edited.version],
          ["Zoé Durand", false, 2],
          "what was asked for",
        )
        const [row] = (yield* views.pipeline({}, { sort: "tripAt", limit: 5 })).items
        expectEqual(row?.driver?.name, "Zoé Durand", "lists show the new name, and the mission it has")
        const page = yield* views.orderPage(order.id)
        expectEqual(
          page.drivers,
          [{ id: driver.id, name: "Zoé Durand" }],
          "the order's page names who drives",
        )
        const refused = yield* Effect.flip(dispatch.assign(second!.id, driver.id))
        expectEqual(refused._tag, "DriverInactive", "it gets no other")
        const stale = yield* Effect.flip(use.edit(driver.id, { name: "Another" }, 1))
        expectEqual(
          { ...stale },
          { _tag: "StaleVersion", id: driver.id, expected: 1, actual: 2 },
          "an old version",
        )
        const repository = yield* DriverRepository
        const late = yield* Effect.flip(repository.save(operator.id, { ...edited, name: "Late" }))
        expectEqual(late._tag, "StaleVersion", "the storage compares versions itself")
        expectEqual(
          yield* use.edit(driver.id, { active: false }),
          edited,
          "nothing to change: nothing is written",
        )
        yield* use.edit(driver.id, { active: true, name: "Paul Durand" })
        yield* dispatch.assign(second!.id, driver.id)
      }),
    ),
  },
  {
    name: "a driver's missions come by pickup, page by page and both ways, on the operator's days",
    run: asManager(() =>
      Effect.gen(function* () {
        const [use, dispatch, views] = [yield* Drivers, yield* Dispatch, yield* Views]
        const [driver, other] = [yield* use.create(inputs.driver()), yield* use.create(inputs.driver())]
        // In Paris these are the 1st, twice the 2nd, and the 3rd of June.
        const order = yield* newOrder(
          ["2027-06-01T21:30:00Z", "2027-06-01T22:00:00Z", "2027-06-02T12:00:00Z", "2027-06-02T22:00:00Z"],
          20,
        )
        const { missions } = yield* views.orderPage(order.id)
        for (const mission of missions) yield* dispatch.assign(mission.id, driver.id)
        const ids = missions.map(({ id }) => id)
        const list = (
          days: { from?: LocalDate; to?: LocalDate },
          sort: "pickupAt" | "-pickupAt" = "pickupAt",
        ) =>
          Effect.gen(function* () {
            const found: Array<string> = []
            let cursor: string | undefined
            do {
              const page = yield* views.driverMissions(driver.id, days, { sort, limit: 1, cursor })
              found.push(...page.items.map(({ id }) => id))
              cursor = page.nextCursor ?? undefined
            } while (cursor !== undefined)
            return found
          })
        const [second, third] = [LocalDate.make("2027-06-02"), LocalDate.make("2027-06-03")]
        expectEqual(yield* list({}), ids, "all")
        expectEqual(yield* list({}, "-pickupAt"), ids.toReversed(), "the other way round")
        expectEqual(yield* list({ from: second, to: second }), ids.slice(1, 3), "one day")
        expectEqual(yield* list({ from: third }), ids.slice(3), "from a day on")
        yield* dispatch.assign(ids[0]!, other.id)
        expectEqual(
          yield* list({ to: second }),
          ids.slice(1, 3),
          "one that was given to another is not listed",
        )
        const unknown = yield* Effect.flip(
          views.driverMissions(order.id as never, {}, { sort: "pickupAt", limit: 1 }), // an id of no driver
        )
        expectEqual(unknown._tag, "DriverNotFound", "nobody's")
      }),
    ),
  },
]
