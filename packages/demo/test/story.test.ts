import { CaptureBox, IdGenerator, Messages, Relay, UseCases } from "@caleche/core"
import { layer as storage } from "@caleche/storage-memory"
import { DateTime, Effect, Layer } from "effect"
import { expect, it } from "vitest"
import { type Chapter, play } from "../src/index.ts"
import { atTime } from "../src/times.ts"
import { written } from "../src/written.ts"

const world = Relay.layer().pipe(
  Layer.provideMerge(Layer.merge(UseCases.layer, Messages.layer)),
  Layer.provideMerge(Layer.mergeAll(storage, CaptureBox.layerMemory(), IdGenerator.layer)),
)

const told = async (start: string): Promise<ReadonlyArray<Chapter>> => {
  const chapters: Array<Chapter> = []
  const story = play((chapter) => Effect.sync(() => void chapters.push(chapter)))
  await Effect.runPromise(
    story.pipe(atTime(DateTime.toUtc(DateTime.makeUnsafe(start))), Effect.provide(world)),
  )
  return chapters
}

it("the story goes from a first call to a completed order, with one refusal on the way", async () => {
  const chapters = await told("2026-06-01T08:00:00Z")
  expect(chapters.map(({ title }) => title)).toEqual([
    "A client calls",
    "Quote DEV-2026-00001, DRAFT",
    "Quote DEV-2026-00001, SENT",
    "Mail to jeanne@example.org: Quote DEV-2026-00001 from Demo VTC",
    "Accepted twice at once: one order",
    "Mail to jeanne@example.org: Your order CMD-2026-00001 at Demo VTC",
    "A driver cannot be in two places: DriverBusy",
    "Order CMD-2026-00001, CONFIRMED",
    "First car done: order CMD-2026-00001 IN_PROGRESS",
    "Second car done: order CMD-2026-00001 COMPLETED",
    "What happened, as the history has it",
  ])
})

it("totals are by VAT rate, and times are the operator's local ones", async () => {
  const chapters = await told("2026-06-01T08:00:00Z")
  const quote = chapters[1]!.lines.map((line) => line.replace(/ {2,}/, ": "))
  expect(quote.slice(-4)).toEqual([
    "Net: 385.00",
    "VAT 0.10 on 340.00: 34.00",
    "VAT 0.20 on 45.00: 9.00",
    "To pay, EUR: 428.00",
  ])
  expect(chapters[6]!.lines).toEqual(["Paul Durand drives from 14:00 to 15:30"])
})

it("holds over a night in which the clocks change", async () => {
  const chapters = await told("2026-10-22T08:00:00Z") // the trip is on 25 October, the day summer time ends
  expect(chapters[6]!.lines).toEqual(["Paul Durand drives from 14:00 to 15:30"])
  expect(chapters.at(-2)!.title).toContain("COMPLETED")
})

it("a pipe gets plain text, a terminal colours", () => {
  const chapter = { title: "Title", lines: ["one", "", "two"] }
  expect(written(chapter, false)).toBe("Title\n  one\n\n  two\n\n")
  expect(written(chapter, true)).toContain("\u001b[1;36mTitle\u001b[0m")
})
