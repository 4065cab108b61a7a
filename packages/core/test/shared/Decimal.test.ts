import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Decimal from "../../src/shared/Decimal.ts"
import { check, classes } from "../properties.ts"

/** Half away from zero, in whole numbers of any size. */
const reference = (a: number, b: number, divisor: number): bigint => {
  const product = BigInt(a) * BigInt(b)
  const magnitude = product < 0n ? -product : product
  const whole = magnitude / BigInt(divisor)
  const rest = magnitude - whole * BigInt(divisor)
  const rounded = rest + rest >= BigInt(divisor) ? whole + 1n : whole
  return product < 0n ? -rounded : rounded
}

/** Whole numbers of every length up to 2^53, so that small and huge ones are equally likely. */
const anyInteger = fc
  .tuple(fc.integer({ min: 0, max: 53 }), fc.maxSafeInteger())
  .map(([bits, n]) => Math.trunc(n / 2 ** (53 - bits)))

describe("Decimal.multiplyDivide", () => {
  it("rounds half away from zero exactly as arithmetic of any precision does, for all signs and sizes", () => {
    const seen = classes([
      "product beyond 2^53",
      "negative",
      "exact half",
      "result beyond 2^53",
      "rounds to zero",
    ])
    const divisor = fc.oneof(
      fc.constantFrom(1, 2, 10, 100, 10_000, 10 ** 5, 10 ** 7),
      fc.integer({ min: 1, max: 1_000 }),
      fc.maxSafeNat().map((n) => n + Number(n === 0)),
    )
    const halves = fc
      .tuple(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), fc.integer({ min: 1, max: 2 ** 20 }))
      .map(
        ([k, d]): [number, number, number] => [2 * k + 1, d, 2 * d], // (2k + 1) × d ÷ 2d = k + ½
      )
    check(
      fc.property(
        fc.oneof(
          { arbitrary: fc.tuple(anyInteger, anyInteger, divisor), weight: 4 },
          { arbitrary: halves, weight: 1 },
        ),
        ([a, b, d]) => {
          const exact = reference(a, b, d)
          const product = BigInt(a) * BigInt(b)
          const magnitude = product < 0n ? -product : product
          const fits = exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER)
          seen.note(
            magnitude > BigInt(Number.MAX_SAFE_INTEGER) && "product beyond 2^53",
            product < 0n && "negative",
            (2n * magnitude) % BigInt(d) === 0n && magnitude % BigInt(d) !== 0n && "exact half",
            !fits && "result beyond 2^53",
            exact === 0n && product !== 0n && "rounds to zero",
          )
          if (fits) {
            const result = Decimal.multiplyDivide(a, b, d)
            expect(BigInt(result)).toBe(exact)
            expect(Object.is(result, -0)).toBe(false)
          } else expect(() => Decimal.multiplyDivide(a, b, d)).toThrow(RangeError)
        },
      ),
      5_000,
    )
    seen.enough()
  })

  it.each([
    [5, 1, 10, 1],
    [-5, 1, 10, -1],
    [4, 1, 10, 0],
    [-4, 1, 10, 0],
    [15, 1, 10, 2],
    [-15, 1, 10, -2],
    [0, -7, 10, 0],
    [Number.MAX_SAFE_INTEGER, 2, 2, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 1, 2, 2 ** 52],
    [-Number.MAX_SAFE_INTEGER, 3, 6, -(2 ** 52)],
  ])("%d × %d ÷ %d is %d", (a, b, d, result) => expect(Decimal.multiplyDivide(a, b, d)).toBe(result))

  it("keeps 76.37 × 1.20 × 1.10 × 1.15 = 115.92966 exact and rounds it once, to 115.93", () => {
    const exact = 7_637n * 120n * 110n * 115n // scaled by 10^8
    expect(exact).toBe(11_592_966_000n)
    expect(Decimal.multiplyDivide(7_637 * 120, 110 * 115, 10 ** 6)).toBe(11_593)
  })
})

describe("Decimal.parse and Decimal.format", () => {
  const scale = fc.integer({ min: 0, max: 6 })

  it("what is written with all digits reads back as the same units, at every scale and sign", () => {
    const seen = classes(["negative", "below one", "whole", "long"])
    check(
      fc.property(
        scale,
        fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
        fc.integer({ min: 0, max: 14 }),
        (scale, n, shorter) => {
          const units = Math.trunc(n / 10 ** shorter) + 0
          seen.note(
            units < 0 && "negative",
            Math.abs(units) < 10 ** scale && "below one",
            units % 10 ** scale === 0 && "whole",
            Math.abs(units) > 10 ** 9 && "long",
          )
          expect(Decimal.parse(Decimal.format(units, scale), scale)).toBe(units)
        },
      ),
      1_000,
    )
    seen.enough()
  })

  it("leaving out trailing zeros changes no value and keeps the digits asked for", () => {
    check(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.nat(6),
        (scale, units, digits) => {
          const atLeast = Math.min(digits, scale)
          const text = Decimal.format(units, scale, atLeast)
          const written = text.split(".")[1] ?? ""
          expect(Decimal.parse(text, scale)).toBe(units)
          expect(written.length).toBeGreaterThanOrEqual(atLeast)
          expect(written.length > atLeast && written.endsWith("0")).toBe(false)
        },
      ),
      500,
    )
  })

  it("a decimal text means the same as its digits read by a person", () => {
    check(
      fc.property(
        fc.boolean(),
        fc.nat(10 ** 6),
        fc.stringMatching(/^[0-9]{1,4}$/),
        (negative, whole, fraction) => {
          const magnitude = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, "0"))
          expect(BigInt(Decimal.parse(`${negative ? "-" : ""}${whole}.${fraction}`, 4)!)).toBe(
            negative ? -magnitude : magnitude,
          )
        },
      ),
    )
  })

  it.each([
    ["+1", "a leading plus"],
    ["1e3", "an exponent"],
    ["1E3", "an exponent"],
    [" 1", "a space before"],
    ["1 ", "a space after"],
    ["1 000", "a space within"],
    ["1\n", "a line break"],
    ["١", "an Arabic digit"],
    ["１", "a full-width digit"],
    ["01", "a leading zero"],
    ["-01.5", "a leading zero"],
    ["00", "a leading zero"],
    ["1.234", "too many decimals"],
    ["1.000", "too many decimals, though they are zero"],
    [".5", "no digit before the point"],
    ["5.", "no digit after the point"],
    ["1,5", "a comma"],
    ["--1", "two signs"],
    ["-", "no digit"],
    ["", "nothing"],
    ["0x10", "hexadecimal"],
    ["NaN", "no number"],
    ["Infinity", "no number"],
    ["99999999999999", "more digits than are exact"],
  ])("refuses %j: %s", (text) => expect(Decimal.parse(text, 2)).toBeUndefined())

  it("reads as many digits as are exact, and none more", () => {
    expect(Decimal.parse("9999999999999.99", 2)).toBe(999_999_999_999_999)
    expect(Decimal.parse("-999999999999999", 0)).toBe(-999_999_999_999_999)
    expect(Decimal.parse("10000000000000.00", 2)).toBeUndefined()
  })

  it("minus zero is zero", () => {
    expect(Object.is(Decimal.parse("-0.00", 2), 0)).toBe(true)
    expect(Decimal.format(-0, 2)).toBe("0.00")
  })

  it("nothing but a decimal is read, whatever is typed", () => {
    const seen = classes(["decimal", "other"])
    check(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^[-+]?[0-9.e ]{0,6}$/),
          fc.stringMatching(/^-?(0|[1-9]\d{0,5})(\.\d{1,2})?$/),
        ),
        (text) => {
          const units = Decimal.parse(text, 2)
          seen.note(units === undefined ? "other" : "decimal")
          if (units !== undefined)
            expect(Decimal.format(units, 2, 0).replace(/^-?0$/, "0")).toBe(canonical(text))
        },
      ),
      1_000,
    )
    seen.enough()
  })
})

/** The text without trailing zeros after the point, nor a sign before zero. */
const canonical = (text: string): string => {
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text
  return short === "-0" ? "0" : short
}

describe("Decimal.codec", () => {
  const codec = Decimal.codec({ scale: 2, atLeast: 1, min: "-1.5", max: "10" })
  const decode = Schema.decodeUnknownResult(codec)

  it.each(["-1.5", "10", "0", "9.99"])("takes %s within its bounds", (text) =>
    expect(Result.isSuccess(decode(text))).toBe(true),
  )

  it.each(["-1.51", "10.01", "11"])("refuses %s beyond its bounds", (text) => {
    const refused = decode(text)
    expect(Result.isFailure(refused) && String(refused.failure)).toContain("must be -1.5 to 10")
  })

  it.each([1.5, null, undefined, 1n, {}])("takes only text, not %s", (value) =>
    expect(Result.isFailure(decode(value))).toBe(true),
  )

  it("says what a decimal looks like when it gets none", () => {
    const refused = decode("1.234")
    expect(Result.isFailure(refused) && String(refused.failure)).toContain("at most 2 decimals")
  })

  it("bounds are symmetric when no least value is named", () => {
    const symmetric = Schema.decodeUnknownResult(Decimal.codec({ scale: 2, atLeast: 0, max: "3" }))
    expect(["-3", "3"].map((text) => Result.isSuccess(symmetric(text)))).toEqual([true, true])
    expect(["-3.01", "3.01"].map((text) => Result.isSuccess(symmetric(text)))).toEqual([false, false])
    expect(String(Result.getOrThrow(Result.flip(symmetric("3.01"))))).toContain("must be -3 to 3")
  })
})

describe("Decimal.codec", () => {
  it.each([
    { min: "0", max: "1", scale: 4, atLeast: 2 },
    { min: "0", max: "100", scale: 4, atLeast: 2 },
    { min: "-1", max: "10", scale: 4, atLeast: 2 },
    { min: "0", max: "99999.999", scale: 3, atLeast: 0 },
    { max: "999999.9999", scale: 4, atLeast: 2 },
  ])("has a JSON Schema that lets through what is in its range, and nothing else: %o", (options) => {
    const codec = Decimal.codec(options)
    const { allOf } = Schema.toJsonSchemaDocument(codec).schema as unknown as {
      readonly allOf: readonly [{ readonly maxLength: number; readonly pattern: string }]
    }
    const [{ maxLength, pattern }] = allOf
    const told = new RegExp(pattern, "u") // as a validator of JSON Schema reads it
    const decode = Schema.decodeUnknownResult(codec)
    const seen = classes(["within", "beyond"])
    const written = fc
      .tuple(
        fc.constantFrom("", "-"),
        fc.oneof(fc.constantFrom("0", "1", "10", "100"), fc.integer({ min: 0, max: 10_000_000 }).map(String)),
        fc.oneof(fc.constant(""), fc.constantFrom(".0", ".0000", ".0001", ".00000", ".", ".5")),
      )
      .map(([sign, whole, fraction]) => `${sign}${whole}${fraction}`)
      .filter((text) => !/^-[0.]*$/.test(text)) // minus nothing is nothing
    check(
      fc.property(written, (text) => {
        const fits = told.test(text) && text.length <= maxLength
        seen.note(fits ? "within" : "beyond")
        expect([text, Result.isSuccess(decode(text))]).toEqual([text, fits])
      }),
      1_000,
    )
    seen.enough()
  })
})

describe("a decimal as it is written", () => {
  it.each([
    [12_345, 2, 2, "123.45"],
    [12_300, 2, 0, "123"],
    [12_340, 2, 0, "123.4"],
    [12_300, 2, 2, "123.00"],
    [12_345, 2, 4, "123.4500"],
    [-5, 0, 2, "-5.00"],
    [5, 0, 0, "5"],
    [1_234_567, 4, 2, "123.4567"],
    [1_230_000, 4, 2, "123.00"],
    [-1, 5, 0, "-0.00001"],
  ])("%d units at %d digits, with at least %d, is %s", (units, scale, atLeast, text) => {
    expect(Decimal.format(units, scale, atLeast)).toBe(text)
    expect(Decimal.parse(text, Math.max(scale, atLeast))).toBe(units * 10 ** Math.max(0, atLeast - scale))
  })
})
