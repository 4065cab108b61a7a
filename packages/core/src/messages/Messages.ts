/** Turns a message of the outbox into a mail at the moment of delivery, from the records its ids name. */
import { Context, Effect, Layer } from "effect"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { type Mail, MailNotSent } from "../ports/Mailer.ts"
import type { ClaimedMessage } from "../ports/Outbox.ts"
import { recipientOf } from "../quotes/recipientOf.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { MailTexts } from "./MailTexts.ts"

export class Messages extends Context.Service<
  Messages,
  {
    /** `MailNotSent`, permanent, when what it is about or whom it was for is gone. */
    readonly render: (message: ClaimedMessage) => Effect.Effect<Mail, MailNotSent | StorageFailed>
  }
>()("@caleche/core/messages/Messages") {
  static readonly layer = Layer.effect(
    Messages,
    Effect.gen(function* () {
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const clients = yield* ClientRepository
      const operators = yield* OperatorRepository
      const texts = yield* MailTexts

      const render = Effect.fn("Messages.render")(
        function* ({ operatorId, id, content }: ClaimedMessage) {
          const operator = yield* operators.get(operatorId)
          const quote = yield* quotes.get(operatorId, content.quoteId)
          const client = yield* clients.get(operatorId, quote.clientId)
          const contacts = yield* clients.contacts(
            operatorId,
            quote.contacts.map(({ contactId }) => contactId),
          )
          const recipient = recipientOf(quote, client, contacts)
          if (recipient === undefined)
            return yield* new MailNotSent({ permanent: true, reason: "nobody to write to" })
          const subject = { operator, recipient, quote }
          const text =
            content._tag === "QuoteSent"
              ? texts.quoteSent(subject)
              : texts.orderConfirmed({ ...subject, order: yield* orders.get(operatorId, content.orderId) })
          return { id, operatorId, to: recipient.email, ...text }
        },
        Effect.catchTag(
          ["OperatorNotFound", "QuoteNotFound", "ClientNotFound", "ContactNotFound", "OrderNotFound"],
          (gone) => Effect.fail(new MailNotSent({ permanent: true, reason: gone._tag })),
        ),
      )

      return Messages.of({ render })
    }),
  )
}
