import { CaptureBox, type Mail, Mailer, MessageId, OperatorId } from "@caleche/core"
import { Effect } from "effect"
import { appendFile, readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { mailFile as layer } from "../../src/cli.ts"
import { folder } from "./caleche.ts"

const operatorId = OperatorId.make("00000000-0000-7000-8000-000000000001")
const mail = (n: number): Mail => ({
  id: MessageId.make(`00000000-0000-7000-8000-00000000010${n}`),
  operatorId,
  to: "jeanne@example.org",
  subject: `Mail ${n}`,
  text: "Two\nlines – and « accents »",
})

const newFile = async () => join(await folder(onTestFinished), "below", "mail.jsonl")
const send = (file: string, ...mails: ReadonlyArray<Mail>) =>
  Effect.runPromise(
    Effect.provide(
      Mailer.use((mailer) => Effect.forEach(mails, mailer.send, { concurrency: 4 })),
      layer(file),
      { local: true },
    ),
  )
const kept = (file: string, of = operatorId) =>
  Effect.runPromise(
    Effect.provide(
      CaptureBox.use((box) => box.mails(of)),
      layer(file),
      { local: true },
    ),
  )

it("mails are there after a restart, oldest first", async () => {
  const file = await newFile()
  await send(file, mail(1))
  await send(file, mail(2), mail(3))
  expect(await kept(file)).toEqual([mail(1), mail(2), mail(3)])
})

it("a mail delivered again under its id is there once, in the file too", async () => {
  const file = await newFile()
  await send(file, mail(1), mail(1))
  await send(file, mail(1))
  expect(await kept(file)).toEqual([mail(1)])
  expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(1)
})

it("a line cut short by a crash is dropped, and spoils neither the line before nor the one after", async () => {
  const file = await newFile()
  await send(file, mail(1))
  await appendFile(file, `{"id":"00000000-0000`)
  await send(file, mail(2))
  expect(await kept(file)).toEqual([mail(1), mail(2)])
})

it("an operator sees its own mails only", async () => {
  const file = await newFile()
  await send(file, mail(1))
  expect(await kept(file, OperatorId.make("00000000-0000-7000-8000-000000000002"))).toEqual([])
})
