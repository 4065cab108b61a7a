/** The words of the mails. Hosts replace them whole, in their language and tone; these are plain and short. */
import { Context } from "effect"
import type { Operator } from "../operators/Operator.ts"
import type { Order } from "../orders/Order.ts"
import * as Money from "../shared/Money.ts"
import type { Quote } from "../quotes/Quote.ts"

/** What a text can speak of. */
export interface QuoteSubject {
  readonly operator: Operator
  readonly recipient: { readonly name: string }
  readonly quote: Quote
}
export interface OrderSubject extends QuoteSubject {
  readonly order: Order
}

/** Subject (one line) and plain text of a mail. */
export interface MailText {
  readonly subject: string
  readonly text: string
}

export const MailTexts = Context.Reference<{
  readonly quoteSent: (subject: QuoteSubject) => MailText
  readonly orderConfirmed: (subject: OrderSubject) => MailText
}>("@caleche/core/messages/MailTexts", {
  defaultValue: () => ({
    quoteSent: ({ operator, recipient, quote }) => ({
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
        ``,
        operator.name,
      ].join("\n"),
    }),
    orderConfirmed: ({ operator, recipient, quote, order }) => ({
      subject: `Your order ${order.number} at ${operator.name}`,
      text: [
        `Dear ${recipient.name},`,
        ``,
        `thank you for accepting our quote ${quote.number}. Your order is ${order.number}.`,
        `Total to pay: ${Money.format(order.totals.payable, order.currency)} ${order.currency}, VAT included.`,
        ``,
        operator.name,
      ].join("\n"),
    }),
  }),
})
