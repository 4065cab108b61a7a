import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { CaptureBox } from "../../src/messages/CaptureBox.ts"
import { type Mail, Mailer } from "../../src/ports/Mailer.ts"
import { MessageId, OperatorId } from "../../src/shared/Ids.ts"
import { ids, uuid } from "../samples.ts"

const mail = (n: number, changes: Partial<Mail> = {}): Mail => ({
  id: MessageId.make(uuid(n)),
  operatorId: ids.operator,
  to: "jeanne@example.org",
  subject: `Mail ${n}`,
  text: "",
  ...changes,
})
const send = (...mails: ReadonlyArray<Mail>) =>
  Effect.flatMap(Mailer, (mailer) => Effect.forEach(mails, mailer.send, { discard: true }))
const shown = (operatorId = ids.operator) =>
  Effect.flatMap(CaptureBox, (box) =>
    Effect.map(box.mails(operatorId), (mails) => mails.map(({ subject }) => subject)),
  )

describe("the capture box", () => {
  it.effect("keeps the mails of each operator apart, oldest first", () =>
    Effect.gen(function* () {
      const other = OperatorId.make(uuid(77))
      yield* send(mail(2), mail(1), mail(3, { operatorId: other }))
      expect([yield* shown(), yield* shown(other)]).toEqual([["Mail 2", "Mail 1"], ["Mail 3"]])
    }).pipe(Effect.provide(CaptureBox.layerMemory())),
  )

  it.effect("shows a mail delivered twice under one id once", () =>
    Effect.gen(function* () {
      yield* send(mail(1), mail(2), mail(1))
      expect(yield* shown()).toEqual(["Mail 1", "Mail 2"])
    }).pipe(Effect.provide(CaptureBox.layerMemory())),
  )

  it.effect("forgets the oldest beyond its size", () =>
    Effect.gen(function* () {
      yield* send(mail(1), mail(2), mail(3), mail(4))
      expect(yield* shown()).toEqual(["Mail 3", "Mail 4"])
    }).pipe(Effect.provide(CaptureBox.layerMemory(2))),
  )
})
