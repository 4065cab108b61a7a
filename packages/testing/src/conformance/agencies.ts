/** Partner agencies. */
import { Agencies, History, NewAgency, type StoragePorts } from "@caleche/core"
import { Effect, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { as, newOperator, staff } from "../World.ts"
import { asManager } from "./thread.ts"

const decode = Schema.decodeUnknownSync(NewAgency)
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)

export const agencies: Suite<StoragePorts> = [
  {
    name: "F17 an agency is read as it was entered and edited; what changed stands in its history",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* Agencies
        const portal = { language: "en", greeting: "Welcome\naboard" } as const
        const entered = yield* use.create(decode({ name: "Lumière Voyages", portal }))
        const { id } = entered
        expectEqual(
          [entered.active, entered.portal, entered.version],
          [true, portal, 1],
          "active unless told otherwise",
        )
        expectEqual(yield* use.get(id), entered, "as entered")
        const edited = yield* use.edit(id, { active: false, portal: { language: "fr" } }, 1)
        expectEqual(yield* use.get(id), edited, "as edited")
        expectEqual(
          [edited.name, edited.active, edited.portal, edited.version],
          ["Lumière Voyages", false, { language: "fr" }, 2],
          "the edit",
        )
        expectEqual(yield* tagOf(use.edit(id, { name: "X" }, 1)), "StaleVersion", "over another version")
        expectEqual((yield* use.edit(id, { active: false })).version, 2, "nothing changed")
        const { items } = yield* (yield* History).list(operator.id, [{ aggregate: "AGENCY", id }], {
          limit: 9,
        })
        expectEqual(
          items.map(({ action, actor: by, from, to, data }) => [action, by, from, to, data]),
          [
            ["AgencyCreated", actor, undefined, "ACTIVE", {}],
            ["AgencyEdited", actor, "ACTIVE", "INACTIVE", { changed: ["active", "portal"] }],
          ],
          "its history",
        )
        const theirs = as(staff(yield* newOperator()))
        expectEqual(
          [
            yield* tagOf(theirs(use.get(id))),
            yield* tagOf(theirs(use.edit(id, { name: "X" }))),
            (yield* theirs(use.list({}, { sort: "createdAt", limit: 5 }))).items,
          ],
          ["AgencyNotFound", "AgencyNotFound", []],
          "another operator's id",
        )
      }),
    ),
  },
  {
    name: "agencies are listed a page at a time, the active ones by themselves",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Agencies
        for (const name of ["A", "B", "C"]) yield* use.create(decode({ name, active: name !== "B" }))
        const first = yield* use.list({}, { sort: "createdAt", limit: 2 })
        const next = yield* use.list({}, { sort: "createdAt", limit: 2, cursor: first.nextCursor! })
        const names = [...first.items, ...next.items].map(({ name }) => name)
        expectEqual([names.toSorted(), next.nextCursor], [["A", "B", "C"], null], "each once")
        const backwards = yield* use.list({}, { sort: "-createdAt", limit: 9 })
        expectEqual(
          backwards.items.map(({ name }) => name),
          names.toReversed(),
          "the other way round",
        )
        const active = yield* use.list({ active: true }, { sort: "createdAt", limit: 9 })
        expectEqual(
          active.items.map(({ name }) => name),
          names.filter((name) => name !== "B"),
          "the active ones",
        )
      }),
    ),
  },
]
