import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { applySurcharges } from "../../../src/pricing/tariff/applySurcharges.ts"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { check, classes } from "../../properties.ts"
import { arithmetic, bookWith, priceOf, type Ride, situationOf } from "./demo.ts"
import { amountsTimes, anyBook, anyRide, type BookJson, kindsOf, monotoneBook } from "./books.ts"

const compiled = (book: BookJson) => compileTariffs(bookWith({ ...book }))
const price = (book: BookJson, ride: Ride, zone?: Exact.Exact) =>
  priceOf(ride, compiled(book), zone === undefined ? undefined : { factor: zone, inputs: {} })
const zoneFactor = fc.option(
  fc.integer({ min: 5_000, max: 20_000 }).map((n) => Exact.of(n, 10_000)),
  { nil: undefined },
)
const shuffled = <A>(list: ReadonlyArray<A>) => fc.shuffledSubarray([...list], { minLength: list.length })

describe("a tariff price", () => {
  it("is the sum of the parts of its explanation, rounding included", () => {
    const seen = classes([
      "additive",
      "compound",
      "season",
      "amount",
      "minimum applied",
      "prorated",
      "mark-up",
      "floor",
    ])
    check(
      fc.property(anyBook, anyRide, zoneFactor, (book, ride, zone) => {
        const priced = price(book, ride, zone)
        const parts = priced.trace.parts
        expect(
          Exact.equals(Exact.sum(parts.map(({ amount }) => amount)), priced.amount),
          `${arithmetic(priced)}`,
        ).toBe(true)
        const written = arithmetic(priced).split("\n")
        expect(written.at(-1)).toMatch(/^ROUNDING/)
        const of = kindsOf(book, parts)
        seen.note(
          of("ADDITIVE") && "additive",
          of("COMPOUND") && "compound",
          of("SEASON") && "season",
          of("AMOUNT") && "amount",
          of("MINIMUM_FARE") && "minimum applied",
          of("PRORATED") && "prorated",
          of("MARK_UP") && "mark-up",
          of("FLOOR") && "floor",
        )
      }),
      1_500,
    )
    seen.enough()
  })

  it("is base × (1 + Σ additive) × Π compound + Σ amounts, not below the minimum, whatever carries the name of a rule", () => {
    const seen = classes(["several additive", "several compound", "amounts", "minimum"])
    const share = fc.integer({ min: -3_000, max: 6_000 })
    check(
      fc.property(
        fc.integer({ min: 0, max: 300_000 }),
        fc.array(share, { maxLength: 4 }),
        fc.array(share, { maxLength: 4 }),
        fc.array(fc.integer({ min: -200, max: 5_000 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 20_000 }),
        (distance, additive, compound, amounts, minimum) => {
          const decimal = (n: number, scale: number) => (n / 10 ** scale).toFixed(scale)
          const rule = (id: string, effect: object, mode: string) => ({
            kind: "TIME_RULE",
            id,
            name: id,
            when: {},
            effect,
            mode,
          })
          const book: BookJson = {
            tariffs: [
              {
                id: "t",
                name: "t",
                vehicleCategory: null,
                rules: [
                  {
                    kind: "DISTANCE_TIERS",
                    id: "km",
                    name: "km",
                    mode: "INCREMENTAL",
                    tiers: [{ upToKm: null, perKm: "1.37" }],
                  },
                  { kind: "MINIMUM_FARE", id: "m", name: "m", amount: decimal(minimum, 2) },
                ],
              },
            ],
            rules: [
              ...additive.map((n, at) => rule(`a${at}`, { percentage: decimal(n, 4) }, "ADDITIVE")),
              ...compound.map((n, at) => rule(`c${at}`, { percentage: decimal(n, 4) }, "COMPOUND")),
              ...amounts.map((n, at) => rule(`x${at}`, { amount: decimal(n, 2) }, "COMPOUND")),
            ],
          }
          // By hand, in ten-thousandths of ten-thousandths …: one bigint fraction.
          const sum = 10_000 + additive.reduce((all, n) => all + n, 0)
          const numerator = compound.reduce(
            (all, n) => all * BigInt(10_000 + n),
            BigInt(distance) * 137n * BigInt(Math.max(0, sum)),
          )
          const denominator = 100_000n * 10_000n * 10_000n ** BigInt(compound.length)
          const added = BigInt(amounts.reduce((all, n) => all + n, 0))
          const cents = [numerator * 100n + added * denominator, denominator] as const
          const floor = BigInt(minimum) * denominator
          const expected = cents[0] < floor ? floor : cents[0]
          const priced = price(book, { at: "2026-05-07T12:00:00Z", km: distance / 1_000 })
          const { d, n } = priced.amount
          expect(BigInt(n) * denominator * 100n, `${arithmetic(priced)}`).toBe(expected * BigInt(d))
          seen.note(
            additive.length > 1 && "several additive",
            compound.length > 1 && "several compound",
            amounts.length > 0 && "amounts",
            cents[0] < floor && "minimum",
          )
        },
      ),
      600,
    )
    seen.enough()
  })

  it("does not depend on the order of rules, nor on what their ids and priorities order", () => {
    const orders = anyBook.chain((book) =>
      fc.tuple(
        fc.constant(book),
        fc.record({
          rules: shuffled(book.rules),
          tariffs: fc
            .tuple(
              ...book.tariffs.map((tariff) => shuffled(tariff.rules).map((rules) => ({ ...tariff, rules }))),
            )
            .chain(shuffled),
        }),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 12, maxLength: 12 }),
      ),
    )
    check(
      fc.property(orders, anyRide, ([book, other, priorities], ride) => {
        const usual = price(book, ride)
        const again = price(other, ride)
        expect(arithmetic(again)).toBe(arithmetic(usual))
        const reordered = {
          ...book,
          rules: book.rules.map((rule, at) => ({ ...rule, priority: priorities[at] ?? 0 })),
        }
        expect(Exact.equals(price(reordered, ride).amount, usual.amount)).toBe(true)
      }),
      400,
    )
  })

  it("is never below zero, and scales exactly with every amount of the book", () => {
    const seen = classes(["whole factor", "fraction"])
    check(
      fc.property(anyBook, anyRide, fc.constantFrom(2, 3, 10, 0.5), (book, ride, k) => {
        seen.note(k >= 1 ? "whole factor" : "fraction")
        const usual = price(book, ride)
        const factor = k === 0.5 ? Exact.of(1, 2) : Exact.of(k)
        const cost = ride.cost === undefined ? {} : { cost: Exact.multiply(ride.cost, factor) }
        const scaled = price(amountsTimes(book, k), { ...ride, ...cost })
        expect(Exact.compare(usual.amount, Exact.zero)).toBeGreaterThanOrEqual(0)
        expect(
          Exact.equals(scaled.amount, Exact.multiply(usual.amount, factor)),
          `${arithmetic(scaled)}\n×${k}\n${arithmetic(usual)}`,
        ).toBe(true)
        const nets = Exact.toMoney(scaled.amount, "EUR") - k * Exact.toMoney(usual.amount, "EUR")
        expect(Math.abs(nets)).toBeLessThanOrEqual((k + 1) / 2)
      }),
      500,
    )
    seen.enough()
  })

  it("never falls with more kilometres, minutes or passengers under a monotone book", () => {
    const seen = classes([
      "whole-trip tiers",
      "several tiers",
      "minimum",
      "amount per unit",
      "more km",
      "more minutes",
      "more passengers",
    ])
    const more = fc.record({
      km: fc.integer({ min: 0, max: 120 }),
      minutes: fc.integer({ min: 0, max: 600 }),
      passengers: fc.integer({ min: 0, max: 5 }),
    })
    check(
      fc.property(monotoneBook, anyRide, more, zoneFactor, (book, ride, added, zone) => {
        const { km = 0, minutes = 1, passengers = 1 } = ride
        const less = price(book, ride, zone)
        const larger = price(
          book,
          {
            ...ride,
            km: km + added.km / 4,
            minutes: minutes + added.minutes,
            passengers: passengers + added.passengers,
          },
          zone,
        )
        expect(
          Exact.compare(larger.amount, less.amount),
          `${arithmetic(larger)}\nafter\n${arithmetic(less)}`,
        ).toBeGreaterThanOrEqual(0)
        const written = JSON.stringify(book)
        seen.note(
          written.includes("WHOLE_TRIP") && "whole-trip tiers",
          /upToKm":"/.test(written) && "several tiers",
          written.includes("MINIMUM_FARE") && "minimum",
          written.includes("amountPer") && "amount per unit",
          added.km > 0 && "more km",
          added.minutes > 0 && "more minutes",
          added.passengers > 0 && "more passengers",
        )
      }),
      1_000,
    )
    seen.enough()
  })
})

describe("surcharges on an agreed price", () => {
  const contract = (book: BookJson, ride: Ride, base: Exact.Exact) =>
    applySurcharges(base, situationOf(ride), compiled(book))

  it("are amount = base × factor + added, with parts that sum to what the amount grew by", () => {
    check(
      fc.property(anyBook, anyRide, fc.integer({ min: 0, max: 5_000_000 }), (book, ride, cents) => {
        const base = Exact.of(cents, 100)
        const { added, amount, factor, parts } = contract(book, ride, base)
        expect(Exact.equals(amount, Exact.add(Exact.multiply(base, factor), added))).toBe(true)
        expect(Exact.equals(Exact.subtract(amount, base), Exact.sum(parts.map((part) => part.amount)))).toBe(
          true,
        )
        for (const { kind } of parts) expect(["TIME_RULE", "SEASON", "FLOOR"]).toContain(kind)
      }),
      500,
    )
  })

  it("are the book's own: no minimum, no mark-up, no rule of a single tariff", () => {
    const book = {
      tariffs: [],
      rules: [
        { kind: "MINIMUM_FARE", id: "m", name: "m", amount: "500.00" },
        { kind: "MARK_UP", id: "u", name: "u", over: { markUp: "9" } },
        { kind: "TIME_RULE", id: "n", name: "n", when: {}, effect: { percentage: "0.20" } },
        { kind: "SEASON", id: "s", name: "s", from: "2026-05-01", to: "2026-05-31", factor: "1.5" },
      ],
    }
    const { factor, parts, amount, missing } = contract(book, { at: "2026-05-07T12:00:00Z" }, Exact.of(90))
    expect([Exact.format(amount), Exact.format(factor), parts.length, missing]).toEqual(["162", "1.8", 2, []])
  })

  it("say what a rule needs that the trip does not tell", () => {
    const perKm = {
      kind: "TIME_RULE",
      id: "k",
      name: "k",
      when: {},
      effect: { amountPer: "KM", unitPrice: "0.10" },
    }
    expect(
      contract({ tariffs: [], rules: [perKm] }, { at: "2026-05-07T12:00:00Z" }, Exact.of(90)).missing,
    ).toEqual(["distanceKm"])
  })
})
