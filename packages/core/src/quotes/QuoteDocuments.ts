/** Quotes as documents, for whoever may read them: staff, and the client by a link. */
import { Context, Effect, Layer, Option } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import type { QuoteId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { Documents, DocumentsUnavailable, quoteDocument } from "./Documents.ts"
import type { QuoteNotFound } from "./QuoteErrors.ts"
import { QuoteRepository } from "./QuoteRepository.ts"

/** A file, and what it is called after its quote's number. */
export interface QuoteFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

export class QuoteDocuments extends Context.Service<
  QuoteDocuments,
  {
    /** The quote as it stands, as a PDF file; `DocumentsUnavailable` when the host plugged in no `Documents`. */
    readonly pdf: (
      id: QuoteId,
    ) => Effect.Effect<
      QuoteFile,
      QuoteNotFound | ClientNotFound | DocumentsUnavailable | OperatorNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/quotes/QuoteDocuments") {
  static readonly layer = Layer.effect(
    QuoteDocuments,
    Effect.gen(function* () {
      const quotes = yield* QuoteRepository
      const clients = yield* ClientRepository
      const operators = yield* OperatorRepository
      const documents = Option.getOrUndefined(yield* Effect.serviceOption(Documents))
      return QuoteDocuments.of({
        pdf: Effect.fn("QuoteDocuments.pdf")(function* (id) {
          const { operatorId } = yield* permit("quote.read", { quoteId: id })
          const quote = yield* quotes.get(operatorId, id)
          if (documents === undefined) return yield* new DocumentsUnavailable()
          const client = yield* clients.get(operatorId, quote.clientId)
          const operator = yield* operators.get(operatorId)
          const bytes = yield* documents.quote(quoteDocument(quote, operator, client))
          return { fileName: `${quote.number}.pdf`, bytes }
        }),
      })
    }),
  )
}
