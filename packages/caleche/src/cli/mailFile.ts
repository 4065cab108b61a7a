/**
 * A capture box that outlives the process: one mail a line, appended, never changed.
 *
 * A mail that is delivered again under its id, as after a crash between delivering and settling, is there once.
 */
import { CaptureBox, Mail, Mailer, MailNotSent } from "@caleche/core"
import { Context, Effect, Layer, Option, Schema, Semaphore } from "effect"
import { mkdir, open, readFile } from "node:fs/promises"
import { dirname } from "node:path"

const Written = Schema.fromJsonString(Mail)
const decode = Schema.decodeUnknownOption(Written)
const encode = Schema.encodeSync(Written)

/** Mails in `file`, which is made when missing; fails as a defect when it can be neither read nor written. */
export const layer = (file: string): Layer.Layer<CaptureBox | Mailer> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const kept = new Map<string, Mail>()
      const text = yield* Effect.promise(() => contentOf(file))
      for (const line of text.split("\n")) {
        const mail = decode(line) // a line cut short by a crash is no mail: it will be delivered again
        if (Option.isSome(mail)) kept.set(mail.value.id, mail.value)
      }
      const handle = yield* Effect.acquireRelease(
        Effect.promise(() => open(file, "a", 0o600)),
        (opened) => Effect.promise(() => opened.close()),
      )
      const append = (line: string) =>
        Effect.tryPromise({
          try: () => handle.appendFile(`${line}\n`),
          catch: () => new MailNotSent({ permanent: false, reason: "the mail file cannot be written" }),
        })
      if (text !== "" && !text.endsWith("\n")) yield* Effect.orDie(append(""))
      const turn = yield* Semaphore.make(1)
      const send = (mail: Mail) =>
        turn.withPermits(1)(
          Effect.suspend(() =>
            kept.has(mail.id)
              ? Effect.void
              : Effect.map(append(encode(mail)), () => void kept.set(mail.id, mail)),
          ),
        )
      const mails: CaptureBox["Service"]["mails"] = (operatorId) =>
        Effect.sync(() => [...kept.values()].filter((mail) => mail.operatorId === operatorId))
      return Context.make(CaptureBox, CaptureBox.of({ mails })).pipe(Context.add(Mailer, Mailer.of({ send })))
    }),
  )

async function contentOf(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  return readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return ""
    throw cause
  })
}
