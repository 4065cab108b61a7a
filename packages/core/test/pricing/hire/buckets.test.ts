import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { priceHire } from "../../../src/pricing/hire/choose.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { check, classes } from "../../properties.ts"
import { bookOf, buckets, clock, hiring, nightBuckets, priced } from "../hiring.ts"

const style = { packagesUnderTariff: false, alwaysOverage: false, warnings: () => [] }
const price = (rate: object, asked: Parameters<typeof hiring>[1]) =>
  priced(priceHire(hiring("DISPO", asked), bookOf({ rates: [{ ...buckets, ...rate }] }), style)).lines

describe("buckets of a hire by time", () => {
  it.each([
    ["S33", 180, "260.00", 240, "below the first bucket its price holds"],
    ["S33b", 240, "260.00", 240, "the first bucket itself"],
    ["the last", 720, "690.00", 720, "12 h"],
    ["beyond", 721, "720.00", 750, "690 + 1 started half hour × 60"],
    ["beyond b", 780, "750.00", 780, "690 + 2 started half hours × 60"],
  ])("%s: %d minutes cost %s and cover %d: %s", (id, minutes, net, covered) => {
    const lines = price({}, { minutes })
    expect(lines, `${id}`).toCost([net])
    expect(lines[0].terms?.billedMinutes).toBe(covered)
  })

  it.each([
    ["ROUND_UP", "480.00", 480],
    ["ROUND_DOWN", "375.00", 420],
    ["PROPORTIONAL", "427.50", 420], // 375 + (480 − 375) × 1 h ÷ 2 h
  ])("7 h between 6 h at 375 and 8 h at 480, %s: %s, covering %d minutes", (between, net, covered) => {
    const lines = price({ between }, { minutes: 420 })
    expect(lines, `${between}`).toCost([net])
    expect(lines[0].terms?.billedMinutes).toBe(covered)
  })

  it("a proportional price keeps its fraction until the line is rounded", () =>
    expect(price({ between: "PROPORTIONAL" }, { minutes: 260 }), "PROPORTIONAL 4 h 20").toCost(["280.00"]))

  it.each([
    ["by day", "2026-05-07T10:00:00+02:00", 300, "320.00"],
    ["by night", "2026-05-07T22:00:00+02:00", 300, "400.00"],
    ["half and half", "2026-05-07T18:30:00+02:00", 300, "360.00"], // 320 × ½ + 400 × ½
    ["3 h, of the first bucket's 4 h 1 h at night", "2026-05-07T18:00:00+02:00", 180, "295.00"], // 260 × ¾ + 400 × ¼
  ])("with night buckets, %s", (id, at, minutes, net) =>
    expect(price({ nightBuckets }, { minutes, at }), `${id}`).toCost([net]),
  )

  it("the night of a hire is the rate's own where it says so", () =>
    expect(
      price(
        { nightBuckets, night: { from: "20:00", to: "06:00" } },
        { minutes: 300, at: "2026-05-07T18:30:00+02:00" },
      ),
      "20:00 to 06:00",
    ).toCost(["376.00"])) // 320 × 1.5/5 + 400 × 3.5/5

  it("the parts of a weighed price name the share of each and add up to it", () => {
    const [line] = price({ nightBuckets }, { minutes: 300, at: "2026-05-07T18:30:00+02:00" })
    expect(line.trace.parts.map(({ kind, inputs }) => [kind, inputs["share"]])).toEqual([
      ["BUCKET", "0.5"],
      ["NIGHT_BUCKET", "0.5"],
    ])
    expect(Exact.format(Exact.sum(line.trace.parts.map(({ amount }) => amount)))).toBe("360")
  })
})

const anyBuckets = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 90_000 })), {
    minLength: 1,
    maxLength: 6,
    selector: ([quarters]) => quarters,
  })
  .map((drawn) => drawn.map(([quarters, cents]) => ({ minutes: quarters * 15, cents })))
const rowOf = (all: ReadonlyArray<{ minutes: number; cents: number }>) =>
  all.map(({ cents, minutes }) => ({ minutes, price: (cents / 100).toFixed(2) }))
/** Often a whole number of quarters, as buckets are. */
const anyMinutes = fc.oneof(fc.integer({ min: 1, max: 720 }), {
  weight: 2,
  arbitrary: fc.integer({ min: 1, max: 30 }).map((quarters) => quarters * 15),
})
const anyRate = fc.record({
  between: fc.constantFrom("ROUND_UP" as const, "ROUND_DOWN" as const, "PROPORTIONAL" as const),
  buckets: anyBuckets,
  perHourBeyond: fc.integer({ min: 0, max: 10_000 }),
  incrementMinutes: fc.constantFrom(1, 15, 30, 60),
})
const rateRow = (rate: typeof anyRate extends fc.Arbitrary<infer R> ? R : never) => ({
  between: rate.between,
  buckets: rowOf(rate.buckets),
  perHourBeyond: (rate.perHourBeyond / 100).toFixed(2),
  incrementMinutes: rate.incrementMinutes,
})

/** Cents × 60 × the width of the gap, read off the words of the rule one bucket at a time. */
const literally = (
  rate: typeof anyRate extends fc.Arbitrary<infer R> ? R : never,
  minutes: number,
): bigint[] => {
  let lower: { minutes: number; cents: number } | undefined
  let upper: { minutes: number; cents: number } | undefined
  for (const bucket of rate.buckets) {
    if (bucket.minutes <= minutes && (lower === undefined || bucket.minutes > lower.minutes)) lower = bucket
    if (bucket.minutes >= minutes && (upper === undefined || bucket.minutes < upper.minutes)) upper = bucket
  }
  if (upper === undefined) {
    let blocks = 0
    while (lower!.minutes + blocks * rate.incrementMinutes < minutes) blocks++
    return [
      BigInt(lower!.cents) * 60n + BigInt(rate.perHourBeyond) * BigInt(blocks * rate.incrementMinutes),
      6_000n,
    ]
  }
  if (lower === undefined || lower === upper || rate.between === "ROUND_UP")
    return [BigInt(upper.cents), 100n]
  if (rate.between === "ROUND_DOWN") return [BigInt(lower.cents), 100n]
  const width = BigInt(upper.minutes - lower.minutes)
  return [
    BigInt(lower.cents) * width + BigInt(upper.cents - lower.cents) * BigInt(minutes - lower.minutes),
    100n * width,
  ]
}

describe("buckets, for any row of them", () => {
  it("agree with a slow, literal reading of the rule", () => {
    const seen = classes(["below the first", "on a bucket", "between", "beyond the last"])
    check(
      fc.property(anyRate, anyMinutes, (rate, minutes) => {
        const times = rate.buckets.map((bucket) => bucket.minutes)
        const on = times.includes(minutes)
        seen.note(
          minutes < Math.min(...times) && "below the first",
          on && "on a bucket",
          !on && minutes > Math.min(...times) && minutes < Math.max(...times) && "between",
          minutes > Math.max(...times) && "beyond the last",
        )
        const [line] = price(rateRow(rate), { minutes })
        const [n, d] = literally(rate, minutes)
        const exact = Exact.sum(line.trace.parts.map(({ amount }) => amount))
        expect(BigInt(exact.n) * d!).toBe(n! * BigInt(exact.d))
        expect(line.net).toBe(Exact.toMoney(exact, "EUR"))
      }),
      1_000,
    )
    seen.enough()
  })

  it("cost the same in whatever order they are written", () => {
    check(
      fc.property(anyRate, fc.integer({ min: 1, max: 720 }), (rate, minutes) => {
        const turned = { ...rate, buckets: rate.buckets.toReversed() }
        expect(price(rateRow(turned), { minutes })).toEqual(price(rateRow(rate), { minutes }))
      }),
    )
  })

  it("more time never costs less when no bucket and no started hour does", () => {
    check(
      fc.property(
        anyRate,
        fc.integer({ min: 1, max: 719 }),
        fc.integer({ min: 1, max: 240 }),
        (rate, minutes, more) => {
          const cents = rate.buckets.map((bucket) => bucket.cents).toSorted((a, b) => a - b)
          const rising = {
            ...rate,
            buckets: rate.buckets
              .toSorted((a, b) => a.minutes - b.minutes)
              .map(({ minutes }, n) => ({ minutes, cents: cents[n]! })), // as many as buckets
          }
          const [short] = price(rateRow(rising), { minutes })
          const [long] = price(rateRow(rising), { minutes: minutes + more })
          expect(long.net).toBeGreaterThanOrEqual(short.net)
        },
      ),
      500,
    )
  })
})

describe("day and night of a hire", () => {
  const day = 100_000
  const night = 200_000
  const flat = {
    buckets: [
      { minutes: 240, price: "1000.00" },
      { minutes: 1440, price: "1000.00" },
    ],
    nightBuckets: [
      { minutes: 240, price: "2000.00" },
      { minutes: 1440, price: "2000.00" },
    ],
  }
  const hours = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Paris",
    hour: "2-digit",
    hourCycle: "h23",
  })
  const isNight = (at: number) => {
    const hour = Number(hours.format(at))
    return hour >= 21 || hour < 7
  }
  // The nights in which the clocks of Paris change in 2026, and one in which they do not.
  const evenings = {
    March: "2026-03-28T17:00:00Z",
    October: "2026-10-24T17:00:00Z",
    May: "2026-05-07T17:00:00Z",
  }

  it("weigh by the minutes that really pass, counted one by one, also when the clocks change", () => {
    const seen = classes(["March", "October", "May", "below the first bucket", "day and night"])
    check(
      fc.property(
        fc.constantFrom("March" as const, "October" as const, "May" as const),
        fc.integer({ min: -240, max: 1_000 }),
        fc.integer({ min: 1, max: 1_200 }),
        (month, offset, minutes) => {
          const start = Date.parse(evenings[month]) + offset * 60_000
          const window = Math.max(minutes, 240)
          let dark = 0
          for (let minute = 0; minute < window; minute++) if (isNight(start + minute * 60_000)) dark++
          seen.note(
            month,
            minutes < 240 && "below the first bucket",
            dark > 0 && dark < window && "day and night",
          )
          const [line] = price(flat, { minutes, at: new Date(start).toISOString() })
          const exact = Exact.of(day * (window - dark) + night * dark, window * 100)
          expect(line.net).toBe(Exact.toMoney(exact, "EUR"))
        },
      ),
      300,
    )
    seen.enough()
  })

  it("from 21:00 to 07:00 nine hours pass in March and eleven in October", () => {
    expect(clock.momentOf(Date.parse("2026-03-28T20:00:00Z")).msOfDay).toBe(21 * 3_600_000)
    // 12 h from 20:00: 9 h of night and 3 h of day; 11 h of night and 1 h of day.
    const [march] = price(flat, { minutes: 720, at: "2026-03-28T20:00:00+01:00" })
    expect(march.net).toBe((100_000 * 3 + 200_000 * 9) / 12)
    const [october] = price(flat, { minutes: 720, at: "2026-10-24T20:00:00+02:00" })
    expect(october.net).toBe(Math.round((100_000 * 1 + 200_000 * 11) / 12))
  })
})
