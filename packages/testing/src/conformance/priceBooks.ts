/** Price books: rows, versions, and what stays readable of them. */
import { History, PriceBook, PriceBooks, Route, type StoragePorts, Zone } from "@caleche/core"
import { Effect, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { as, freshUuid, newOperator, staff } from "../World.ts"
import { asManager } from "./thread.ts"

const zone = (id: string, name = id) =>
  Schema.decodeUnknownSync(Zone)({
    id,
    name,
    shape: { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 },
    factor: "1.20",
  })
const route = (id: string, more: object = {}) =>
  Schema.decodeUnknownSync(Route)({
    id,
    name: id,
    from: { zoneIds: ["A"] },
    to: { zoneIds: ["B"] },
    vehicleCategory: null,
    unitPrice: "90.00",
    ...more,
  })
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const encode = Schema.encodeSync(PriceBook)

export const priceBooks: Suite<StoragePorts> = [
  {
    name: "F90 every change of a price book is a version, and each version can be read again as it was",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* PriceBooks
        expectEqual((yield* use.get()).version, 0, "nothing was written yet")
        yield* use.add("zones", zone("A"))
        yield* use.add("zones", zone("B"))
        const added = yield* use.add("routes", route("r1"))
        expectEqual(yield* use.row("routes", "r1"), added, "as it was added")
        const third = yield* use.get()
        yield* use.change("routes", "r1", (row) => ({ ...row, active: false }))
        yield* use.remove("routes", "r1")
        expectEqual((yield* use.get()).routes, [], "removed")
        expectEqual(yield* use.get(3), third, "version 3 as it was")
        expectEqual((yield* use.get(4)).routes[0]?.active, false, "version 4 as it was")
        expectEqual(yield* tagOf(use.get(9)), "PriceBookVersionNotFound", "a version that never was")
        expectEqual((yield* use.replace(yield* use.get())).version, 5, "the same book makes no version")
        const { version, added: rows } = yield* use.replace({ ...third, name: "Again" }, 5)
        expectEqual([version, rows], [6, 1], "an old book is put back")
        expectEqual(encode(yield* use.get()), { ...encode(third), version: 6, name: "Again" }, "whole")
        const first = yield* use.versions({ sort: "-version", limit: 4 })
        const rest = yield* use.versions({ sort: "-version", limit: 4, cursor: first.nextCursor! })
        expectEqual(
          [...first.items, ...rest.items].map(({ version, written, removed }) => [version, written, removed]),
          [
            [6, 2, 0],
            [5, 0, 1],
            [4, 1, 0],
            [3, 1, 0],
            [2, 1, 0],
            [1, 2, 0],
          ],
          "its versions",
        )
        const { items } = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "PRICE_BOOK", id: operator.id }],
          { limit: 9 },
        )
        expectEqual(
          items.map(({ action, actor: by, data }) => [action, by, data["version"]]),
          [1, 2, 3, 4, 5, 6].map((version) => ["PriceBookChanged", actor, version]),
          "its history",
        )
      }),
    ),
  },
  {
    name: "F22 rows are listed by id, filtered by agency and activity, and belong to one operator",
    run: asManager((_, __) =>
      Effect.gen(function* () {
        const use = yield* PriceBooks
        const agencyId = freshUuid()
        yield* use.add("zones", zone("A"))
        yield* use.add("zones", zone("B"))
        yield* use.add("routes", route("c"))
        yield* use.add("routes", route("B", { active: false }))
        yield* use.add("routes", route("a", { agencyId }))
        const page = { sort: "id", limit: 2 } as const
        const first = yield* use.list("routes", {}, page)
        const rest = yield* use.list("routes", {}, { ...page, cursor: first.nextCursor! })
        expectEqual(
          [...first.items, ...rest.items].map(({ id }) => id),
          ["B", "a", "c"],
          "by code point",
        )
        const idsOf = (filters: object, sort: "id" | "-id" = "id") =>
          Effect.map(use.list("routes", filters, { sort, limit: 9 }), ({ items }) =>
            items.map(({ id }) => id),
          )
        expectEqual(yield* idsOf({ active: true }, "-id"), ["c", "a"], "active, backwards")
        expectEqual(yield* idsOf({ agencyId }), ["a"], "of an agency")
        expectEqual(
          yield* tagOf(use.list("routes", { active: true }, { ...page, cursor: first.nextCursor! })),
          "CursorMismatch",
          "a cursor of other filters",
        )
        const theirs = as(staff(yield* newOperator()))
        expectEqual(
          [
            (yield* theirs(use.get())).version,
            yield* tagOf(theirs(use.row("routes", "a"))),
            (yield* theirs(use.list("routes", {}, page))).items,
            yield* tagOf(theirs(use.remove("routes", "a"))),
          ],
          [0, "BookRowNotFound", [], "BookRowNotFound"],
          "of another operator",
        )
      }),
    ),
  },
  {
    name: "a change that would leave the book contradicting itself is refused with every problem, and changes nothing",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* PriceBooks
        yield* use.add("zones", zone("A"))
        const refused = yield* Effect.flip(
          use.add("routes", route("r", { validFrom: "2026-02-01", validUntil: "2026-01-01" })),
        )
        expectEqual(
          refused._tag === "PriceBookInvalid" ? refused.problems.map(({ path }) => path) : refused._tag,
          [
            ["routes", 0, "validUntil"],
            ["routes", 0, "to", "zoneIds", 0],
          ],
          "every problem",
        )
        expectEqual((yield* use.get()).version, 1, "nothing changed")
        expectEqual(yield* tagOf(use.add("zones", zone("A"))), "BookRowExists", "an id twice")
        expectEqual(yield* tagOf(use.remove("zones", "A", 7)), "StaleVersion", "another version")
      }),
    ),
  },
]
