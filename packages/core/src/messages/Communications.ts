/** Messages a person writes to a client, or notes that went by other means; and all there were. */
import { Context, DateTime, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import {
  type ClientNotFound,
  type ContactNotFound,
  NewsletterNotWanted,
  NoAddress,
} from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import type { Communication, NewCommunication } from "../contacts/Communication.ts"
import { CommunicationRepository, type CommunicationSort } from "../contacts/CommunicationRepository.ts"
import { ContactRepository } from "../contacts/ContactRepository.ts"
import { OrderNotFound } from "../orders/OrderErrors.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { QuoteNotFound } from "../quotes/QuoteErrors.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import { type ClientId, MessageId, type OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export class Communications extends Context.Service<
  Communications,
  {
    /**
     * An e-mail is in the outbox when this returns; `NoAddress` when there is none on record to send it to. A newsletter to
     * somebody who has not asked for it is refused with `NewsletterNotWanted`, by whatever means.
     */
    readonly write: (
      clientId: ClientId,
      input: NewCommunication,
    ) => Effect.Effect<
      Communication,
      | ClientNotFound
      | ContactNotFound
      | QuoteNotFound
      | OrderNotFound
      | NoAddress
      | NewsletterNotWanted
      | Forbidden
      | StorageFailed,
      CurrentActor
    >
    readonly list: (
      clientId: ClientId,
      page: PageRequest<CommunicationSort>,
    ) => Effect.Effect<
      Page<Communication>,
      ClientNotFound | CursorMismatch | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/messages/Communications") {
  static readonly layer = Layer.effect(
    Communications,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const communications = yield* CommunicationRepository
      const clients = yield* ClientRepository
      const people = yield* ContactRepository
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord

      /** Quote and order must be the client's own. */
      const about = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        clientId: ClientId,
        { orderId, quoteId }: NewCommunication,
      ) {
        if (quoteId !== undefined && (yield* quotes.get(operatorId, quoteId)).clientId !== clientId)
          return yield* new QuoteNotFound({ id: quoteId })
        if (orderId !== undefined && (yield* orders.get(operatorId, orderId)).clientId !== clientId)
          return yield* new OrderNotFound({ id: orderId })
      })

      const write = Effect.fn("Communications.write")(function* (
        asked: ClientId,
        { channel = "EMAIL", kind = "MANUAL", ...given }: NewCommunication,
      ) {
        const actor = yield* permit("message.send")
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const client = yield* clients.lock(operatorId, asked)
            const { id: clientId } = client
            const person = given.contactId ?? (kind === "NEWSLETTER" ? client.selfContactId : undefined)
            const named = person === undefined ? [] : [person]
            const [contact] = yield* clients.contacts(operatorId, yield* people.hold(operatorId, named))
            const input = contact === undefined ? given : { ...given, contactId: contact.id }
            if (kind === "NEWSLETTER" && contact?.newsletter?.optedIn !== true)
              return yield* new NewsletterNotWanted({
                clientId,
                ...(contact === undefined ? {} : { contactId: contact.id }),
              })
            yield* about(operatorId, clientId, input)
            const reached = contact ?? client
            const byMail = channel === "EMAIL"
            const to = byMail ? reached.email : (input.to ?? reached.email ?? reached.phone)
            if (byMail && to === undefined) return yield* new NoAddress({ clientId })
            const facts = [
              fact("CLIENT", clientId, byMail ? "MessageQueued" : "MessageNoted", {
                data: { kind, channel },
              }),
            ]
            const [queued] = yield* record(
              actor,
              at,
              facts,
              byMail ? [{ _tag: "ManualMessage", clientId }] : [],
            )
            const written: Communication = {
              ...input,
              id: queued?.id ?? MessageId.make(yield* ids.next),
              clientId,
              kind,
              channel,
              ...(to === undefined ? {} : { to }),
              status: byMail ? "QUEUED" : "SENT",
              at,
            }
            yield* communications.insert(operatorId, [written])
            return written
          }),
        )
      })

      return Communications.of({
        write,
        list: Effect.fn("Communications.list")(function* (clientId, page) {
          const { operatorId } = yield* permit("client.read")
          const client = yield* clients.get(operatorId, clientId)
          return yield* communications.ofClient(operatorId, client.id, page)
        }),
      })
    }),
  )
}
