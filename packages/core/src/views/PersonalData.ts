/**
 * All that is held on a person, for the person: the right of access and of portability (GDPR, articles 15 and 20).
 *
 * A contact who is nobody's card has what is on the card, whom it belongs to and what was written to it; quotes and orders
 * are their client's.
 */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { Client } from "../contacts/Client.ts"
import type { ContactNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import type { Communication } from "../contacts/Communication.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import type { Contact, LinkedContact } from "../contacts/Contact.ts"
import { ContactRepository } from "../contacts/ContactRepository.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { History, type RecordedEntry, type Ref } from "../ports/History.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { Quote } from "../quotes/Quote.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { ClientId, ContactId, OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type OrderPage, OrderPageReader } from "./OrderPage.ts"

/** What is held on one person. */
export interface Held {
  readonly contact: LinkedContact
  /** Cards that were folded into it. */
  readonly merged: ReadonlyArray<Contact>
  /** The private client whose card it is, with everything that was offered to it and ordered by it. */
  readonly client?: Client
  readonly quotes: ReadonlyArray<Quote>
  readonly orders: ReadonlyArray<OrderPage>
  /** What was written to the person, oldest first. */
  readonly communications: ReadonlyArray<Communication>
  /** What happened to card and client, oldest first. */
  readonly history: ReadonlyArray<RecordedEntry>
}

export class PersonalData extends Context.Service<
  PersonalData,
  {
    /** Reads it all, and leaves an entry in the contact's history that it was given out. */
    readonly of: (
      id: ContactId,
    ) => Effect.Effect<Held, ContactNotFound | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/views/PersonalData") {
  static readonly layer = Layer.effect(
    PersonalData,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const contacts = yield* ContactRepository
      const communications = yield* CommunicationRepository
      const clients = yield* ClientRepository
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const pages = yield* OrderPageReader
      const history = yield* History
      const record = yield* makeRecord

      /** What was written to a person, whichever of the cards it went to. */
      const writtenTo = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        clientId: ClientId | undefined,
        cards: ReadonlyArray<Contact>,
      ) {
        const told = new Map<string, Communication>()
        for (const { id: contactId, email } of cards)
          for (const each of yield* communications.ofPerson(operatorId, { clientId, contactId, email }))
            told.set(each.id, each)
        return [...told.values()].toSorted((a, b) => DateTime.Order(a.at, b.at) || (a.id < b.id ? -1 : 1))
      })

      const of = Effect.fn("PersonalData.of")(function* (asked: ContactId) {
        const actor = yield* permit("contact.export")
        const { operatorId } = actor
        const contact = yield* contacts.get(operatorId, asked)
        const { id } = contact
        const merged = yield* contacts.sourcesOf(operatorId, id)
        const links = yield* contacts.links(operatorId, id)
        const owner = yield* contacts.ownerOf(operatorId, id)
        const clientId = Option.getOrUndefined(owner)
        const client =
          clientId === undefined
            ? undefined
            : yield* Effect.catchTag(clients.get(operatorId, clientId), "ClientNotFound", Effect.die) // it names its card
        const offered =
          clientId === undefined
            ? []
            : yield* whole((page) => quotes.list(operatorId, { clientId }, { sort: "createdAt", ...page }))
        const ordered = yield* Effect.forEach(offered, ({ id: quoteId }) =>
          Effect.flatMap(
            orders.findByQuote(operatorId, quoteId),
            Option.match({
              onNone: () => Effect.succeed([]),
              onSome: (order) =>
                Effect.map(
                  Effect.catchTag(pages.get(operatorId, order.id), "OrderNotFound", Effect.die), // it was just found
                  (page) => [page],
                ),
            }),
          ),
        )
        const refs: ReadonlyArray<Ref> = [
          { aggregate: "CONTACT", id },
          ...merged.map((card) => ({ aggregate: "CONTACT" as const, id: card.id })),
          ...(clientId === undefined ? [] : [{ aggregate: "CLIENT" as const, id: clientId }]),
        ]
        const entries = yield* whole((page) => history.list(operatorId, refs, page))
        const told = yield* writtenTo(operatorId, clientId, [contact, ...merged])
        const at = yield* DateTime.now
        yield* atomically(operatorId, record(actor, at, [fact("CONTACT", id, "PersonalDataExported")]))
        return {
          contact: { contact, clients: links },
          merged,
          ...(client === undefined ? {} : { client }),
          quotes: offered,
          orders: ordered.flat(),
          communications: told,
          history: entries,
        }
      })

      return PersonalData.of({ of })
    }),
  )
}

/** A list to its end. */
const whole = Effect.fnUntraced(function* <A>(
  list: (page: {
    readonly limit: number
    readonly cursor: string | undefined
  }) => Effect.Effect<Page<A>, CursorMismatch | StorageFailed>,
) {
  const items: Array<A> = []
  let cursor: string | undefined
  do {
    const page: Page<A> = yield* Effect.catchTag(list({ limit: 200, cursor }), "CursorMismatch", Effect.die) // its own cursor
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
})
