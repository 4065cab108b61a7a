/** What clients are worth follows from what was ordered, driven and given up, from the same unit of work on. */
import {
  Acceptance,
  addMonths,
  Cancellation,
  type ClientId,
  Clients,
  ClientFiguresRepository,
  type ClientSort,
  clientSorts,
  ClientViews,
  Communications,
  Corrections,
  type ListedClient,
  Merging,
  Month,
  type NewClient,
  type OperatorId,
  Quantity,
  Quotes,
  type StoragePorts,
  ViewCheck,
  Views,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { built } from "../World.ts"
import { asManager } from "./thread.ts"

/** An accepted order of `lines` for a client. */
const orderOf = Effect.fnUntraced(function* (
  clientId: ClientId,
  lines: ReadonlyArray<Record<string, unknown>>,
) {
  const quotes = yield* Quotes
  const quote = yield* quotes.create(inputs.quote(clientId, lines))
  yield* quotes.send(quote.id, { channel: "MANUAL" })
  return (yield* (yield* Acceptance).accept(quote.id, {})).order
})

const close = (missionId: Parameters<Corrections["Service"]["closeByHand"]>[0], endedAt?: string) =>
  Effect.flatMap(Corrections, (use) =>
    use.closeByHand(missionId, {
      reason: "subcontracted",
      ...(endedAt === undefined ? {} : { actuals: actualsUntil(endedAt) }),
    }),
  )

const actualsUntil = (endedAt: string) => ({
  minutes: 60,
  km: Quantity.Quantity.make(10_000),
  endedAt: DateTime.makeUnsafe(endedAt),
})

/** What is kept and does not follow from the facts. */
const differencesOf = (operatorId: OperatorId) =>
  Effect.scoped(
    Effect.flatMap(built(ViewCheck.layer), (context) =>
      Effect.provide(
        ViewCheck.use((check) => check.clients(operatorId)),
        context,
      ),
    ),
  )

const listed = Effect.fnUntraced(function* (id: ClientId) {
  const { items } = yield* (yield* Clients).list({}, { sort: "createdAt", limit: 200 })
  return items.find((client) => client.id === id)!
})

const amounts = ({ figures }: ListedClient) => [
  figures.revenue,
  figures.booked,
  figures.knownNet,
  figures.knownCost,
]

const ride = (unitPrice: string, more: Record<string, unknown> = {}) =>
  inputs.transport("2026-12-01T06:30:00+01:00", { unitPrice, ...more })

export const figures: Suite<StoragePorts> = [
  {
    name: "F10 an order is booked until it is over, then it is revenue of the month its last mission ended in",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.businessClient())
        expectEqual(amounts(yield* listed(client.id)), [0, 0, 0, 0], "nothing yet")
        const order = yield* orderOf(client.id, [ride("100.00", { cost: "60.00" }), ride("50.00")])
        expectEqual(amounts(yield* listed(client.id)), [0, 15_000, 0, 0], "booked")
        const [first, second] = order.lines.map(({ missionId }) => missionId!)
        yield* close(first!, "2025-12-31T22:30:00Z")
        expectEqual(amounts(yield* listed(client.id)), [0, 15_000, 0, 0], "half driven")
        yield* close(second!, "2025-12-31T23:30:00Z") // the new year has begun in Paris
        expectEqual(amounts(yield* listed(client.id)), [15_000, 0, 10_000, 6_000], "over")
        const figures = yield* ClientFiguresRepository
        const span = { from: Month.make("2025-01"), to: Month.make("2026-12") }
        expectEqual(
          yield* figures.months(operator.id, client.id, span),
          [{ month: "2026-01", revenue: 15_000, knownNet: 10_000, knownCost: 6_000 }],
          "the month, in the operator's zone",
        )
        expectEqual(
          yield* figures.months(operator.id, client.id, { ...span, to: Month.make("2025-12") }),
          [],
          "not the month before",
        )
      }),
    ),
  },
  {
    name: "F10 a cancelled order keeps as revenue what was driven or charged; a fee counts once it is confirmed",
    run: asManager(() =>
      Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.businessClient())
        const order = yield* orderOf(client.id, [ride("100.00"), ride("30.00"), ride("7.00")])
        const [first, second] = order.lines.map(({ missionId }) => missionId!)
        yield* close(first!)
        const cancellation = yield* Cancellation
        yield* cancellation.cancelMission(second!, { by: "CLIENT", reason: "ill" })
        expectEqual(amounts(yield* listed(client.id)), [0, 10_700, 0, 0], "one line less")
        yield* cancellation.cancelOrder(order.id, { reason: "the meeting is off" })
        expectEqual(amounts(yield* listed(client.id)), [10_000, 0, 0, 0], "what was driven")
      }),
    ),
  },
  {
    name: "F10 an order that was given up mission by mission is over with the last of them",
    run: asManager(() =>
      Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.businessClient())
        const order = yield* orderOf(client.id, [ride("100.00")])
        yield* (yield* Cancellation).cancelMission(order.lines[0]!.missionId!, {
          by: "CLIENT",
          reason: "ill",
        })
        expectEqual(amounts(yield* listed(client.id)), [0, 0, 0, 0], "nothing is left of it")
        const page = yield* (yield* Views).orderPage(order.id)
        expectTrue(page.order.contribution.month !== undefined, "it has a month all the same")
      }),
    ),
  },
  {
    name: "F10 the last activity is the latest of quote sent or accepted, mission ended and edit by a user",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const quotes = yield* Quotes
        const figures = yield* ClientFiguresRepository
        const client = yield* clients.create(inputs.businessClient())
        const at = Effect.map(figures.get(operator.id, client.id), ({ lastActivityAt }) => lastActivityAt)
        expectEqual(yield* at, undefined, "never, to begin with")
        const edited = yield* clients.edit(client.id, { notes: "pays late" })
        expectEqual(yield* at, edited.updatedAt, "edited")
        yield* clients.archive(client.id)
        yield* clients.restore(client.id)
        expectEqual(yield* at, edited.updatedAt, "not archived nor restored")
        const draft = yield* quotes.create(inputs.quote(client.id, [ride("100.00"), ride("50.00")]))
        expectEqual(yield* at, edited.updatedAt, "not drafted")
        const sent = yield* quotes.send(draft.id, { channel: "MANUAL" })
        expectEqual(yield* at, sent.sentAt, "sent")
        const { order, quote } = yield* (yield* Acceptance).accept(sent.id, {})
        expectEqual(yield* at, quote.acceptance!.at, "accepted")
        const [first, second] = order.lines.map(({ missionId }) => missionId!)
        yield* close(first!, "2025-12-31T22:30:00Z")
        expectEqual(yield* at, quote.acceptance!.at, "the latest counts")
        const closed = yield* close(second!)
        expectEqual(yield* at, closed.endedAt, "ended")
        const again = yield* clients.edit(client.id, { notes: "pays in time" })
        expectEqual(yield* at, again.updatedAt, "edited again")
        const person = yield* clients.create(inputs.privateClient())
        const named = yield* clients.edit(person.id, { contact: { lastName: "Durand" } })
        const of = yield* figures.get(operator.id, person.id)
        expectEqual(of.lastActivityAt, named.updatedAt, "a person's card")
      }),
    ),
  },
  {
    name: "F10 the list is sorted by any column, both ways and page by page",
    run: asManager(() =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const names = ["Zoé", "Alpha", "éclair", "Bêta", "Omega"]
        for (const [n, name] of names.entries()) {
          const input: NewClient =
            n % 2 === 0 ? inputs.businessClient(name) : inputs.privateClient(name, `c${n}@example.org`)
          const client = yield* clients.create(input)
          if (n === 0) continue
          const cost = n === 2 ? "130.00" : `${n * 9}.00`
          const order = yield* orderOf(client.id, [ride(`${n * 40}.00`, n === 4 ? {} : { cost })])
          if (n !== 3) yield* close(order.lines[0]!.missionId!)
        }
        yield* clients.archive((yield* clients.list({ q: "omega" }, { sort: "name", limit: 1 })).items[0]!.id)
        const walked = Effect.fnUntraced(function* (sort: ClientSort, q?: string) {
          const all: Array<ListedClient> = []
          let cursor: string | undefined
          do {
            const page = yield* clients.list(q === undefined ? {} : { q }, { sort, limit: 2, cursor })
            all.push(...page.items)
            cursor = page.nextCursor ?? undefined
          } while (cursor !== undefined)
          return all.map(({ name }) => name)
        })
        const expected: Readonly<Record<keyof typeof clientSorts, ReadonlyArray<string>>> = {
          createdAt: names,
          name: ["Alpha", "Bêta", "éclair", "Omega", "Zoé"],
          companyName: ["Alpha", "Bêta", "éclair", "Omega", "Zoé"],
          type: ["Zoé", "éclair", "Omega", "Alpha", "Bêta"],
          revenue: ["Zoé", "Bêta", "Alpha", "éclair", "Omega"],
          averageMargin: ["éclair", "Zoé", "Bêta", "Omega", "Alpha"],
          lastActivityAt: names,
          status: ["Zoé", "Alpha", "éclair", "Bêta", "Omega"],
        }
        for (const column of Object.keys(clientSorts) as Array<keyof typeof clientSorts>) {
          expectEqual(yield* walked(column), expected[column], `by ${column}`)
          expectEqual(
            yield* walked(`-${column}`),
            expected[column].toReversed(),
            `by ${column}, turned round`,
          )
          const companies = expected[column].filter((name) => name !== "Alpha" && name !== "Bêta")
          expectEqual(yield* walked(column, "01 42 00"), companies, `those a text finds, by ${column}`)
          expectEqual(
            yield* walked(`-${column}`, "01 42 00"),
            companies.toReversed(),
            `those a text finds, by ${column}, turned round`,
          )
        }
      }),
    ),
  },
  {
    name: "F7 a summary counts clients by type and adds up revenue and margin, under any filter",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const figures = yield* ClientFiguresRepository
        const company = yield* clients.create(inputs.businessClient("Alpha SA"))
        const other = yield* clients.create(inputs.businessClient("Omega SA"))
        const person = yield* clients.create(inputs.privateClient("Alpha Jeanne"))
        for (const [{ id }, price, cost] of [
          [company, "100.00", "60.00"],
          [other, "10.00", undefined],
          [person, "7.00", "8.00"],
        ] as const) {
          const order = yield* orderOf(id, [ride(price, cost === undefined ? {} : { cost })])
          yield* close(order.lines[0]!.missionId!)
        }
        yield* clients.archive(other.id)
        const told = (filters: Parameters<typeof figures.totals>[1], most = 9) =>
          Effect.map(figures.totals(operator.id, filters, most), (sum) => [
            sum.byType.PRIVATE,
            sum.byType.BUSINESS,
            sum.revenue,
            sum.knownNet,
            sum.knownCost,
          ])
        expectEqual(yield* told({}), [1, 2, 11_700, 10_700, 6_800], "all")
        expectEqual(yield* told({ type: "BUSINESS" }), [0, 2, 11_000, 10_000, 6_000], "companies")
        expectEqual(yield* told({ status: "ACTIVE" }), [1, 1, 10_700, 10_700, 6_800], "active ones")
        expectEqual(yield* told({ status: "ARCHIVED" }), [0, 1, 1_000, 0, 0], "archived ones")
        expectEqual(yield* told({ q: "alpha" }), [1, 1, 10_700, 10_700, 6_800], "by text")
        expectEqual(yield* told({ q: "alpha", type: "PRIVATE" }), [1, 0, 700, 700, 800], "by text and type")
        expectEqual(yield* told({ q: "sa", status: "ARCHIVED" }), [0, 1, 1_000, 0, 0], "by text and status")
        const few = yield* told({ q: "alpha" }, 1)
        expectEqual(few[0]! + few[1]!, 1, "no more than it may read")
        yield* clients.restore(other.id)
        expectEqual(yield* told({ status: "ACTIVE" }), [1, 2, 11_700, 10_700, 6_800], "restored")
      }),
    ),
  },
  {
    name: "F10 what a merged client earned is the other's, to the month; all that is kept still follows from the facts",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const views = yield* ClientViews
        const figures = yield* ClientFiguresRepository
        const source = yield* clients.create(inputs.businessClient("Source SA"))
        const target = yield* clients.create(inputs.businessClient("Target SA"))
        for (const [{ id }, price, over] of [
          [source, "100.00", true],
          [target, "10.00", true],
          [source, "7.00", false],
        ] as const) {
          const order = yield* orderOf(id, [ride(price, { cost: "4.00" })])
          if (over) yield* close(order.lines[0]!.missionId!)
        }
        const { at } = yield* (yield* Communications).write(source.id, { channel: "MANUAL", subject: "x" })
        yield* (yield* Merging).merge(source.id, target.id)
        expectEqual(amounts(yield* listed(target.id)), [11_000, 700, 11_000, 800], "both together")
        const { total } = yield* views.performance(target.id, 1)
        expectEqual(total.revenue, 11_000, "in its months, too")
        const gone = yield* figures.get(operator.id, source.id)
        expectEqual([gone.revenue, gone.booked, gone.knownNet], [0, 0, 0], "nothing is left of the other's")
        const written = yield* (yield* Communications).list(target.id, { sort: "-at", limit: 9 })
        expectEqual(
          written.items.filter((one) => one.kind === "MANUAL").map((one) => one.at),
          [at],
          "its messages",
        )
        expectEqual(yield* differencesOf(operator.id), [], "all follows from the facts")
      }),
    ),
  },
  {
    name: "F16 a client's months end with the current one, empty ones included",
    run: asManager(() =>
      Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.businessClient())
        const order = yield* orderOf(client.id, [ride("100.00", { cost: "60.00" })])
        yield* close(order.lines[0]!.missionId!)
        yield* orderOf(client.id, [ride("5.00")])
        const views = yield* ClientViews
        const { months, total, booked } = yield* views.performance(client.id, 12)
        expectEqual(
          months.map(({ revenue }) => revenue),
          [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10_000],
          "the current month last",
        )
        expectEqual(
          months.map(({ month }) => month),
          months.map((_, n) => addMonths(months[0]!.month, n)),
          "one after the other",
        )
        expectEqual([total.revenue, total.knownCost, booked], [10_000, 6_000, 500], "added up")
        expectEqual((yield* views.performance(client.id, 1)).months.length, 1, "as many as asked for")
      }),
    ),
  },
]
