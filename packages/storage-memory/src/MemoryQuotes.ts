/** Quotes in memory. */
import {
  type AddressedQuote,
  ClientNotFound,
  ContactNotFound,
  type OperatorId,
  OperatorNotFound,
  type Quote,
  type QuoteId,
  QuoteNotFound,
  QuoteRepository,
  type OpenUntil,
} from "@caleche/core"
import { DateTime, Effect, HashMap, Layer, Option, Result } from "effect"
import { listed } from "./listed.ts"
import { numbered } from "./numbered.ts"
import { shown } from "./shownClients.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"
import { standing, succeed } from "./versioned.ts"

const addressed = (
  data: Data,
  operatorId: OperatorId,
  id: QuoteId,
): Result.Result<AddressedQuote, QuoteNotFound | OperatorNotFound | ClientNotFound | ContactNotFound> => {
  const quote = row(data.quotes, operatorId, id)
  if (quote === undefined) return Result.fail(new QuoteNotFound({ id }))
  const operator = Option.getOrUndefined(HashMap.get(data.operators, operatorId))
  if (operator === undefined) return Result.fail(new OperatorNotFound({ id: operatorId }))
  const client = standing(data.clients, operatorId, quote.clientId)
  if (client === undefined) return Result.fail(new ClientNotFound({ id: quote.clientId }))
  const ids = quote.contacts.map(({ contactId }) => contactId)
  const missing = ids.filter((contactId) => row(data.contacts, operatorId, contactId) === undefined)
  if (missing.length > 0) return Result.fail(new ContactNotFound({ ids: [...new Set(missing)] }))
  const contacts = ids.flatMap((contactId) => row(data.contacts, operatorId, contactId) ?? [])
  return Result.succeed({ operator, quote, client: shown(data, operatorId, client), contacts })
}

const byDay = (a: OpenUntil, b: OpenUntil): number =>
  a.validUntil < b.validUntil ? -1 : a.validUntil > b.validUntil ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

export const quotes = Layer.effect(
  QuoteRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: QuoteRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.quotes, operatorId, id)),
        (quote) => (quote === undefined ? Effect.fail(new QuoteNotFound({ id })) : Effect.succeed(quote)),
      )
    return QuoteRepository.of({
      insert: (operatorId, unnumbered, series) =>
        write((before) => {
          const [number, data] = numbered(before, operatorId, series)
          const quote: Quote = { ...unnumbered, number }
          return [quote, { ...data, quotes: put(data.quotes, operatorId, quote.id, quote) }]
        }),
      get,
      addressed: (operatorId, id) =>
        Effect.flatMap(
          read((data) => addressed(data, operatorId, id)),
          Effect.fromResult,
        ),
      lock: get,
      findReplacement: (operatorId, id) =>
        Effect.map(
          read((data) => rows(data.quotes, operatorId)),
          (all) =>
            Option.map(
              Option.fromUndefinedOr(
                all.find(({ replaces, status }) => replaces === id && status === "DRAFT"),
              ),
              (quote) => quote.id,
            ),
        ),
      save: (operatorId, quote) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.quotes, operatorId, quote)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, quotes: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => rows(data.quotes, operatorId)),
          (all) =>
            listed(
              all.filter(
                (quote) =>
                  (filters.status === undefined || filters.status.includes(quote.status)) &&
                  (filters.clientId === undefined || quote.clientId === filters.clientId) &&
                  (filters.bookedByAgencyId === undefined ||
                    quote.bookedByAgencyId === filters.bookedByAgencyId) &&
                  (filters.requested === undefined ||
                    filters.requested === (quote.requestedBy !== undefined)),
              ),
              filters,
              page,
              (quote) => ({ key: DateTime.formatIso(quote.createdAt), id: quote.id }),
            ),
        ),
      openUntil: (day, after, limit) =>
        read((data) =>
          [...data.quotes]
            .flatMap(([operatorId, mine]) =>
              [...HashMap.values(mine)].flatMap(({ id, status, validUntil }) =>
                status === "SENT" && validUntil !== undefined && validUntil <= day
                  ? [{ operatorId, id, validUntil }]
                  : [],
              ),
            )
            .toSorted(byDay)
            .filter((quote) => after === undefined || byDay(quote, after) > 0)
            .slice(0, limit),
        ),
    })
  }),
)
