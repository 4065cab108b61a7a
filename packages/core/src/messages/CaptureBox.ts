/** A mailer that keeps every mail instead of sending it: for development, demonstrations and tests. */
import { Context, Effect, Layer } from "effect"
import { type Mail, Mailer } from "../ports/Mailer.ts"
import type { OperatorId } from "../shared/Ids.ts"

/** The most recent mails, oldest first; a mail delivered twice under one id shows once. */
export class CaptureBox extends Context.Service<
  CaptureBox,
  { readonly mails: (operatorId: OperatorId) => Effect.Effect<ReadonlyArray<Mail>> }
>()("@caleche/core/messages/CaptureBox") {
  /** Keeps the last `most` mails (1,000 unless told) in memory, for all operators together. */
  static readonly layerMemory = (most = 1_000): Layer.Layer<CaptureBox | Mailer> =>
    Layer.effectContext(
      Effect.sync(() => {
        const kept = new Map<string, Mail>()
        const send = (mail: Mail) =>
          Effect.sync(() => {
            kept.set(mail.id, mail)
            if (kept.size > most) kept.delete(kept.keys().next().value!) // not empty: one was just added
          })
        const mails = (operatorId: OperatorId) =>
          Effect.sync(() => [...kept.values()].filter((mail) => mail.operatorId === operatorId))
        return Context.make(CaptureBox, CaptureBox.of({ mails })).pipe(
          Context.add(Mailer, Mailer.of({ send })),
        )
      }),
    )
}
