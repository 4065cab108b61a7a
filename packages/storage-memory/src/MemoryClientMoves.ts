/** Quotes and orders that change hands, in memory. */
import {
  byCodePoint,
  ClientMoves,
  type Communication,
  type OperatorId,
  type Owning,
  type Quote,
  type QuoteContact,
} from "@caleche/core"
import { Effect, Layer } from "effect"
import { put, rows, Store, type Table } from "./Store.ts"

export const clientMoves = Layer.effect(
  ClientMoves,
  Effect.gen(function* () {
    const { write } = yield* Store
    return ClientMoves.of({
      lock: () => Effect.void, // units of work take turns
      move: (operatorId, from, to, updatedAt) =>
        write((data) => {
          const changed = rows(data.quotes, operatorId).filter(
            (quote) => quote.clientId === from.clientId || names(quote, from),
          )
          const orders = rows(data.orders, operatorId).filter(({ clientId }) => clientId === from.clientId)
          const saved = <A extends { readonly id: string; readonly version: number }>(
            table: Table<A>,
            all: ReadonlyArray<A>,
            next: (record: A) => A,
          ): Table<A> =>
            all.reduce(
              (left, record) =>
                put(left, operatorId, record.id, { ...next(record), version: record.version + 1, updatedAt }),
              table,
            )
          const passedOn = <A extends { readonly id: string; readonly mergedInto?: string }>(
            table: Table<A>,
            old: string | undefined,
            next: string | undefined,
          ): Table<A> =>
            rows(table, operatorId)
              .filter(({ mergedInto }) => mergedInto !== undefined && mergedInto === old)
              .reduce(
                (left, record) => put(left, operatorId, record.id, { ...record, mergedInto: next }),
                table,
              )
          const ofSource = changed.filter(({ clientId }) => clientId === from.clientId)
          return [
            {
              quotes: idsOf(ofSource),
              orders: idsOf(orders),
              named: idsOf(changed.filter((quote) => !ofSource.includes(quote))),
            },
            {
              ...data,
              quotes: saved(data.quotes, changed, (quote) => ({
                ...quote,
                clientId: quote.clientId === from.clientId ? to.clientId : quote.clientId,
                contacts: names(quote, from) ? renamed(quote.contacts, from, to) : quote.contacts,
              })),
              orders: saved(data.orders, orders, (order) => ({ ...order, clientId: to.clientId })),
              communications: readdressed(data.communications, operatorId, from, to),
              clients: passedOn(data.clients, from.clientId, to.clientId),
              contacts: passedOn(data.contacts, from.cardId, to.cardId),
            },
          ]
        }),
    })
  }),
)

/** Communications addressed to the card. */
function readdressed(
  table: Table<Communication>,
  operatorId: OperatorId,
  { cardId: old }: Owning,
  { cardId: next }: Owning,
): Table<Communication> {
  if (old === undefined || next === undefined) return table
  return rows(table, operatorId)
    .filter(({ contactId }) => contactId === old)
    .reduce((left, told) => put(left, operatorId, told.id, { ...told, contactId: next }), table)
}

const names = ({ contacts }: Quote, { cardId }: Owning): boolean =>
  cardId !== undefined && contacts.some(({ contactId }) => contactId === cardId)

/** Each contact once in a role, in the place it first had. */
function renamed(
  contacts: ReadonlyArray<QuoteContact>,
  from: Owning,
  to: Owning,
): ReadonlyArray<QuoteContact> {
  const all = contacts.map(({ contactId, role }) => ({
    contactId: contactId === from.cardId ? (to.cardId ?? contactId) : contactId,
    role,
  }))
  return all.filter(
    ({ contactId, role }, n) =>
      all.findIndex((other) => other.contactId === contactId && other.role === role) === n,
  )
}

const idsOf = <Id extends string>(records: ReadonlyArray<{ readonly id: Id }>): ReadonlyArray<Id> =>
  records.map(({ id }) => id).toSorted(byCodePoint)
