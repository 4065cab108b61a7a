/**
 * Turns a message of the outbox into a mail at the moment of delivery, from the records its ids name.
 *
 * An invitation gets its token here, so that it is written down nowhere but in the mail: a mail that has to be sent again
 * carries another one, which takes the place of the one before.
 */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import { AgencyRepository } from "../contacts/AgencyRepository.ts"
import { AgencyUserRepository } from "../contacts/AgencyUserRepository.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import { InvitationTerms } from "../contacts/InvitationTerms.ts"
import type { Operator } from "../operators/Operator.ts"
import { OperatorRepository } from "../operators/OperatorRepository.ts"
import { OrderRepository } from "../orders/OrderRepository.ts"
import { type Mail, MailNotSent } from "../ports/Mailer.ts"
import type { ClaimedMessage, MessageContent } from "../ports/Outbox.ts"
import { credentialOf, Secrets } from "../ports/Secrets.ts"
import { recipientOf } from "../quotes/recipientOf.ts"
import { makeLinkSigner } from "../quotes/signLinks.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import type { ContactId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { MailTexts } from "./MailTexts.ts"

/** A mail, and the contact it goes to when it goes to one. */
export interface Rendered {
  readonly mail: Mail
  readonly contactId?: ContactId
}

export class Messages extends Context.Service<
  Messages,
  {
    /** `MailNotSent`, permanent, when what it is about or whom it was for is gone. */
    readonly render: (message: ClaimedMessage) => Effect.Effect<Rendered, MailNotSent | StorageFailed>
  }
>()("@caleche/core/messages/Messages") {
  static readonly layer = Layer.effect(
    Messages,
    Effect.gen(function* () {
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const operators = yield* OperatorRepository
      const communications = yield* CommunicationRepository
      const texts = yield* MailTexts
      const agencies = yield* AgencyRepository
      const agencyUsers = yield* AgencyUserRepository
      const secrets = yield* Secrets
      const { link } = yield* InvitationTerms
      const { linkTo } = yield* makeLinkSigner

      const invitation = Effect.fnUntraced(function* (
        operator: Operator,
        { agencyId, agencyUserId, invitationId }: Extract<MessageContent, { _tag: "AgencyUserInvited" }>,
      ) {
        const agency = yield* agencies.get(operator.id, agencyId)
        const user = yield* agencyUsers.get(operator.id, agencyId, agencyUserId)
        const open = user.invitation
        const now = yield* DateTime.now
        const isOpen = open?.id === invitationId && DateTime.isLessThan(now, open.expiresAt)
        if (!isOpen || user.email === undefined)
          return yield* new MailNotSent({ permanent: true, reason: "the invitation is closed" })
        const token = credentialOf("inv", invitationId, yield* secrets.random)
        yield* agencyUsers.armInvitation(operator.id, invitationId, yield* secrets.hash(token))
        const recipient = { name: user.name }
        const subject = { operator, agency, recipient, link: link(token), expiresAt: open.expiresAt }
        return { to: user.email, contactId: undefined, ...texts.agencyUserInvited(subject) }
      })

      const contents = Effect.fnUntraced(function* ({ operatorId, id, content }: ClaimedMessage) {
        if (content._tag === "ManualMessage") {
          const written = Option.getOrUndefined(yield* communications.find(operatorId, id))
          if (written?.to === undefined || written.text === undefined) return yield* nobody
          const { contactId, subject = "", text, to } = written
          return { to, subject, text, ...(contactId === undefined ? {} : { contactId }) }
        }
        if (content._tag === "AgencyUserInvited")
          return yield* invitation(yield* operators.get(operatorId), content)
        const [{ client, contacts, operator, quote }, order] = yield* Effect.all(
          [
            quotes.addressed(operatorId, content.quoteId),
            content._tag === "OrderConfirmed" ? orders.get(operatorId, content.orderId) : Effect.undefined,
          ],
          { concurrency: 2 },
        )
        const recipient = recipientOf(quote, client, contacts)
        if (recipient === undefined) return yield* nobody
        const { contactId, email: to } = recipient
        const link = yield* linkTo(operator, quote)
        const subject = { operator, recipient, quote, ...(link === undefined ? {} : { link: link.url }) }
        const text =
          order === undefined ? texts.quoteSent(subject) : texts.orderConfirmed({ ...subject, order })
        return { ...text, to, ...(contactId === undefined ? {} : { contactId }) }
      })

      const render = Effect.fn("Messages.render")(
        function* (message: ClaimedMessage) {
          const { id, operatorId } = message
          const { contactId, subject, text, to } = yield* contents(message)
          const mail = { id, operatorId, to, subject, text }
          return contactId === undefined ? { mail } : { mail, contactId }
        },
        Effect.catchTag(
          [
            "OperatorNotFound",
            "QuoteNotFound",
            "ClientNotFound",
            "ContactNotFound",
            "OrderNotFound",
            "AgencyNotFound",
            "AgencyUserNotFound",
          ],
          (gone) => Effect.fail(new MailNotSent({ permanent: true, reason: gone._tag })),
        ),
      )

      return Messages.of({ render })
    }),
  )
}

const nobody = new MailNotSent({ permanent: true, reason: "nobody to write to" })
