/** Numbers count up without gap or duplicate, whatever is rolled back and however many write at once. */
import {
  DocumentNumber,
  type Operator,
  type Quote,
  QuoteId,
  QuoteRepository,
  UnitOfWork,
} from "@caleche/core"
import { as, freshUuid } from "@caleche/testing"
import { Effect, Random, Result } from "effect"
import { expect, test } from "vitest"
import { query, sentQuote, storageOn } from "./database.ts"

const { url, run } = storageOn("numbers", { pools: { writes: 32 } })

const seriesOf = (operator: Operator, year = 2026): DocumentNumber.Series => ({
  kind: "QUOTE",
  prefix: operator.prefixes.quote,
  year,
})

/** Inserts a copy of `quote`, and fails afterwards when told to. */
const insert = (operator: Operator, quote: Quote, series: DocumentNumber.Series, fails = false) =>
  Effect.gen(function* () {
    const { number: _, ...unnumbered } = quote
    const copy = { ...unnumbered, id: QuoteId.make(freshUuid()) }
    const unit = yield* UnitOfWork
    const quotes = yield* QuoteRepository
    return yield* unit.atomically(
      operator.id,
      Effect.tap(quotes.insert(operator.id, copy, series), () =>
        fails ? Effect.fail("rolled back" as const) : Effect.void,
      ),
    )
  })

test("numbers sorted as text: 64 writers at once, a tenth of them rolled back, past 99,999", async () => {
  const numbers = await run(
    Effect.gen(function* () {
      const { actor, operator, quote } = yield* sentQuote
      const series = seriesOf(operator)
      yield* Effect.promise(() =>
        query(
          url,
          "insert into caleche.counters values ($1, 'QUOTE', 2026, 99979) on conflict (operator_id, kind, year) do update set last = 99979",
          [operator.id],
        ),
      )
      const writer = (index: number) =>
        Random.nextBetween(0, 20).pipe(
          Effect.flatMap((millis) => Effect.sleep(millis)),
          Effect.andThen(Effect.result(insert(operator, quote, series, index % 10 === 0))),
          as(actor),
        )
      const written = yield* Effect.forEach(
        Array.from({ length: 64 }, (_, i) => i),
        writer,
        { concurrency: 64 },
      )
      return written.filter(Result.isSuccess).map(({ success }) => success.number)
    }),
  )
  const expected = Array.from({ length: 57 }, (_, i) =>
    DocumentNumber.format({ kind: "QUOTE", prefix: "DEV", year: 2026 }, 99_980 + i),
  )
  expect(expected).toContain("DEV-2026-100000")
  expect(numbers.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))).toEqual(expected)
})

test("numbers unique across operators but counted per operator: the first of two, and of two years, at once", async () => {
  const made = await run(
    Effect.gen(function* () {
      const [one, two] = [yield* sentQuote, yield* sentQuote]
      const firsts = [one, two].flatMap(({ operator, quote }) =>
        [2027, 2028].flatMap((year) =>
          [1, 2, 3].map(() => insert(operator, quote, seriesOf(operator, year))),
        ),
      )
      return yield* Effect.all(firsts, { concurrency: "unbounded" })
    }),
  )
  const numbers = made.map(({ number }) => number).toSorted()
  const both = (number: string) => [number, number]
  expect(numbers).toEqual(
    [
      "DEV-2027-00001",
      "DEV-2027-00002",
      "DEV-2027-00003",
      "DEV-2028-00001",
      "DEV-2028-00002",
      "DEV-2028-00003",
    ].flatMap(both),
  )
})
