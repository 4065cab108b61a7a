/** Quotes in memory. */
import { type Quote, QuoteNotFound, QuoteRepository } from "@caleche/core"
import { DateTime, Effect, Layer, Option, Result } from "effect"
import { listed } from "./listed.ts"
import { numbered } from "./numbered.ts"
import { put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

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
    })
  }),
)
