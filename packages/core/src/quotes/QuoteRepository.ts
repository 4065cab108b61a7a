/** Where quotes are kept, with their lines. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { Client } from "../contacts/Client.ts"
import type { ClientNotFound, ContactNotFound } from "../contacts/ClientErrors.ts"
import type { Contact } from "../contacts/Contact.ts"
import type { Operator } from "../operators/Operator.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import type { Series } from "../shared/DocumentNumber.ts"
import { AgencyId, ClientId, type OperatorId, type QuoteId } from "../shared/Ids.ts"
import type { LocalDate } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Quote, UnnumberedQuote } from "./Quote.ts"
import type { QuoteNotFound } from "./QuoteErrors.ts"
import { QuoteStatus } from "./QuoteStatus.ts"

export const QuoteSort = Schema.Literals(["createdAt", "-createdAt"])
export type QuoteSort = typeof QuoteSort.Type

export const QuoteFilters = Schema.Struct({
  status: Schema.optionalKey(Schema.Array(QuoteStatus).check(Schema.isMaxLength(50))),
  clientId: Schema.optionalKey(ClientId),
  bookedByAgencyId: Schema.optionalKey(AgencyId),
  /** Whether an agency asked for it. */
  requested: Schema.optionalKey(Schema.Boolean),
})
export type QuoteFilters = typeof QuoteFilters.Type

/** A quote with whom it is from and to: what sending it takes, and what mails about it are written from. */
export interface AddressedQuote {
  readonly operator: Operator
  readonly quote: Quote
  /** The one it answers under, should it have been folded into another. */
  readonly client: Client
  /** Of the quote's contacts, in their order. */
  readonly contacts: ReadonlyArray<Contact>
}

/** A quote that waits for an answer until a day. */
export interface OpenUntil {
  readonly operatorId: OperatorId
  readonly id: QuoteId
  readonly validUntil: LocalDate
}

export class QuoteRepository extends Context.Service<
  QuoteRepository,
  {
    /** Gives the quote the next number of its series. The last write of its unit of work. */
    readonly insert: (
      operatorId: OperatorId,
      quote: UnnumberedQuote,
      series: Series,
    ) => Effect.Effect<Quote, StorageFailed>
    readonly get: (operatorId: OperatorId, id: QuoteId) => Effect.Effect<Quote, QuoteNotFound | StorageFailed>
    /** The same with whom it is from and to, in one read. */
    readonly addressed: (
      operatorId: OperatorId,
      id: QuoteId,
    ) => Effect.Effect<
      AddressedQuote,
      QuoteNotFound | OperatorNotFound | ClientNotFound | ContactNotFound | StorageFailed
    >
    /** Reads the quote and keeps others from changing it until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      id: QuoteId,
    ) => Effect.Effect<Quote, QuoteNotFound | StorageFailed>
    /** The open draft that replaces the quote, if there is one. */
    readonly findReplacement: (
      operatorId: OperatorId,
      id: QuoteId,
    ) => Effect.Effect<Option.Option<QuoteId>, StorageFailed>
    /** Stores `quote`, whose version is one more than the stored one. */
    readonly save: (operatorId: OperatorId, quote: Quote) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      filters: QuoteFilters,
      page: PageRequest<QuoteSort>,
    ) => Effect.Effect<Page<Quote>, CursorMismatch | StorageFailed>
    /** Up to `limit` SENT quotes of any operator whose last day is `day` or earlier, by it, after the one named. */
    readonly openUntil: (
      day: LocalDate,
      after: OpenUntil | undefined,
      limit: number,
    ) => Effect.Effect<ReadonlyArray<OpenUntil>, StorageFailed>
  }
>()("@caleche/core/quotes/QuoteRepository") {}
