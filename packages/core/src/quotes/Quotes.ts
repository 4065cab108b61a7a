/** Quotes are drafted, priced by hand, sent, declined and cancelled here; accepting one makes an order, see `orders/Acceptance`. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Action, type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientArchived, ClientNotFound, ContactNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { ContactRepository } from "../contacts/ContactRepository.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Decision, fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { ManualLine } from "../pricing/PriceLine.ts"
import { vatByRate } from "../pricing/totals/vatByRate.ts"
import { LineId, type OperatorId, QuoteId } from "../shared/Ids.ts"
import { dateIn, type Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { NewQuote, Quote, QuoteEdit, Reason, Sending, UnnumberedQuote } from "./Quote.ts"
import * as Commands from "./QuoteCommands.ts"
import type { LineNotAttachable, LineNotFound, QuoteNotFound, TooManyLines } from "./QuoteErrors.ts"
import { type QuoteFilters, QuoteRepository, type QuoteSort } from "./QuoteRepository.ts"
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
      | ContactNotFound
      | LineNotAttachable
      | TooManyLines
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
      line: ManualLine,
      ifVersion?: Version,
    ) => Change<LineNotAttachable | TooManyLines>
    /** Replaces a line by another under the same id. */
    readonly replaceLine: (
      id: QuoteId,
      lineId: LineId,
      line: ManualLine,
      ifVersion?: Version,
    ) => Change<LineNotFound | LineNotAttachable | TooManyLines>
    readonly removeLine: (id: QuoteId, lineId: LineId, ifVersion?: Version) => Change<LineNotFound>
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
      const people = yield* ContactRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord

      const create = Effect.fn("Quotes.create")(function* (input: NewQuote) {
        const actor = yield* permit("quote.create")
        const { operatorId } = actor
        const at = yield* DateTime.now
        const operator = yield* operators.get(operatorId)
        const client = yield* clients.get(operatorId, input.clientId)
        const archived = Commands.clientActive(client)
        if (archived !== undefined) return yield* archived
        const { lines: manual = [], contacts: given, ...rest } = input
        const own =
          client.selfContactId === undefined
            ? []
            : [{ contactId: client.selfContactId, role: "BOOKER" as const }]
        const contacts = given ?? own
        const id = QuoteId.make(yield* ids.next)
        const blank: UnnumberedQuote = {
          ...rest,
          id,
          contacts,
          priceBasis: input.priceBasis ?? "EXCL_VAT",
          currency: operator.currency,
          lines: [],
          totals: vatByRate([]),
          status: "DRAFT",
          version: 1,
          createdAt: at,
          updatedAt: at,
        }
        const written = yield* Effect.forEach(manual, (line) =>
          Effect.map(ids.next, (lineId) => Commands.lineOf(blank, line, LineId.make(lineId))),
        )
        const lines = yield* Effect.fromResult(Commands.attachable(written))
        const year = Number(dateIn(at, operator.timeZone).slice(0, 4))
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            if (given !== undefined)
              yield* people.hold(
                operatorId,
                given.map(({ contactId }) => contactId),
              )
            yield* record(actor, at, [
              fact("QUOTE", id, "QuoteCreated", {
                to: "DRAFT",
                data: { clientId: client.id, lines: lines.length },
              }),
            ])
            return yield* repository.insert(operatorId, Commands.withLines(blank, lines), {
              kind: "QUOTE",
              prefix: operator.prefixes.quote,
              year,
            })
          }),
        )
      })

      /** Locks the quote, lets `decide` change it, and saves state, facts and messages together. */
      const change = Effect.fnUntraced(function* <E>(
        action: Action,
        id: QuoteId,
        ifVersion: Version | undefined,
        decide: (quote: Quote, at: Instant, operatorId: OperatorId) => Effect.Effect<Decision<Quote>, E>,
      ) {
        const actor = yield* permit(action, { quoteId: id })
        return yield* atomically(
          actor.operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const quote = yield* repository.lock(actor.operatorId, id)
            if (ifVersion !== undefined && ifVersion !== quote.version) {
              return yield* new StaleVersion({ id, expected: ifVersion, actual: quote.version })
            }
            const { state, facts, messages } = yield* decide(quote, at, actor.operatorId)
            yield* repository.save(actor.operatorId, state)
            yield* record(actor, at, facts, messages)
            return state
          }),
        )
      })

      const sendBy = (action: "send" | "resend") =>
        Effect.fn(`Quotes.${action}`)(function* (id: QuoteId, sending: Sending, ifVersion?: Version) {
          return yield* change("quote.send", id, ifVersion, (quote, at, operatorId) =>
            Effect.gen(function* () {
              const operator = yield* operators.get(operatorId)
              const client = yield* clients.get(operatorId, quote.clientId)
              const contacts = yield* clients.contacts(
                operatorId,
                quote.contacts.map(({ contactId }) => contactId),
              )
              return yield* Effect.fromResult(
                Commands.send(quote, action, sending, {
                  client,
                  reachable: recipientOf(quote, client, contacts) !== undefined,
                  today: dateIn(at, operator.timeZone),
                  validityDays: operator.policies.quoteValidityDays,
                  at,
                }),
              )
            }),
          )
        })

      const lineFor = (quote: Quote, line: ManualLine, id?: LineId) =>
        Effect.map(id === undefined ? ids.next : Effect.succeed(id), (lineId) =>
          Commands.lineOf(quote, line, LineId.make(lineId)),
        )

      return Quotes.of({
        create,
        get: Effect.fn("Quotes.get")(function* (id) {
          const { operatorId } = yield* permit("quote.read", { quoteId: id })
          return yield* repository.get(operatorId, id)
        }),
        list: Effect.fn("Quotes.list")(function* (filters, page) {
          const { operatorId } = yield* permit("quote.list")
          return yield* repository.list(operatorId, filters, page)
        }),
        edit: Effect.fn("Quotes.edit")((id, changes, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at, operatorId) =>
            Effect.gen(function* () {
              if (changes.contacts !== undefined)
                yield* people.hold(
                  operatorId,
                  changes.contacts.map(({ contactId }) => contactId),
                )
              return yield* Effect.fromResult(Commands.edit(quote, changes, at))
            }),
          ),
        ),
        addLine: Effect.fn("Quotes.addLine")((id, line, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.flatMap(lineFor(quote, line), (added) =>
              Effect.fromResult(Commands.addLine(quote, added, at)),
            ),
          ),
        ),
        replaceLine: Effect.fn("Quotes.replaceLine")((id, lineId, line, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.flatMap(lineFor(quote, line, lineId), (next) =>
              Effect.fromResult(Commands.replaceLine(quote, next, at)),
            ),
          ),
        ),
        removeLine: Effect.fn("Quotes.removeLine")((id, lineId, ifVersion) =>
          change("quote.edit", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.removeLine(quote, lineId, at)),
          ),
        ),
        send: sendBy("send"),
        resend: sendBy("resend"),
        decline: Effect.fn("Quotes.decline")((id, { reason }, ifVersion) =>
          change("quote.decline", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.decline(quote, reason, at)),
          ),
        ),
        cancel: Effect.fn("Quotes.cancel")((id, { reason }, ifVersion) =>
          change("quote.cancel", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.cancel(quote, reason, at)),
          ),
        ),
      })
    }),
  )
}
