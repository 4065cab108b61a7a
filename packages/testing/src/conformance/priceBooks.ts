/** Price books: rows, versions, and what stays readable of them. */
import {
  Agencies,
  Clients,
  History,
  Package,
  PriceBook,
  PriceBookInvalid,
  PriceBooks,
  Route,
  type StoragePorts,
  Zone,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
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
const flat = (id: string, more: object) =>
  Schema.decodeUnknownSync(Package)({
    id,
    name: id,
    tripType: "TRANSFER",
    from: { zoneIds: ["A"] },
    to: { zoneIds: ["B"] },
    vehicleCategory: null,
    unitPrice: "80.00",
    ...more,
  })
const oneAgency = Agencies.use((use) => Effect.map(use.create({ name: "Lumière" }), ({ id }) => id))
const oneClient = Clients.use((use) => Effect.map(use.create(inputs.businessClient()), ({ id }) => id))
/** Runs `effect` as the staff of another operator. */
const asAnother = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(newOperator(), (operator) => as(staff(operator))(effect))
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
        expectEqual(yield* use.row("routes", "r1"), added, "as it was added, in the version that added it")
        expectEqual(added.version, 3, "which is the book's")
        const third = yield* use.get()
        const changed = yield* use.change("routes", "r1", (row) => ({ ...row, active: false }), added.version)
        expectEqual([changed.row.active, changed.version], [false, 4], "as it was changed")
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
    name: "a price is agreed with a client or an agency of this operator, or the book tells every place at once",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* PriceBooks
        const there = asAnother(Effect.all([oneAgency, oneClient]))
        const [[otherAgency, otherClient], agency, client] = yield* Effect.all([there, oneAgency, oneClient])
        yield* use.add("zones", zone("A"))
        yield* use.add("zones", zone("B"))
        yield* use.add("routes", route("ours", { agencyId: agency }))
        const before = yield* use.get()
        const packages = [flat("ours", { clientId: client }), flat("theirs", { clientId: otherClient })]
        const routes = [...before.routes, route("theirs", { agencyId: otherAgency })]
        const problems = [
          { path: ["routes", 1, "agencyId"], issue: "names no agency of this operator" },
          { path: ["packages", 1, "clientId"], issue: "names no client of this operator" },
        ]
        const book = { ...before, routes, packages }
        expectEqual(yield* Effect.flip(use.replace(book)), new PriceBookInvalid({ problems }), "imported")
        expectEqual((yield* use.check(book)).problems, problems, "checked")
        for (const ids of [{ agencyId: otherAgency }, { agencyId: freshUuid() }, { agencyId: client }])
          expectEqual(yield* tagOf(use.add("routes", route("r", ids))), "PriceBookInvalid", "a row")
        expectEqual(yield* use.get(), before, "nothing of it is kept")
        yield* use.replace({ ...book, routes: before.routes, packages: packages.slice(0, 1) })
        yield* use.change("packages", "ours", (row) => ({ ...row, name: "renamed" }))
        expectEqual((yield* use.get()).packages[0]?.clientId, client, "of their own it is")
      }),
    ),
  },
  {
    name: "F22 rows are listed by id, filtered by agency and activity, and belong to one operator",
    run: asManager((_, __) =>
      Effect.gen(function* () {
        const use = yield* PriceBooks
        const { id: agencyId } = yield* (yield* Agencies).create({ name: "Lumière" })
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
