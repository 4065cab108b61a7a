/** What the bearer of a quote's link is shown: the offer as its document says it, and what became of it. */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import type { SalesTerms } from "../operators/Operator.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import type { OrderStatus } from "../orders/OrderStatus.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { quoteDocument, type QuoteDocument } from "../quotes/Documents.ts"
import { isPastValidity } from "../quotes/QuoteCommands.ts"
import type { QuoteNotFound } from "../quotes/QuoteErrors.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import { dateIn, type Instant } from "../shared/Instant.ts"
import type { QuoteId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export interface QuotePage {
  readonly document: QuoteDocument
  /** Whether it can be accepted or declined now; the last day counts to its end. */
  readonly isOpen: boolean
  /** Whether another quote took its place. */
  readonly isReplaced: boolean
  /** The conditions an acceptance agrees to. */
  readonly terms?: SalesTerms
  readonly accepted?: { readonly at: Instant; readonly name?: string }
  readonly order?: { readonly number: string; readonly status: OrderStatus }
}

export class QuotePages extends Context.Service<
  QuotePages,
  {
    readonly get: (
      id: QuoteId,
    ) => Effect.Effect<
      QuotePage,
      QuoteNotFound | ClientNotFound | OperatorNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/views/QuotePages") {
  static readonly layer = Layer.effect(
    QuotePages,
    Effect.gen(function* () {
      const quotes = yield* QuoteRepository
      const clients = yield* ClientRepository
      const operators = yield* OperatorRepository
      const orders = yield* OrderRepository
      const get = Effect.fn("QuotePages.get")(function* (id: QuoteId) {
        const { operatorId } = yield* permit("quote.read", { quoteId: id })
        const quote = yield* quotes.get(operatorId, id)
        const operator = yield* operators.get(operatorId)
        const client = yield* clients.get(operatorId, quote.clientId)
        const order =
          quote.status === "ACCEPTED"
            ? Option.getOrUndefined(yield* orders.findByQuote(operatorId, id))
            : undefined
        const today = dateIn(yield* DateTime.now, operator.timeZone)
        const { acceptance, replacedBy, status } = quote
        return {
          document: quoteDocument(quote, operator, client),
          isOpen: status === "SENT" && !isPastValidity(quote, today),
          isReplaced: replacedBy !== undefined,
          ...(operator.terms === undefined ? {} : { terms: operator.terms }),
          ...(acceptance === undefined
            ? {}
            : {
                accepted: {
                  at: acceptance.at,
                  ...(acceptance.name === undefined ? {} : { name: acceptance.name }),
                },
              }),
          ...(order === undefined ? {} : { order: { number: order.number, status: order.status } }),
        } satisfies QuotePage
      })
      return QuotePages.of({ get })
    }),
  )
}
