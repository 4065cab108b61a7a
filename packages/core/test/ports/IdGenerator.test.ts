import { describe, expect, it } from "@effect/vitest"
import { Effect, Random, Result, Schema } from "effect"
import { TestClock } from "effect/testing"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { ClientId } from "../../src/shared/Ids.ts"

const start = Date.UTC(2026, 10, 22, 9)
const many = (count: number) =>
  Effect.flatMap(IdGenerator, ({ next }) => Effect.all(Array.from({ length: count }, () => next)))
/** `effect` with a generator of its own, at nine o'clock. */
const fresh = <A, E>(effect: Effect.Effect<A, E, IdGenerator>) =>
  Effect.andThen(TestClock.setTime(start), Effect.provide(effect, IdGenerator.layer, { local: true }))
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
/** Time and counter: what ids are ordered by. */
const rankOf = (id: string): string => id.slice(0, 18)

describe("IdGenerator", () => {
  it.effect("gives UUIDs of version 7 with the time of the clock in front (RFC 9562)", () =>
    fresh(
      Effect.gen(function* () {
        const { next } = yield* IdGenerator
        for (const step of [0, 1, 999, 86_400_000]) {
          yield* TestClock.adjust(step)
          const now = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
          const id = yield* next
          expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
          expect(timeOf(id)).toBe(now)
          expect(Result.isSuccess(Schema.decodeUnknownResult(ClientId)(id))).toBe(true)
        }
      }),
    ),
  )

  it.effect("10,000 ids of one millisecond are different and come in order", () =>
    fresh(
      Effect.gen(function* () {
        const ids = yield* many(10_000)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.toSorted()).toEqual(ids)
        expect(new Set(ids.map(rankOf)).size).toBe(ids.length)
      }),
    ),
  )

  it.effect(
    "ids made side by side take different places in the order, and each maker's own come in order",
    () =>
      fresh(
        Effect.gen(function* () {
          const makers = yield* Effect.all(
            Array.from({ length: 4 }, () => many(1_500)),
            { concurrency: "unbounded" },
          )
          const all = makers.flat()
          expect(new Set(all.map(rankOf)).size).toBe(all.length)
          for (const ids of makers) expect(ids.toSorted()).toEqual(ids)
        }),
      ),
  )

  it.effect("an id made later sorts after, also when the clock is turned back", () =>
    fresh(
      Effect.gen(function* () {
        const { next } = yield* IdGenerator
        const ids = [yield* next]
        for (const millis of [start + 5, start + 5, start, start + 4, start + 6]) {
          yield* TestClock.setTime(millis)
          ids.push(yield* next)
        }
        expect(ids.toSorted()).toEqual(ids)
        expect(timeOf(ids.at(-1)!)).toBe(start + 6)
      }),
    ),
  )

  it.effect("the same seed and clock give the same ids, another seed others", () =>
    Effect.gen(function* () {
      const run = (seed: string) => fresh(many(50)).pipe(Random.withSeed(seed))
      const first = yield* run("a seed")
      expect(yield* run("a seed")).toEqual(first)
      const other = yield* run("another seed")
      expect(other.filter((id) => first.includes(id))).toEqual([])
    }),
  )

  it.effect("all the bits that are left to chance vary", () =>
    fresh(
      Effect.gen(function* () {
        const ids = yield* many(1_000)
        const chance = ids.map((id) => BigInt(`0x${id.slice(19).replaceAll("-", "")}`))
        for (let bit = 0n; bit < 62n; bit++) {
          const ones = chance.filter((bits) => ((bits >> bit) & 1n) === 1n).length
          expect(ones, `bit ${bit}`).toBeGreaterThan(350)
          expect(ones, `bit ${bit}`).toBeLessThan(650)
        }
      }),
    ),
  )
})
