import { createDatabase, dropDatabase } from "@caleche/testing/postgres"
import { freshUuid } from "@caleche/testing"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { expecting, newClient, senderTo, sentQuote } from "../races/caller.ts"
import { serving } from "./serving.ts"

let folder: string
let database: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "caleche-crash-"))
  database = `crash_${freshUuid().slice(0, 8)}`
  await createDatabase(inject("postgresUrl"), database)
})
afterAll(async () => {
  await dropDatabase(inject("postgresUrl"), database)
  await rm(folder, { recursive: true, force: true })
})

/** The mails in a file: how often each id was delivered, and under which subject. */
const delivered = async (file: string): Promise<Map<string, ReadonlyArray<string>>> => {
  const text = await readFile(file, "utf8").catch(() => "")
  return Map.groupBy(
    text.split("\n").filter((line) => line !== ""),
    (line) => line.slice(0, 36),
  )
}

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 20_000; !(await what()); await sleep(100)) {
    if (Date.now() > end) throw new Error("it did not come to pass within 20 seconds")
  }
}

describe.each(["postgres", "pglite"] as const)("a server on %s killed with messages in its hands", (kind) => {
  const where = (name: string) => {
    if (kind === "pglite") return join(folder, `${name}-data`)
    const url = new URL(inject("postgresUrl"))
    url.pathname = `/${database}`
    return url.href
  }

  it("before delivery: after a restart each mail is there once", async () => {
    const mails = join(folder, `${kind}-before`)
    const first = await serving(kind, where("before"), mails, "before")
    const send = senderTo(first.url)
    const quote = await sentQuote(send, await newClient(send))
    await expecting(200, send("POST", `/v1/quotes/${quote}/accept`, {}))
    await first.hanging()
    await first.kill()
    expect((await delivered(mails)).size).toBe(0)
    const second = await serving(kind, where("before"), mails)
    await until(async () => (await delivered(mails)).size === 2)
    await sleep(2_500) // a lease and a half: nothing comes again
    expect([...(await delivered(mails)).values()].map(({ length }) => length)).toEqual([1, 1])
    await second.kill()
  })

  it("after delivery, before settling: the mail comes again under the same id, and under no other", async () => {
    const mails = join(folder, `${kind}-after`)
    const first = await serving(kind, where("after"), mails, "after")
    const send = senderTo(first.url)
    await sentQuote(send, await newClient(send))
    await first.hanging()
    await first.kill()
    const before = await delivered(mails)
    expect(before.size).toBe(1)
    const second = await serving(kind, where("after"), mails)
    await until(async () => [...(await delivered(mails)).values()].some(({ length }) => length === 2))
    await sleep(2_500)
    expect([...(await delivered(mails)).entries()].map(([id, { length }]) => [id, length])).toEqual(
      [...before.keys()].map((id) => [id, 2]),
    )
    await second.kill()
  })
})
