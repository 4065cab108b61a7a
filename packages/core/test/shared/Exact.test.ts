import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Exact from "../../src/shared/Exact.ts"
import * as Money from "../../src/shared/Money.ts"
import { Quantity } from "../../src/shared/Quantity.ts"
import { UnitPrice } from "../../src/shared/UnitPrice.ts"
import { check, classes } from "../properties.ts"

/** The same amount as a fraction of whole numbers of any size: what every operation is held against. */
interface Fraction {
  readonly n: bigint
  readonly d: bigint
}
const fractionOf = ({ n, d }: Exact.Exact): Fraction => ({ n: BigInt(n), d: BigInt(d) })
const same = (a: Fraction, b: Fraction): boolean => a.n * b.d === b.n * a.d
const roundedTo = ({ n, d }: Fraction, scale: number): bigint => {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(scale)
  const up = scaled / d + (2n * (scaled % d) >= d ? 1n : 0n)
  return n < 0n ? -up : up
}
const isLarge = ({ n }: Exact.Exact): boolean => typeof n === "bigint"

/** Parts of prices, amounts that fill a number, and amounts beyond one: as the arithmetic makes them. */
const part = fc
  .tuple(fc.integer({ min: -(10 ** 7), max: 10 ** 7 }), fc.constantFrom(1, 3, 6, 7, 60, 100, 1_000, 10_000))
  .map(([n, d]) => Exact.of(n, d))
const wide = fc
  .tuple(
    fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  )
  .map(([n, d]) => Exact.of(n, d))
const beyond = fc.tuple(wide, wide).map(([a, b]) => Exact.multiply(a, b))
/** Where numbers stop: parts at and around 2^31, a third of 2^53, 2^52 and 2^53, over denominators as near to them. */
const near = fc
  .tuple(
    fc.constantFrom(0, 1, 2 ** 31, 2 ** 32, 3_002_399_751_580_331, 2 ** 52, Number.MAX_SAFE_INTEGER),
    fc.integer({ min: -3, max: 3 }),
  )
  .map(([edge, off]) => Math.min(edge + off, Number.MAX_SAFE_INTEGER))
const edge = fc
  .tuple(
    near,
    fc.oneof(
      fc.constantFrom(1, 2, 3, 6, 60, 100, 10 ** 4, 10 ** 12, 2 ** 13, 5 ** 13),
      near.filter((d) => d > 0),
    ),
    fc.boolean(),
  )
  .map(([n, d, negative]) => Exact.over(negative ? 0 - n : n, d))
const exact = fc.oneof(
  { arbitrary: part, weight: 4 },
  { arbitrary: edge, weight: 2 },
  { arbitrary: wide, weight: 1 },
  { arbitrary: beyond, weight: 1 },
  { arbitrary: fc.constant(Exact.zero), weight: 1 },
)

const sizeOf = (n: bigint): bigint => (n < 0n ? -n : n)
const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b))
const fitNumbers = ({ n, d }: Fraction): boolean => {
  const by = divisorOf(sizeOf(n), d)
  return [sizeOf(n), d].every((one) => one / by <= BigInt(Number.MAX_SAFE_INTEGER))
}

/** Every result is the right amount, in numbers if its lowest terms fit in them, in range, with a positive denominator. */
const expectIs = (found: Exact.Exact, expected: Fraction): void => {
  expect(same(fractionOf(found), expected), `${found.n}/${found.d} for ${expected.n}/${expected.d}`).toBe(
    true,
  )
  expect([typeof found.n, typeof found.d]).toEqual(
    fitNumbers(expected) ? ["number", "number"] : ["bigint", "bigint"],
  )
  expect(found.d > 0).toBe(true)
  if (typeof found.n === "number") {
    expect(Number.isSafeInteger(found.n) && Number.isSafeInteger(found.d)).toBe(true)
    expect(Object.is(found.n, -0)).toBe(false)
  }
}

/** What becomes of two amounts is what becomes of the two fractions. */
const expectArithmetic = (a: Exact.Exact, b: Exact.Exact) => {
  const [x, y] = [fractionOf(a), fractionOf(b)]
  const sum = Exact.add(a, b)
  const product = Exact.multiply(a, b)
  expectIs(sum, { n: x.n * y.d + y.n * x.d, d: x.d * y.d })
  expectIs(Exact.subtract(a, b), { n: x.n * y.d - y.n * x.d, d: x.d * y.d })
  expectIs(product, { n: x.n * y.n, d: x.d * y.d })
  expectIs(Exact.negate(a), { n: -x.n, d: x.d })
  if (y.n === 0n) expect(() => Exact.divide(a, b)).toThrow(RangeError)
  else
    expectIs(Exact.divide(a, b), y.n < 0n ? { n: -x.n * y.d, d: x.d * -y.n } : { n: x.n * y.d, d: x.d * y.n })
  const order = x.n * y.d - y.n * x.d
  expect(Math.sign(Exact.compare(a, b))).toBe(order < 0n ? -1 : order > 0n ? 1 : 0)
  expect(Exact.equals(a, b)).toBe(order === 0n)
  expect(Exact.equals(a, a)).toBe(true)
  expectIs(Exact.max(a, b), order >= 0n ? x : y)
  expectIs(Exact.min(a, b), order <= 0n ? x : y)
  const back = Exact.subtract(sum, b)
  expectIs(back, x)
  return { back, product, sum }
}

describe("exact amounts", () => {
  it("are added, subtracted, multiplied, divided and compared as fractions are", () => {
    const seen = classes([
      "out of bigint numbers only",
      "a bigint operand",
      "a bigint result",
      "back into numbers",
    ])
    check(
      fc.property(exact, exact, (a, b) => {
        const { back, product, sum } = expectArithmetic(a, b)
        seen.note(
          !isLarge(a) && !isLarge(b) && !isLarge(product) && "out of bigint numbers only",
          (isLarge(a) || isLarge(b)) && "a bigint operand",
          !isLarge(a) && !isLarge(b) && isLarge(product) && "a bigint result",
          isLarge(sum) && !isLarge(back) && "back into numbers",
        )
      }),
      2_000,
    )
    seen.enough()
  })

  it("add up to the same in any order", () => {
    check(
      fc.property(
        fc
          .array(exact, { maxLength: 8 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(Exact.equals(Exact.sum(all), Exact.sum(shuffled))).toBe(true)
          expectIs(
            Exact.sum(all),
            all
              .map(fractionOf)
              .reduce((s, x) => ({ n: s.n * x.d + x.n * s.d, d: s.d * x.d }), { n: 0n, d: 1n }),
          )
        },
      ),
    )
  })

  it("are rounded once, halves away from zero, or refused where no number holds the result", () => {
    const seen = classes(["a half", "negative", "bigint", "refused"])
    const half = fc
      .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 4 }))
      .map(([n, scale]) => ({ amount: Exact.of(2 * n + 1, 2 * 10 ** scale), scale }))
    const any = fc.record({ amount: exact, scale: fc.integer({ min: 0, max: 4 }) })
    const tooLarge = fc.record({
      amount: fc.integer({ min: 2 ** 45, max: Number.MAX_SAFE_INTEGER }).map((n) => Exact.of(n)),
      scale: fc.integer({ min: 2, max: 4 }),
    })
    check(
      fc.property(
        fc.oneof(
          { arbitrary: half, weight: 2 },
          { arbitrary: any, weight: 4 },
          { arbitrary: tooLarge, weight: 1 },
        ),
        ({ amount, scale }) => {
          const expected = roundedTo(fractionOf(amount), scale)
          const { n, d } = fractionOf(amount)
          const fits = Number.isSafeInteger(Number(expected))
          seen.note(
            (2n * n * 10n ** BigInt(scale)) % d === 0n && (n * 10n ** BigInt(scale)) % d !== 0n && "a half",
            n < 0n && "negative",
            isLarge(amount) && "bigint",
            !fits && "refused",
          )
          if (!fits) expect(() => Exact.round(amount, scale)).toThrow(RangeError)
          else {
            expect(BigInt(Exact.round(amount, scale))).toBe(expected)
            expect(Object.is(Exact.round(amount, scale), -0)).toBe(false)
          }
        },
      ),
      2_000,
    )
    seen.enough()
    expect([
      Exact.round(Exact.of(1, 2), 0),
      Exact.round(Exact.of(-1, 2), 0),
      Exact.round(Exact.of(49, 100), 0),
    ]).toEqual([1, -1, 0])
  })

  it("S18: 76.37 × 1.20 × 1.10 × 1.15 is 115.92966, and 115.93 to pay", () => {
    const factors = [Exact.of(12, 10), Exact.of(11, 10), Exact.of(115, 100)]
    const amount = factors.reduce(Exact.multiply, Exact.ofMoney(Money.make(7637), "EUR"))
    expect([Exact.format(amount), Exact.toMoney(amount, "EUR")]).toEqual(["115.92966", 11_593])
    expect(Exact.toMoney(amount, "JPY")).toBe(116)
    expect(Exact.toMoney(amount, "KWD")).toBe(115_930)
  })

  it("S12: 50 an hour for 55 minutes is 275/6, not 45.83", () => {
    const amount = Exact.multiply(Exact.of(50), Exact.of(55, 60))
    expect([Exact.format(amount), Exact.toMoney(amount, "EUR")]).toEqual(["275/6", 4_583])
  })

  it("S20b: a cost of 100 with a margin of 20 % is 125", () => {
    expect(Exact.format(Exact.divide(Exact.of(100), Exact.of(80, 100)))).toBe("125")
  })

  it("come from prices, quantities and amounts as they are", () => {
    expect(Exact.format(Exact.ofUnitPrice(UnitPrice.make(13_750)))).toBe("1.375")
    expect(Exact.format(Exact.ofQuantity(Quantity.make(1_375)))).toBe("1.375")
    expect(
      ["EUR", "JPY", "KWD"].map((currency) => Exact.format(Exact.ofMoney(Money.make(-1_375), currency))),
    ).toEqual(["-13.75", "-1375", "-1.375"])
  })

  it("started units count in full: the smallest whole number not below", () => {
    check(
      fc.property(part, fc.boolean(), (a, large) => {
        // The same amount held in bigint.
        const amount: Exact.Exact = large ? { n: BigInt(a.n), d: BigInt(a.d) } : a
        const whole = Exact.ceil(amount)
        expect(Exact.compare(Exact.of(whole), amount)).toBeGreaterThanOrEqual(0)
        expect(Exact.compare(Exact.of(whole - 1), amount)).toBeLessThan(0)
        expect(Object.is(whole, -0)).toBe(false)
      }),
    )
    expect([
      Exact.ceil(Exact.of(4, 3)),
      Exact.ceil(Exact.of(-4, 3)),
      Exact.ceil(Exact.of(3)),
      Exact.ceil(Exact.zero),
      Exact.ceil(Exact.of(-1, 3)),
    ]).toEqual([2, -1, 3, 0, 0])
  })

  it("are written with all their digits, or as a fraction in lowest terms, and read back as they were", () => {
    const seen = classes(["a decimal", "a fraction", "bigint", "negative"])
    check(
      fc.property(exact, (a) => {
        const text = Exact.format(a)
        seen.note(
          !text.includes("/") && "a decimal",
          text.includes("/") && "a fraction",
          isLarge(a) && "bigint",
          a.n < 0 && "negative",
        )
        const parsed = Exact.parse(text)
        expect(parsed !== undefined && Exact.equals(parsed, a)).toBe(true)
        expect(Exact.format(parsed!)).toBe(text)
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$|^-?[1-9]\d*\/[1-9]\d*$/)
      }),
      1_000,
    )
    seen.enough()
    const written = [
      Exact.of(1, 2),
      Exact.of(-1, 8),
      Exact.of(7, 5),
      Exact.of(20, 60),
      Exact.of(-600, 6),
      Exact.zero,
    ]
    expect(written.map(Exact.format)).toEqual(["0.5", "-0.125", "1.4", "1/3", "-100", "0"])
  })

  it("with any number of digits are read back: what twenty seasons multiply has eighty decimals, and none is lost", () => {
    const product = Exact.of(10_101, 10_000)
    for (const each of [product, Exact.of(-7, 60)]) {
      let [grown, times] = [each, 1]
      for (; times < 200; times++) grown = Exact.multiply(grown, each)
      const text = Exact.format(grown)
      expect(text.length).toBeGreaterThan(300)
      expect(Exact.equals(Exact.parse(text) ?? Exact.zero, grown)).toBe(true)
    }
    expect(Exact.parse("9".repeat(10_000))).toBeDefined()
  })

  it("nothing else is read as one", () => {
    for (const text of [
      "",
      " ",
      "1.",
      ".5",
      "1,5",
      "1e3",
      "+1",
      "1/0",
      "1/-2",
      "1/2/3",
      "0x1",
      "١",
      "NaN",
      "--1",
      "1 ",
    ])
      expect([text, Exact.parse(text)]).toEqual([text, undefined])
    expect(Exact.parse("9".repeat(10_001))).toBeUndefined()
    expect(Exact.parse("-0")).toEqual(Exact.zero)
  })

  it("held in bigint are the same amount to every operation", () => {
    const large: Exact.Exact = { n: 1n, d: 3n }
    expect(Exact.equals(large, Exact.of(1, 3))).toBe(true)
    expect(Exact.negate(large)).toEqual({ n: -1n, d: 3n })
    expect(Exact.negate(Exact.zero)).toEqual({ n: 0, d: 1 })
    expect(Exact.round({ n: -1n, d: 200n }, 2)).toBe(-1)
    expect(Object.is(Exact.round({ n: -1n, d: 300n }, 2), 0)).toBe(true)
    expect(() => Exact.divide(Exact.one, { n: 0n, d: 1n })).toThrow(RangeError)
  })
})

describe("where numbers stop", () => {
  const [most, third] = [Number.MAX_SAFE_INTEGER, 3_002_399_751_580_331] // thrice the second is 2 more than the first

  it.each<[string, Exact.Exact, Exact.Exact]>([
    ["a left side over three that no number holds", Exact.of(third), Exact.of(1, 3)],
    ["a right side over three that no number holds", Exact.of(1, 3), Exact.of(third)],
    ["thirds that quarters do not hold", Exact.of(1, 4), Exact.of(2 ** 51 + 2, 3)],
    ["two of the largest numbers", Exact.of(most), Exact.of(most - 1)],
    ["the largest number and the smallest", Exact.of(most), Exact.of(-most)],
    ["the largest number once", Exact.of(-most), Exact.one],
    ["denominators whose product no number holds", Exact.of(1, most), Exact.of(1, most - 1)],
    ["denominators about 2^31", Exact.of(1, 2 ** 31 - 1), Exact.of(-1, 2 ** 31 + 1)],
    ["2^31 under and over", Exact.over(3 * 2 ** 31, 2 ** 32), Exact.over(2 ** 33, 3 * 2 ** 31)],
    ["parts that only lowest terms bring back", Exact.of(most, 10 ** 9), Exact.of(10 ** 9, most)],
  ])("%s: arithmetic is as exact as elsewhere, in either order", (_, a, b) => {
    const [there, back] = [expectArithmetic(a, b), expectArithmetic(b, a)]
    expect(Exact.equals(there.sum, back.sum)).toBe(true)
  })

  it.each<[string, Exact.Exact]>([
    ["90071992547409.91", Exact.of(most, 100)],
    ["900719925474099.1", Exact.of(most, 10)],
    ["9007199254740991", Exact.of(most)],
    ["-9007199254740991", Exact.of(-most)],
    ["0.0001220703125", Exact.of(1, 2 ** 13)],
    ["0.0000000008192", Exact.of(1, 5 ** 13)],
    ["9007199254740991/7", Exact.of(most, 7)],
    ["1/9007199254740991", Exact.of(1, most)],
    ["0.2", Exact.over(3 * 2 ** 31, 15 * 2 ** 31)],
    ["1/3", Exact.over(2 ** 31, 3 * 2 ** 31)],
    ["2", Exact.over(2 ** 33, 2 ** 32)],
  ])("an amount is written %s, and read back", (text, amount) => {
    expect(Exact.format(amount)).toBe(text)
    expectIs(Exact.parse(text)!, fractionOf(amount))
  })

  it("an amount is made in lowest terms", () => {
    expect(Exact.of(3 * 2 ** 31, 2 ** 32)).toEqual({ n: 3, d: 2 })
    expect(Exact.of(-(2 ** 52), 2 ** 31)).toEqual({ n: -(2 ** 21), d: 1 })
    expect(Exact.of(2 ** 40, 2 ** 35)).toEqual({ n: 32, d: 1 })
    expect(Exact.of(most, most)).toEqual({ n: 1, d: 1 })
    expect(Exact.of(0, most)).toEqual({ n: 0, d: 1 })
  })
})

describe("an exact amount beyond 2^53", () => {
  const tiny = Exact.multiply(Exact.of(1, 10 ** 8), Exact.of(1, 10 ** 9))
  const long = Exact.multiply(Exact.of(9_007_199_254_740_991, 10_000), Exact.of(12_345, 1_000))
  const binary = Exact.multiply(Exact.of(1, 2 ** 30), Exact.of(1, 2 ** 30))
  const whole = Exact.multiply(Exact.of(2 ** 52), Exact.of(16))

  it.each<[string, Exact.Exact]>([
    ["11119387479977.7533895", long],
    ["-11119387479977.7533895", Exact.negate(long)],
    ["0.00000000000000001", tiny],
    ["-0.00000000000000001", Exact.negate(tiny)],
    ["0.000000000000000000867361737988403547205962240695953369140625", binary],
    ["72057594037927936", whole],
    ["-72057594037927936", Exact.negate(whole)],
    ["1/300000000000000000", Exact.multiply(tiny, Exact.of(1, 3))],
    ["-1/700000000000000000", Exact.multiply(tiny, Exact.of(-1, 7))],
  ])("is written %s, with all its digits, and read back", (text, amount) => {
    expect(Exact.format(amount)).toBe(text)
    expect(Exact.equals(Exact.parse(text)!, amount)).toBe(true)
  })

  it("is rounded halves away from zero, in either direction", () => {
    const [n, d] = [Exact.of(9_007_199_254_740_991, 10 ** 9), Exact.of(1, 10 ** 9)]
    const small = Exact.multiply(n, d) // 0.009007…
    expect([Exact.round(small, 4), Exact.round(Exact.negate(small), 4)]).toEqual([90, -90])
    expect(Object.is(Exact.round(Exact.negate(tiny), 4), 0)).toBe(true)
  })

  it("rounds up to the next whole number, and to itself where it is one", () => {
    expect(Exact.ceil(Exact.subtract(Exact.one, tiny))).toBe(1)
    expect(Exact.ceil(Exact.add(Exact.one, tiny))).toBe(2)
    expect(Exact.ceil(Exact.negate(tiny))).toBe(0)
    const even = Exact.multiply(Exact.of(2 ** 52 + 1), Exact.of(2))
    expect([Exact.ceil(even), Exact.ceil(Exact.negate(even))]).toEqual([2 ** 53 + 2, -(2 ** 53 + 2)])
  })

  it("is compared exactly, where a product of numbers no longer tells", () => {
    const a = Exact.of(9_007_199_254_740_990, 9_007_199_254_740_989)
    const b = Exact.of(9_007_199_254_740_989, 9_007_199_254_740_988)
    expect([Exact.compare(a, b), Exact.compare(b, a), Exact.compare(a, a)]).toEqual([-1, 1, 0])
  })
})

describe("an exact amount in numbers", () => {
  it("is made in lowest terms", () => {
    expect(Exact.of(12_000, 10_000)).toEqual({ n: 6, d: 5 })
    expect(Exact.of(-3, 7)).toEqual({ n: -3, d: 7 })
    expect(Exact.equals(Exact.one, Exact.of(1))).toBe(true)
  })

  it("is written as a fraction in lowest terms where no decimal says it", () => {
    const two = Exact.multiply(Exact.of(2, 3), Exact.of(1, 2))
    expect([Exact.format(two), Exact.format(Exact.of(-275, 6)), Exact.format(Exact.of(1, 7))]).toEqual([
      "1/3",
      "-275/6",
      "1/7",
    ])
  })
})
