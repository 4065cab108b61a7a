/** What agencies ask for, see and answer. */
import {
  Acceptance,
  Agencies,
  AgencyAccepting,
  type AgencyActor,
  AgencyId,
  AgencyOrderReader,
  AgencyOrders,
  AgencyQuotes,
  AgencyStaff,
  Clients,
  History,
  NewAgencyRequest,
  NewClient,
  type Operator,
  QuoteRepository,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { as, freshUuid, newOperator, staff } from "../World.ts"
import { asManager } from "./thread.ts"

const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const accepting = Schema.decodeUnknownSync(AgencyAccepting)
const asked = (clientId: string, comment?: string) =>
  Schema.decodeUnknownSync(NewAgencyRequest)({
    clientId,
    tripType: "TRANSFER",
    trips: [
      {
        pickupAt: "2026-12-01T06:30:00+01:00",
        durationMinutes: 55,
        passengers: 2,
        vehicleCategory: "BERLINE",
        pickup: { label: "CDG Terminal 2E" },
        distanceKm: "38.5",
      },
      { pickupAt: "2026-12-03T18:00:00+01:00" },
    ],
    ...(comment === undefined ? {} : { comment }),
  })

/** An agency with a client and a person. */
const newAgency = Effect.fnUntraced(function* (operator: Operator, name: string) {
  const agency = yield* (yield* Agencies).create({ name })
  const company = { type: "BUSINESS", name: `${name} SA`, phone: "+33142000000", agencyId: agency.id }
  const client = yield* (yield* Clients).create(Schema.decodeUnknownSync(NewClient)(company))
  const user = yield* (yield* AgencyStaff).invite(agency.id, { name, email: "a@a.example" })
  const actor: AgencyActor = {
    _tag: "AgencyUser",
    operatorId: operator.id,
    agencyId: agency.id,
    id: user.id,
    role: "BOOKER",
  }
  return { id: agency.id, client, actor, asAgency: as(actor) }
})

const page = { sort: "createdAt", limit: 9 } as const

export const agencyQuotes: Suite<StoragePorts> = [
  {
    name: "an agency's request is a draft of its client without a price, changed and called off until it is taken",
    run: asManager((operator, manager) =>
      Effect.gen(function* () {
        const [use, quotes] = [yield* AgencyQuotes, yield* Quotes]
        const { id, client, actor, asAgency } = yield* newAgency(operator, "One")
        const other = yield* newAgency(operator, "Two")
        const input = asked(client.id, "Two suitcases")
        const request = yield* asAgency(use.request(id, input))
        expectEqual(
          [request.status, request.requestedBy, request.request, request.offer, request.taken],
          ["DRAFT", actor.id, { trips: input.trips, comment: "Two suitcases" }, undefined, false],
          "as asked",
        )
        expectEqual(yield* asAgency(use.get(id, request.id)), request, "as kept")
        const draft = yield* quotes.get(request.id)
        expectEqual(
          [draft.lines, draft.bookedByAgencyId, draft.request?.trips, draft.takenBy],
          [[], id, input.trips, undefined],
          "the staff's",
        )
        const edited = yield* asAgency(
          use.edit(id, request.id, { comment: null, trips: [input.trips[1]!] }, 1),
        )
        expectEqual(
          [edited.request, edited.version, (yield* asAgency(use.edit(id, request.id, {}))).version],
          [{ trips: [input.trips[1]] }, 2, 2],
          "changed",
        )
        expectEqual(
          [
            yield* tagOf(asAgency(use.edit(id, request.id, { tripType: "DISPO" }, 1))),
            yield* tagOf(asAgency(use.request(id, asked(other.client.id)))),
            yield* tagOf(asAgency(use.request(id, asked(freshUuid())))),
            yield* tagOf(asAgency(use.request(other.id, input))),
            yield* tagOf(other.asAgency(use.get(id, request.id))),
            yield* tagOf(other.asAgency(use.get(other.id, request.id))),
            yield* tagOf(other.asAgency(use.cancel(other.id, request.id, { reason: "x" }))),
            yield* tagOf(other.asAgency((yield* Acceptance).acceptOfAgency(other.id, request.id, {}))),
            yield* tagOf(asAgency((yield* Acceptance).acceptOfAgency(id, request.id, {}))),
            yield* tagOf(asAgency(use.decline(id, request.id, { reason: "x" }))),
            yield* tagOf(asAgency(quotes.get(request.id))),
          ],
          [
            "StaleVersion",
            "ClientNotFound",
            "ClientNotFound",
            "AgencyNotFound",
            "AgencyNotFound",
            "QuoteNotFound",
            "QuoteNotFound",
            "QuoteNotFound",
            "IllegalTransition",
            "IllegalTransition",
            "Forbidden",
          ],
          "refused",
        )
        const taken = yield* use.take(request.id, 2)
        expectEqual(
          [taken.takenBy, taken.version],
          [manager._tag === "OperatorUser" && manager.id, 3],
          "taken",
        )
        expectEqual((yield* use.take(request.id)).version, 3, "again")
        expectEqual(
          [
            (yield* asAgency(use.get(id, request.id))).taken,
            yield* tagOf(asAgency(use.edit(id, request.id, { tripType: "DISPO" }))),
            yield* tagOf(asAgency(use.cancel(id, request.id, { reason: "x" }))),
          ],
          [true, "RequestTaken", "RequestTaken"],
          "the staff's alone",
        )
        const second = yield* asAgency(use.request(id, input))
        const called = yield* asAgency(use.cancel(id, second.id, { reason: "Not needed" }))
        expectEqual(called.status, "CANCELLED", "called off")
        const mine = yield* (yield* Clients).create(inputs.privateClient())
        const ours = yield* quotes.create(inputs.quote(mine.id))
        expectEqual(yield* tagOf(use.take(ours.id)), "NoRequest", "nobody asked")
        const listed = (filters: Parameters<typeof quotes.list>[0]) =>
          Effect.map(quotes.list(filters, page), ({ items }) => items.map((quote) => quote.id))
        expectEqual(
          [
            yield* listed({ requested: true }),
            yield* listed({ requested: false }),
            yield* listed({ bookedByAgencyId: id, status: ["CANCELLED"] }),
            yield* listed({ bookedByAgencyId: id, requested: false }),
            yield* listed({ clientId: client.id, requested: true }),
            yield* listed({ bookedByAgencyId: other.id }),
            (yield* asAgency(use.list(id, { status: ["DRAFT"] }, page))).items.map((quote) => quote.id),
          ],
          [[request.id, second.id], [ours.id], [second.id], [], [request.id, second.id], [], [request.id]],
          "listed",
        )
        const { items } = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "QUOTE", id: request.id }],
          {
            limit: 9,
          },
        )
        expectEqual(
          items.map(({ action, actor: by }) => [action, by]),
          [
            ["QuoteRequested", actor],
            ["QuoteRequestEdited", actor],
            ["QuoteRequestTaken", manager],
          ],
          "its history",
        )
      }),
    ),
  },
  {
    name: "F42 an agency sees what is offered once it was sent, without what is the operator's own, and accepts or declines it",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, quotes, orders] = [yield* AgencyQuotes, yield* Quotes, yield* AgencyOrders]
        const { acceptOfAgency } = yield* Acceptance
        const { id, client, actor, asAgency } = yield* newAgency(operator, "One")
        const other = yield* newAgency(operator, "Two")
        const { id: quoteId } = yield* asAgency(use.request(id, asked(client.id)))
        yield* use.take(quoteId)
        yield* quotes.addLine(quoteId, inputs.line(inputs.transport("2026-12-01T06:30:00+01:00")))
        yield* quotes.edit(quoteId, { notes: "Beware" })
        expectEqual((yield* asAgency(use.get(id, quoteId))).offer, undefined, "no price before it is sent")
        const sent = yield* quotes.send(quoteId, { channel: "MANUAL" })
        const offered = yield* asAgency(use.get(id, quoteId))
        expectEqual(
          [offered.offer?.totals, offered.offer?.lines.map(({ net }) => net), "notes" in offered],
          [sent.totals, sent.lines.map(({ net }) => net), false],
          "the offer",
        )
        expectEqual(
          yield* tagOf(asAgency(use.cancel(id, quoteId, { reason: "x" }))),
          "IllegalTransition",
          "no more to call off",
        )
        const answers = yield* Effect.all(
          [1, 2].map(() => asAgency(acceptOfAgency(id, quoteId, accepting({ name: "Lise" })))),
          { concurrency: 2 },
        )
        expectEqual(answers[0]!.orderId, answers[1]!.orderId, "one order")
        const accepted = yield* quotes.get(quoteId)
        expectEqual(
          [accepted.status, accepted.acceptance?.channel, accepted.acceptance?.name],
          ["ACCEPTED", "AGENCY", "Lise"],
          "on record",
        )
        const { orderId } = answers[0]!
        const order = yield* asAgency(orders.get(id, orderId))
        expectEqual(
          [order.client, order.totals, order.lines.length, order.missions.length, "history" in order],
          [{ id: client.id, name: "One SA" }, sent.totals, 1, 1, false],
          "the order",
        )
        expectEqual(
          (yield* asAgency(orders.list(id, page))).items.map((row) => [row.id, row.client.name, row.status]),
          [[orderId, "One SA", "PENDING"]],
          "its orders",
        )
        const theirs = as({ ...actor, operatorId: (yield* newOperator()).id })
        expectEqual(
          [
            yield* tagOf(other.asAgency(orders.get(other.id, orderId))),
            yield* tagOf(other.asAgency(orders.get(id, orderId))),
            (yield* other.asAgency(orders.list(other.id, page))).items,
            yield* tagOf(theirs(orders.get(id, orderId))),
            yield* tagOf(theirs(use.get(id, quoteId))),
            yield* tagOf(theirs(use.list(id, {}, page))),
          ],
          ["OrderNotFound", "AgencyNotFound", [], "AgencyNotFound", "AgencyNotFound", "AgencyNotFound"],
          "nobody else's",
        )
        const entered = yield* quotes.create({ ...inputs.quote(client.id), bookedByAgencyId: id })
        yield* quotes.send(entered.id, { channel: "MANUAL" })
        const declined = yield* asAgency(use.decline(id, entered.id, { reason: "Too dear" }))
        expectEqual(declined.status, "DECLINED", "declined")
        const all = yield* asAgency(use.list(id, {}, { ...page, limit: 1 }))
        const rest = yield* asAgency(use.list(id, {}, { ...page, cursor: all.nextCursor! }))
        expectEqual(
          [...all.items, ...rest.items].map((quote) => quote.id),
          [quoteId, entered.id],
          "what it booked, a page at a time",
        )
        expectEqual(
          (yield* asAgency(use.clients(id, { sort: "name", limit: 9 }))).items,
          [{ id: client.id, name: "One SA" }],
          "its clients",
        )
        yield* (yield* Agencies).edit(id, { active: false })
        const nobody = AgencyId.make(freshUuid())
        expectEqual(
          [
            yield* tagOf(asAgency(use.request(id, asked(client.id)))),
            yield* tagOf(quotes.create({ ...inputs.quote(client.id), bookedByAgencyId: id })),
            yield* tagOf(quotes.create({ ...inputs.quote(client.id), bookedByAgencyId: nobody })),
            (yield* asAgency(orders.list(id, page))).items.length,
          ],
          ["AgencyInactive", "AgencyInactive", "AgencyNotFound", 1],
          "an inactive agency keeps what it has and gets nothing new",
        )
        const stranger = (yield* newOperator()).id
        expectEqual(
          [
            (yield* (yield* AgencyOrderReader).list(stranger, id, page)).items,
            (yield* (yield* QuoteRepository).list(stranger, { bookedByAgencyId: id }, page)).items,
            yield* tagOf(as(staff(yield* newOperator()))(use.list(id, {}, page))),
          ],
          [[], [], "AgencyNotFound"],
          "another operator's",
        )
      }),
    ),
  },
]
