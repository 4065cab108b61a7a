/** The words of the mails. Hosts replace them whole, in their language and tone; these are plain and short. */
import { Context, DateTime } from "effect"
import type { Agency } from "../contacts/Agency.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Operator } from "../operators/Operator.ts"
import type { Order } from "../orders/Order.ts"
import * as Money from "../shared/Money.ts"
import type { Quote } from "../quotes/Quote.ts"

/** What a text can speak of. */
export interface QuoteSubject {
  readonly operator: Operator
  readonly recipient: { readonly name: string }
  readonly quote: Quote
  /** Opens the quote's page; whoever has it may answer the quote. Where the host has no page there is none. */
  readonly link?: string
}
export interface OrderSubject extends QuoteSubject {
  readonly order: Order
}
export interface InvitationSubject {
  readonly operator: Operator
  readonly agency: Agency
  readonly recipient: { readonly name: string }
  /** Opens the account; whoever has it may. */
  readonly link: string
  readonly expiresAt: Instant
}

/** Subject (one line) and plain text of a mail. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

export const MailTexts = Context.Reference<{
  readonly quoteSent: (subject: QuoteSubject) => MailText
  readonly orderConfirmed: (subject: OrderSubject) => MailText
  readonly agencyUserInvited: (subject: InvitationSubject) => MailText
}>("@caleche/core/messages/MailTexts", {
  defaultValue: () => ({
    quoteSent: ({ operator, recipient, quote, link }) => ({
      subject: `Quote ${quote.number} from ${operator.name}`,
      text: [
        `Dear ${recipient.name},`,
        ``,
        `please find our quote ${quote.number}:`,
        ...quote.lines.map(
          (line) =>
            `- ${line.description}: ${Money.format(line.net, quote.currency)} ${quote.currency} excl. VAT`,
        ),
        `Total to pay: ${Money.format(quote.totals.payable, quote.currency)} ${quote.currency}, VAT included.`,
        ...(quote.validUntil === undefined ? [] : [`It is valid until ${quote.validUntil}.`]),
        ...(link === undefined ? [] : [``, `Read, accept or decline it here:`, link]),
        ``,
        operator.name,
      ].join("\n"),
    }),
    orderConfirmed: ({ operator, recipient, quote, order, link }) => ({
      subject: `Your order ${order.number} at ${operator.name}`,
      text: [
        `Dear ${recipient.name},`,
        ``,
        `thank you for accepting our quote ${quote.number}. Your order is ${order.number}.`,
        `Total to pay: ${Money.format(order.totals.payable, order.currency)} ${order.currency}, VAT included.`,
        ...(link === undefined ? [] : [``, `What you have accepted is here:`, link]),
        ``,
        operator.name,
      ].join("\n"),
    }),
    agencyUserInvited: ({ operator, agency, recipient, link, expiresAt }) => ({
      subject: `Your access to ${operator.name} for ${agency.name}`,
      text: [
        `Dear ${recipient.name},`,
        ``,
        `${operator.name} invites you to book for ${agency.name}. Follow this link to open your account:`,
        link,
        `It can be followed once, until ${DateTime.formatIso(DateTime.setZoneNamedUnsafe(expiresAt, operator.timeZone))}.`,
        ``,
        operator.name,
      ].join("\n"),
    }),
  }),
})
