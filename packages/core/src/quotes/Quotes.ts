/** Quotes are drafted, priced, sent, declined and cancelled here; accepting one makes an order, see `orders/Acceptance`. */
import { Context, DateTime, Effect, Layer } from "effect"
import { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientArchived, ClientNotFound, ContactNotFound } from "../contacts/ClientErrors.ts"
import type { AgencyInactive, AgencyNotFound } from "../contacts/Agency.ts"
import { makeActiveAgency } from "../contacts/ownAgency.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { NewDiscount } from "../pricing/Discount.ts"
import type { LineEdit, NewLine } from "../pricing/PriceLine.ts"
import type { PricingError, TripTimeError } from "../pricing/PricingErrors.ts"
import { type DiscountId, type LineId, MessageId, QuoteId } from "../shared/Ids.ts"
import { dateIn } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import type { NewQuote, Quote, QuoteEdit, Reason, Sending } from "./Quote.ts"
import * as Commands from "./QuoteCommands.ts"
import * as Discounts from "./QuoteDiscounts.ts"
import type {
  DiscountNotFound,
  LineInvalid,
  LineNotAttachable,
  LineNotFound,
  QuoteNotFound,
  TooManyDiscounts,
  TooManyLines,
} from "./QuoteErrors.ts"
import { type QuoteFilters, QuoteRepository, type QuoteSort } from "./QuoteRepository.ts"
import { quoteFor } from "./clientView.ts"
import { makeQuoteChange } from "./quoteChange.ts"
import { makeQuoteParty } from "./quoteParty.ts"
import { makeQuotePricing, pricedBy, replaced, withPlacedTrip } from "./QuotePricing.ts"
import { recipientOf } from "./recipientOf.ts"

/** What any change to an existing quote can fail with. `ifVersion` names the version the caller saw. */
type ChangeError =
  | QuoteNotFound
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed
type Change<E = never> = Effect.Effect<Quote, E | ChangeError, CurrentActor>

export class Quotes extends Context.Service<
  Quotes,
  {
    /** A numbered DRAFT. The contacts default to a private client's own card as BOOKER. */
    readonly create: (
      input: NewQuote,
    ) => Effect.Effect<
      Quote,
      | ClientNotFound
      | ClientArchived
      | AgencyNotFound
      | AgencyInactive
      | ContactNotFound
      | LineNotAttachable
      | TooManyDiscounts
      | TooManyLines
      | TripTimeError
      | PricingError
      | OperatorNotFound
      | Forbidden
      | StorageFailed,
      CurrentActor
    >
    readonly get: (
      id: QuoteId,
    ) => Effect.Effect<Quote, QuoteNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: QuoteFilters,
      page: PageRequest<QuoteSort>,
    ) => Effect.Effect<Page<Quote>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
    readonly edit: (id: QuoteId, changes: QuoteEdit, ifVersion?: Version) => Change<ContactNotFound>
    readonly addLine: (
      id: QuoteId,
      line: NewLine,
      ifVersion?: Version,
    ) => Change<LineNotAttachable | TooManyLines | TripTimeError | PricingError | ClientNotFound>
    /**
     * Changes a line under the same id. A unit price over a computed one is kept beside it; a trip changed without a unit
     * price is priced anew, with the lines attached to it.
     */
    readonly editLine: (
      id: QuoteId,
      lineId: LineId,
      edit: LineEdit,
      ifVersion?: Version,
    ) => Change<
      | LineNotFound
      | LineInvalid
      | LineNotAttachable
      | TooManyLines
      | TripTimeError
      | PricingError
      | ClientNotFound
    >
    readonly removeLine: (id: QuoteId, lineId: LineId, ifVersion?: Version) => Change<LineNotFound>
    /** Grants a discount on a DRAFT: a DISCOUNT line a VAT group, made anew with every change of the lines. */
    readonly addDiscount: (
      id: QuoteId,
      discount: NewDiscount,
      ifVersion?: Version,
    ) => Change<LineNotAttachable | TooManyDiscounts | TooManyLines>
    /** Takes it back, with its lines. */
    readonly removeDiscount: (
      id: QuoteId,
      discountId: DiscountId,
      ifVersion?: Version,
    ) => Change<DiscountNotFound | LineNotAttachable | TooManyLines>
    /** DRAFT → SENT; the mail is in the outbox when this returns. */
    readonly send: (
      id: QuoteId,
      sending: Sending,
      ifVersion?: Version,
    ) => Change<Commands.SendError | ClientNotFound | ContactNotFound>
    /** Sends a SENT quote once more, or an EXPIRED one with a new last day. */
    readonly resend: (
      id: QuoteId,
      sending: Sending,
      ifVersion?: Version,
    ) => Change<Commands.SendError | ClientNotFound | ContactNotFound>
    readonly decline: (id: QuoteId, reason: Reason, ifVersion?: Version) => Change
    readonly cancel: (id: QuoteId, reason: Reason, ifVersion?: Version) => Change
  }
>()("@caleche/core/quotes/Quotes") {
  static readonly layer = Layer.effect(
    Quotes,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* QuoteRepository
      const clients = yield* ClientRepository
      const activeAgency = yield* makeActiveAgency
      const communications = yield* CommunicationRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      const { change, changeAfter } = yield* makeQuoteChange
      const { holding, heldFor } = yield* makeQuoteParty
      const { discountOf, drafted, edited, linesOf, partyOf, pricerOf } = yield* makeQuotePricing

      const create = Effect.fn("Quotes.create")(function* (input: NewQuote) {
        const actor = yield* permit("quote.create")
        const { operatorId } = actor
        const at = yield* DateTime.now
        const [operator, client] = yield* Effect.all(
          [operators.get(operatorId), clients.get(operatorId, input.clientId)],
          { concurrency: 2 },
        )
        const archived = Commands.clientActive(client)
        if (archived !== undefined) return yield* archived
        if (input.bookedByAgencyId !== undefined) yield* activeAgency(operatorId, input.bookedByAgencyId)
        const { contacts: given } = input
        const party = yield* partyOf(operatorId, client, input.bookedByAgencyId)
        const id = QuoteId.make(yield* ids.next)
        const named = { id, clientId: client.id, contacts: given ?? [] }
        const quote = yield* drafted(input, named, { operator, party, at })
        const year = Number(dateIn(at, operator.timeZone).slice(0, 4))
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const whose = yield* heldFor(operatorId, client.id, given)
            yield* record(actor, at, [
              fact("QUOTE", id, "QuoteCreated", {
                to: "DRAFT",
                data: { clientId: whose.clientId, lines: quote.lines.length },
              }),
            ])
            return yield* repository.insert(
              operatorId,
              { ...quote, ...whose },
              { kind: "QUOTE", prefix: operator.prefixes.quote, year },
            )
          }),
        )
      })

      const sendBy = (action: "send" | "resend") =>
        Effect.fn(`Quotes.${action}`)(function* (id: QuoteId, sending: Sending, ifVersion?: Version) {
          return yield* change("quote.send", id, ifVersion, (quote, at, operatorId) =>
            Effect.gen(function* () {
              const { client, contacts, operator } = yield* repository.addressed(operatorId, id)
              const decision = yield* Effect.fromResult(
                Commands.send(quote, action, sending, {
                  client,
                  reachable: recipientOf(quote, client, contacts) !== undefined,
                  today: dateIn(at, operator.timeZone),
                  validityDays: operator.policies.quoteValidityDays,
                  at,
                }),
              )
              if (sending.channel === "MANUAL")
                yield* communications.insert(operatorId, [
                  {
                    id: MessageId.make(yield* ids.next),
                    clientId: quote.clientId,
                    quoteId: id,
                    kind: "QUOTE",
                    channel: "MANUAL",
                    status: "SENT",
                    at,
                  },
                ])
              if (action === "resend" || quote.replaces === undefined) return decision
              const original = yield* Effect.orDie(repository.lock(operatorId, quote.replaces)) // it was copied
              const given = yield* Effect.fromResult(Commands.giveWay(original, quote, at))
              if (given === undefined) return decision
              yield* repository.save(operatorId, given.state)
              return { ...decision, facts: [...decision.facts, ...given.facts] }
            }),
          )
        })

      return Quotes.of({
        create,
        get: Effect.fn("Quotes.get")(function* (id) {
          const actor = yield* permit("quote.read", { quoteId: id })
          return quoteFor(actor, yield* repository.get(actor.operatorId, id))
        }),
        list: Effect.fn("Quotes.list")(function* (filters, page) {
          const { operatorId } = yield* permit("quote.list")
          const { clientId } = filters
          if (clientId === undefined) return yield* repository.list(operatorId, filters, page)
          // A client that was folded into another has none of its own.
          const standing = yield* Effect.catchTag(clients.get(operatorId, clientId), "ClientNotFound", () =>
            Effect.succeed({ id: clientId }),
          )
          return yield* repository.list(operatorId, { ...filters, clientId: standing.id }, page)
        }),
        edit: Effect.fn("Quotes.edit")((id, changes, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at, operatorId) =>
            Effect.gen(function* () {
              const contacts =
                changes.contacts === undefined
                  ? {}
                  : { contacts: yield* holding(operatorId, changes.contacts) }
              return yield* Effect.fromResult(Commands.edit(quote, { ...changes, ...contacts }, at))
            }),
          ),
        ),
        addLine: Effect.fn("Quotes.addLine")((id, line, ifVersion) =>
          changeAfter(
            "quote.edit",
            id,
            ifVersion,
            (quote, at, operatorId) =>
              Effect.gen(function* () {
                const pricer = yield* pricerOf(quote, at, operatorId)
                const placed = yield* Effect.fromResult(withPlacedTrip(line, pricer.operator.timeZone))
                return yield* linesOf(quote, placed, pricer)
              }),
            (quote, found, at) =>
              Effect.fromResult(Commands.addLines(quote, found.lines, at, pricedBy([found], quote))),
          ),
        ),
        editLine: Effect.fn("Quotes.editLine")((id, lineId, edit, ifVersion) =>
          changeAfter(
            "quote.edit",
            id,
            ifVersion,
            (quote, at, operatorId) =>
              Effect.flatMap(pricerOf(quote, at, operatorId), (pricer) =>
                edited(quote, lineId, edit, pricer),
              ),
            (quote, found, at) =>
              Effect.fromResult(
                Commands.changeLines(
                  quote,
                  {
                    action: "editLine",
                    fact: "QuoteLineEdited",
                    lineId,
                    lines: replaced(quote.lines, found),
                    priced: pricedBy([found], quote),
                  },
                  at,
                ),
              ),
          ),
        ),
        addDiscount: Effect.fn("Quotes.addDiscount")((id, granted, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.flatMap(discountOf(granted, quote.currency), (discount) =>
              Effect.fromResult(Discounts.addDiscount(quote, discount, at)),
            ),
          ),
        ),
        removeDiscount: Effect.fn("Quotes.removeDiscount")((id, discountId, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.fromResult(Discounts.removeDiscount(quote, discountId, at)),
          ),
        ),
        removeLine: Effect.fn("Quotes.removeLine")((id, lineId, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.removeLine(quote, lineId, at)),
          ),
        ),
        send: sendBy("send"),
        resend: sendBy("resend"),
        decline: Effect.fn("Quotes.decline")(function* (id, { reason }, ifVersion) {
          const declined = yield* change("quote.decline", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.decline(quote, reason, at)),
          )
          return quoteFor(yield* CurrentActor, declined)
        }),
        cancel: Effect.fn("Quotes.cancel")((id, { reason }, ifVersion) =>
          change("quote.cancel", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.cancel(quote, reason, at)),
          ),
        ),
      })
    }),
  )
}
