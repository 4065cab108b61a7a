/** Vehicles are changed under a version, listed and found; drivers are found likewise. */
import { Drivers, type StoragePorts, VehicleRepository, Vehicles } from "@caleche/core"
import { Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager } from "./thread.ts"

const newest = { sort: "-createdAt", limit: 50 } as const

export const vehicles: Suite<StoragePorts> = [
  {
    name: "a vehicle is changed by whoever saw its last version",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Vehicles
        const made = yield* use.create(inputs.vehicle({ name: "Classe V", seats: 7 }))
        expectEqual(yield* use.get(made.id), made, "what was made is read")
        const edited = yield* use.edit(made.id, { seats: 8, active: false }, 1)
        expectEqual(yield* use.get(made.id), edited, "what was saved is read")
        expectEqual([edited.seats, edited.active, edited.version], [8, false, 2], "what was asked for")
        const stale = yield* Effect.flip(use.edit(made.id, { seats: 9 }, 1))
        expectEqual(
          { ...stale },
          { _tag: "StaleVersion", id: made.id, expected: 1, actual: 2 },
          "an old version",
        )
        const repository = yield* VehicleRepository
        const late = yield* Effect.flip(repository.save(operator.id, { ...edited, name: "Late" }))
        expectEqual(late._tag, "StaleVersion", "the storage compares versions itself")
        expectEqual(yield* use.edit(made.id, { seats: 8 }), edited, "nothing to change: nothing is written")
      }),
    ),
  },
  {
    name: "vehicles are listed page by page, those on the road apart, and found by name and number plate",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Vehicles
        const van = yield* use.create(inputs.vehicle({ name: "Classe V", registration: "AB-123-CD" }))
        const coach = yield* use.create(
          inputs.vehicle({ name: "Autocar Évasion", registration: "EF-456-GH" }),
        )
        const old = yield* use.create(inputs.vehicle({ name: "Vieil autocar", registration: "12 AB 75" }))
        yield* use.edit(old.id, { active: false })
        const found = (filters: Parameters<typeof use.list>[0]) =>
          Effect.map(use.list(filters, newest), ({ items }) => items.map(({ name }) => name))
        expectEqual(
          yield* found({}),
          [old, coach, van].map(({ name }) => name),
          "newest first",
        )
        expectEqual(yield* found({ active: true }), [coach.name, van.name], "on the road")
        expectEqual(yield* found({ q: "evasion" }), [coach.name], "without accents")
        expectEqual(yield* found({ q: "AUTOCAR" }), [old.name, coach.name], "in any case")
        expectEqual(yield* found({ q: "autocar", active: false }), [old.name], "both filters")
        expectEqual(yield* found({ q: "ab123" }), [van.name], "a number plate without dashes")
        expectEqual(yield* found({ q: "%" }), [], "wildcards are text")
        const first = yield* use.list({ q: "autocar" }, { sort: "createdAt", limit: 1 })
        const rest = yield* use.list(
          { q: "autocar" },
          { sort: "createdAt", limit: 1, cursor: first.nextCursor! },
        )
        expectEqual(
          [first, rest].flatMap(({ items }) => items.map(({ id }) => id)),
          [coach.id, old.id],
          "page by page",
        )
      }),
    ),
  },
  {
    name: "drivers are found by part of a name, e-mail or phone, also once they were changed",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Drivers
        const paul = yield* use.create({ ...inputs.driver("Paul Durand"), ...inputs.reach })
        const zoe = yield* use.create(inputs.driver("Zoé Ŝmidt"))
        const found = (q: string) =>
          Effect.map(use.list({ q }, newest), ({ items }) => items.map(({ id }) => id))
        expectEqual(yield* found("zoe smidt"), [zoe.id], "without accents")
        expectEqual(yield* found("DURA"), [paul.id], "in any case")
        expectEqual(yield* found("paul@ex"), [paul.id], "by e-mail")
        expectEqual(yield* found("06 12 34"), [paul.id], "by phone as one dials it")
        expectEqual(yield* found("du"), [paul.id], "two letters at the beginning of a word")
        expectEqual(yield* found("ur"), [], "two letters within a word")
        yield* use.edit(paul.id, { name: "Paul Martin" })
        expectEqual([yield* found("durand"), yield* found("martin")], [[], [paul.id]], "by the new name")
      }),
    ),
  },
]
