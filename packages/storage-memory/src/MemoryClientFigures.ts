/** What clients are worth, in memory: added up from orders, quotes, communications and history whenever somebody looks. */
import {
  type ClientFigures,
  ClientFiguresRepository,
  type ClientId,
  ClientNotFound,
  type ClientTotals,
  type Contribution,
  type Earnings,
  type ListedClient,
  Money,
  type MonthlyEarnings,
  type OperatorId,
} from "@caleche/core"
import { DateTime, Effect, Layer } from "effect"
import { isListed, shownClients } from "./shownClients.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"

const none: ClientFigures = {
  revenue: Money.zero,
  booked: Money.zero,
  knownNet: Money.zero,
  knownCost: Money.zero,
}

const plus = <E extends Earnings>(sum: E, { revenue, knownNet, knownCost }: Earnings): E => ({
  ...sum,
  revenue: Money.sum([sum.revenue, revenue]),
  knownNet: Money.sum([sum.knownNet, knownNet]),
  knownCost: Money.sum([sum.knownCost, knownCost]),
})

/** Each client's figures; a client of whom there is nothing to say is left out. */
export const figuresOf = (data: Data, operatorId: OperatorId): ReadonlyMap<string, ClientFigures> => {
  const figures = new Map<string, ClientFigures>()
  const active = (id: string, at: DateTime.Utc | undefined) => {
    const known = figures.get(id) ?? none
    const { lastActivityAt } = known
    if (at !== undefined && (lastActivityAt === undefined || DateTime.isLessThan(lastActivityAt, at)))
      figures.set(id, { ...known, lastActivityAt: at })
  }
  for (const { clientId, contribution, missions } of rows(data.orders, operatorId)) {
    const known = figures.get(clientId) ?? none
    figures.set(clientId, {
      ...plus(known, contribution),
      booked: Money.sum([known.booked, contribution.booked]),
    })
    active(clientId, missions.endedAt)
  }
  for (const { acceptance, clientId, sentAt } of rows(data.quotes, operatorId)) {
    active(clientId, sentAt)
    active(clientId, acceptance?.at)
  }
  for (const { at, clientId } of rows(data.communications, operatorId)) active(clientId, at)
  for (const { action, at, id } of rows(data.history, operatorId)) {
    if (action === "ClientEdited" || action === "ClientMerged") active(id, at)
  }
  return figures
}

/** All clients as lists show them. */
export const listedClients = (data: Data, operatorId: OperatorId): ReadonlyArray<ListedClient> => {
  const figures = figuresOf(data, operatorId)
  return shownClients(data, operatorId).map((client) => ({
    ...client,
    figures: figures.get(client.id) ?? none,
  }))
}

export const clientFigures = Layer.effect(
  ClientFiguresRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return ClientFiguresRepository.of({
      get: (operatorId, id) =>
        Effect.flatMap(
          read((data) =>
            row(data.clients, operatorId, id) === undefined
              ? undefined
              : (figuresOf(data, operatorId).get(id) ?? none),
          ),
          (figures) =>
            figures === undefined ? Effect.fail(new ClientNotFound({ id })) : Effect.succeed(figures),
        ),
      months: (operatorId, id, { from, to }) =>
        read((data) => monthsOf(data, operatorId, id).filter(({ month }) => from <= month && month <= to)),
      totals: (operatorId, filters, most) =>
        read((data) =>
          listedClients(data, operatorId)
            .filter((client) => isListed(client, filters))
            .slice(0, filters.q === undefined && filters.agencyId === undefined ? undefined : most)
            .reduce<ClientTotals>(
              ({ byType, ...sum }, { figures, type }) => ({
                ...plus(sum, figures),
                byType: { ...byType, [type]: byType[type] + 1 },
              }),
              { ...earningsOf(none), byType: { PRIVATE: 0, BUSINESS: 0 } },
            ),
        ),
      touch: () => Effect.void, // the history has it
      // What was earned is where the orders are.
      absorb: (operatorId, { from, into }) =>
        write((data) => [
          undefined,
          {
            ...data,
            communications: rows(data.communications, operatorId)
              .filter(({ clientId }) => clientId === from)
              .reduce(
                (table, one) => put(table, operatorId, one.id, { ...one, clientId: into }),
                data.communications,
              ),
          },
        ]),
    })
  }),
)

/** In order; those in which nothing was earned are left out. */
function monthsOf(data: Data, operatorId: OperatorId, id: ClientId): ReadonlyArray<MonthlyEarnings> {
  const months = new Map<string, MonthlyEarnings>()
  for (const { clientId, contribution } of rows(data.orders, operatorId)) {
    const { month } = contribution
    if (clientId !== id || month === undefined) continue
    months.set(month, plus(months.get(month) ?? { ...earningsOf(none), month }, contribution))
  }
  return [...months.values()]
    .filter(({ revenue, knownNet, knownCost }) => revenue !== 0 || knownNet !== 0 || knownCost !== 0)
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
}

const earningsOf = ({ revenue, knownNet, knownCost }: Earnings | Contribution): Earnings => ({
  revenue,
  knownNet,
  knownCost,
})
