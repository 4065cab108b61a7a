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

/** The one chapter whose title begins so, its columns a colon apart. */
const chapterOf = (chapters: ReadonlyArray<Chapter>, title: string): ReadonlyArray<string> => {
  const found = chapters.filter((chapter) => chapter.title.startsWith(title))
  expect(found.map((chapter) => chapter.title)).toHaveLength(1)
  return found[0]!.lines.map((line) => line.trim().replace(/ {2,}/, ": "))
}

it("the story goes from a first call to a completed and corrected order, with one refusal on the way", async () => {
  const chapters = await told("2026-06-01T08:00:00Z")
  expect(chapters.map(({ title }) => title)).toEqual([
    "A client calls",
    "TRANSFER at the agreed price, with fees of the catalogue: quote DEV-2026-00001, DRAFT",
    "TRANSFER by the tariff, at night: quote DEV-2026-00002, DRAFT",
    "EXCURSION, longer and farther than the package: quote DEV-2026-00003, DRAFT",
    "OFF_GRID, priced by hand: quote DEV-2026-00004, DRAFT",
    "DISPO, a car and its driver for four hours: quote DEV-2026-00005, DRAFT",
    "And a second car at noon: quote DEV-2026-00005, DRAFT",
    "Quote DEV-2026-00005, SENT",
    "Mail to voyages@lumiere.example: Quote DEV-2026-00005 from Demo VTC",
    "Accepted twice at once: 1 order",
    "Mail to voyages@lumiere.example: Your order CMD-2026-00001 at Demo VTC",
    "A driver cannot be in two places: DriverBusy",
    "Order CMD-2026-00001, CONFIRMED",
    "Transfer done: order CMD-2026-00001 IN_PROGRESS",
    "Hire done: order CMD-2026-00001 COMPLETED",
    "What it took corrects what was quoted",
    "Order CMD-2026-00001, totals by VAT",
    "What happened, as the history has it",
  ])
  expect(new Set(chapterOf(chapters, "Accepted twice"))).toEqual(
    new Set(["quote DEV-2026-00005 ACCEPTED, order CMD-2026-00001 PENDING"]),
  )
})

it("F21 F66 F67 F68 F89 an agency's price beats the operator's, and the explanation says by how much", async () => {
  const lines = chapterOf(await told("2026-06-01T08:00:00Z"), "TRANSFER at the agreed price")
  expect(lines).toContain("not ROUTE PARIS – CDG: LOWER_LEVEL, would be 120.00")
  expect(lines.slice(-3)).toEqual(["Net: 143.00", "VAT 0.10 on 143.00: 14.30", "To pay, EUR: 157.30"])
})

it("F69 F70 F89 a night by the tariff names the rule that raised it, and what would have given less", async () => {
  const lines = chapterOf(await told("2026-06-01T08:00:00Z"), "TRANSFER by the tariff")
  expect(lines).toContainEqual(expect.stringMatching(/^TIME_RULE Night, .*percentage 0\.20.* → /))
  expect(lines).toContainEqual(expect.stringMatching(/^not TIME_RATE Time: LOWER_AMOUNT, would be /))
})

it("F73 F74 F76 example S27: 6 h 10 and 92 km of a half-day excursion", async () => {
  const lines = chapterOf(await told("2026-06-01T08:00:00Z"), "EXCURSION")
  expect(lines.slice(-3)).toEqual(["Net: 450.50", "VAT 0.10 on 450.50: 45.05", "To pay, EUR: 495.55"])
})

it("F80 example S29: what a hire took beyond what was quoted is billed, and VAT is added up by rate", async () => {
  const chapters = await told("2026-06-01T08:00:00Z")
  expect(chapterOf(chapters, "What it took").filter((line) => line.includes("×"))).toEqual([
    "Time beyond the quote, 1.5 hour × 60.00: 90.00",
    "Kilometres beyond the quote, 31 km × 1.80: 55.80",
  ])
  expect(chapterOf(chapters, "Order CMD-2026-00001, totals").slice(-4)).toEqual([
    "Net: 475.80",
    "VAT 0.10 on 90.00: 9.00",
    "VAT 0.20 on 385.80: 77.16",
    "To pay, EUR: 561.96",
  ])
})

it("times are the operator's local ones, also when the clocks change in between", async () => {
  for (const start of ["2026-06-01T08:00:00Z", "2026-10-16T08:00:00Z"])
    // the second travels on 25 October
    expect(chapterOf(await told(start), "A driver cannot")).toEqual([
      "Paul Durand drives from 09:00 to 13:00",
    ])
})

it("a pipe gets plain text, a terminal colours", () => {
  const chapter = { title: "Title", lines: ["one", "", "two"] }
  expect(written(chapter, false)).toBe("Title\n  one\n\n  two\n\n")
  expect(written(chapter, true)).toContain("\u001b[1;36mTitle\u001b[0m")
})
