/** Sends one mail. The id stays the same when a mail has to be sent again, so that a mailer can recognise it. */
import { Context, type Effect, Schema } from "effect"
import { MessageId, OperatorId } from "../shared/Ids.ts"

export const Mail = Schema.Struct({
  id: MessageId,
  operatorId: OperatorId,
  to: Schema.String,
  subject: Schema.String,
  text: Schema.String,
})
export type Mail = typeof Mail.Type

/** The mail did not go out. `permanent`: it never will, as it is. */
export class MailNotSent extends Schema.TaggedError<MailNotSent>()("MailNotSent", {
  permanent: Schema.Boolean,
  reason: Schema.String,
}) {}

export class Mailer extends Context.Service<
  Mailer,
  { readonly send: (mail: Mail) => Effect.Effect<void, MailNotSent> }
>()("@caleche/core/ports/Mailer") {}
