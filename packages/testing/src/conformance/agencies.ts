/** Partner agencies. */
import { Agencies, AgencyId, Clients, History, NewAgency, NewClient, type StoragePorts } from "@caleche/core"
import { Effect, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import * as inputs from "../inputs.ts"
import { as, freshUuid, newOperator, staff } from "../World.ts"
import { asManager } from "./thread.ts"

const decode = Schema.decodeUnknownSync(NewAgency)
const decodeClient = Schema.decodeUnknownSync(NewClient)
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
  {
    name: "F5 F24 a company is linked to an active agency and parted from it; an agency that turns inactive keeps its clients and gets no more",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, clients] = [yield* Agencies, yield* Clients]
        const agency = yield* use.create({ name: "Lumière Voyages" })
        const company = (name: string, agencyId: string | null) =>
          decodeClient({ type: "BUSINESS", name, phone: "+33142000000", agencyId })
        const one = yield* clients.create(company("One", agency.id))
        expectEqual([(yield* clients.get(one.id)).agencyId, one.version], [agency.id, 1], "from the start")
        const two = yield* clients.create(company("Two", null))
        expectEqual("agencyId" in two, false, "none")
        const linked = yield* clients.edit(two.id, { agencyId: agency.id })
        expectEqual([yield* clients.get(two.id), linked.agencyId], [linked, agency.id], "linked later")
        const found = Effect.fnUntraced(function* (q?: string) {
          const filters = { agencyId: agency.id, ...(q === undefined ? {} : { q }) }
          const first = yield* clients.list(filters, { sort: "name", limit: 1 })
          if (first.nextCursor === null) return first.items.map(({ name }) => name)
          const rest = yield* clients.list(filters, { sort: "name", limit: 9, cursor: first.nextCursor })
          return [...first.items, ...rest.items].map(({ name }) => name)
        })
        yield* clients.create(inputs.businessClient("One of none"))
        expectEqual(yield* found(), ["One", "Two"], "its clients, a page at a time")
        expectEqual([yield* found("ONE"), yield* found("0142")], [["One"], ["One", "Two"]], "by text")
        yield* use.edit(agency.id, { active: false })
        expectEqual(
          [
            (yield* clients.edit(one.id, { notes: "x", agencyId: agency.id })).notes,
            yield* tagOf(clients.create(company("Three", agency.id))),
            (yield* clients.edit(two.id, { agencyId: null })).agencyId,
            yield* tagOf(clients.edit(two.id, { agencyId: agency.id })),
          ],
          ["x", "AgencyInactive", undefined, "AgencyInactive"],
          "inactive",
        )
        yield* use.edit(agency.id, { active: true })
        const person = yield* clients.create(inputs.privateClient())
        const nobody = AgencyId.make(freshUuid())
        const theirs = as(staff(yield* newOperator()))
        expectEqual(
          [
            yield* tagOf(clients.edit(person.id, { agencyId: agency.id })),
            yield* tagOf(clients.edit(two.id, { agencyId: nobody })),
            yield* tagOf(theirs(clients.create(company("Theirs", agency.id)))),
          ],
          ["FieldNotForType", "AgencyNotFound", "AgencyNotFound"],
          "refused",
        )
        const { items } = yield* (yield* History).list(operator.id, [{ aggregate: "CLIENT", id: two.id }], {
          limit: 9,
        })
        expectEqual(
          items.map(({ data }) => data),
          [{ type: "BUSINESS" }, { changed: ["agencyId"] }, { changed: ["agencyId"] }],
          "the client's history",
        )
      }),
    ),
  },
]
