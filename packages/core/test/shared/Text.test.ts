import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Line, Text } from "../../src/shared/Text.ts"
import { check, classes } from "../properties.ts"

const text = Schema.decodeUnknownResult(Text())
const line = Schema.decodeUnknownResult(Line())
const refusal = (result: Result.Result<string, unknown>): string =>
  Result.isFailure(result) ? String(result.failure) : ""

describe("Text and Line", () => {
  it("however a keyboard wrote an é, it is one character", () => {
    const decomposed = "Zoe\u0301"
    expect(text(decomposed)).toEqual(Result.succeed("Zo\u00e9"))
    expect(line(decomposed)).toEqual(text("Zo\u00e9"))
  })

  it("are trimmed at both ends and kept within", () => {
    expect(text("  a \n b\n")).toEqual(Result.succeed("a \n b"))
    expect(line("\t a  b \n")).toEqual(Result.succeed("a  b"))
  })

  it.each([
    ["a NUL character", "a\0b"],
    ["a lone high surrogate", "a\ud800b"],
    ["a lone low surrogate", "\udc00"],
  ])("refuse %s", (_, value) => {
    expect(refusal(text(value))).toContain("must not contain")
    expect(Result.isFailure(line(value))).toBe(true)
  })

  it("a pair of surrogates is one character people use", () =>
    expect(line("🚐")).toEqual(Result.succeed("🚐")))

  it("length is bounded, inclusive, and counted after normalising", () => {
    const three = Schema.decodeUnknownResult(Text(3))
    expect(Result.isSuccess(three("abc"))).toBe(true)
    expect(Result.isSuccess(three("  abc  "))).toBe(true)
    expect(Result.isSuccess(three("abe\u0301"))).toBe(true)
    expect(refusal(three("abcd"))).toContain("at most 3 characters")
    expect(Result.isSuccess(line("x".repeat(200)))).toBe(true)
    expect(Result.isFailure(line("x".repeat(201)))).toBe(true)
    expect(Result.isSuccess(text("x".repeat(10_000)))).toBe(true)
    expect(Result.isFailure(text("x".repeat(10_001)))).toBe(true)
  })

  it("characters are counted as JSON Schema and the database count them: an emoji is one", () => {
    const three = Schema.decodeUnknownResult(Text(3))
    expect(Result.isSuccess(three("🚐🚐🚐"))).toBe(true)
    expect(refusal(three("🚐🚐🚐🚐"))).toContain("at most 3 characters")
    expect(refusal(three("🚐🚐🚐x"))).toContain("at most 3 characters")
  })

  it.each([
    ["Text", Text(5)],
    ["Line", Line(5)],
  ])("the JSON Schema of a %s lets through what is accepted as it stands, and nothing else", (_, schema) => {
    const told = Schema.toJsonSchemaDocument(schema).schema as {
      readonly pattern: string
      readonly minLength?: number
      readonly maxLength: number
    }
    const pattern = new RegExp(told.pattern, "u")
    const decode = Schema.decodeUnknownResult(schema)
    const units = fc.constantFrom("a", " ", "\n", "\t", "\0", "\u0085", "\u2028", "🚐", "é")
    check(
      fc.property(fc.string({ unit: units, maxLength: 8 }), (typed) => {
        const length = [...typed].length
        const fits = pattern.test(typed) && length <= told.maxLength && length >= (told.minLength ?? 0)
        // White space at the ends does not count towards the length.
        if (typed === typed.trim() || fits) expect(Result.isSuccess(decode(typed))).toBe(fits)
      }),
      2_000,
    )
  })

  it("Text may be empty and of several lines", () => {
    expect(text("   ")).toEqual(Result.succeed(""))
    expect(text("a\r\nb\tc")).toEqual(Result.succeed("a\r\nb\tc"))
  })

  it.each(["", "   ", "\u00a0", "\n"])("a Line is never empty: %j", (value) =>
    expect(refusal(line(value))).toContain("must not be empty"),
  )

  it("no control character stays inside a Line, so that none reaches a mail header or a terminal", () => {
    for (let code = 0; code < 0xa0; code++) {
      const character = String.fromCharCode(code)
      const control = /\p{Cc}/u.test(character)
      expect([code, Result.isSuccess(line(`a${character}b`))]).toEqual([code, !control])
    }
    for (const separator of ["\u2028", "\u2029"]) expect(Result.isFailure(line(`a${separator}b`))).toBe(true)
  })

  it("whatever is accepted is well-formed, normalised, trimmed and accepted unchanged a second time", () => {
    const seen = classes(["accepted", "refused", "changed"])
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constantFrom("e\u0301", " ", "\n", "\ud800", "\0", "\u212b", "Ж"),
    )
    check(
      fc.property(
        fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")),
        fc.constantFrom(text, line),
        (value, decode) => {
          const once = decode(value)
          seen.note(
            Result.isSuccess(once) ? "accepted" : "refused",
            Result.isSuccess(once) && once.success !== value && "changed",
          )
          if (Result.isFailure(once)) return
          expect(once.success.isWellFormed()).toBe(true)
          expect(once.success.normalize("NFC")).toBe(once.success)
          expect(once.success.trim()).toBe(once.success)
          expect(once.success).not.toContain("\0")
          expect(decode(once.success)).toEqual(once)
        },
      ),
      1_000,
    )
    seen.enough()
  })

  it.each([1, null, undefined, {}, ["a"]])("take only text, not %s", (value) =>
    expect(Result.isFailure(text(value))).toBe(true),
  )
})
