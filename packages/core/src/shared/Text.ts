/**
 * Free text as people type it, made safe to store, compare and put into a mail header.
 *
 * Text is normalised to NFC, so that "é" is one thing however a keyboard wrote it. NUL and lone surrogates are refused:
 * no database column and no UTF-8 document can hold them. What is checked of a text is said in its JSON Schema as well;
 * lengths are counted in characters (Unicode code points), as JSON Schema and PostgreSQL count them.
 */
import { Schema, SchemaTransformation } from "effect"

const wellFormed = Schema.makeFilter<string>(
  (text) => text.isWellFormed() || "must not contain a lone surrogate",
)
const noNul = Schema.makeFilter<string>((text) => !text.includes("\0") || "must not contain a NUL character")
const oneLine = Schema.makeFilter<string>(
  (text) => !/[\p{Cc}\u2028\u2029]/u.test(text) || "must be one line without control characters",
)
const filled = Schema.makeFilter<string>((text) => text.trim() !== "" || "must not be empty")

const atMost = (length: number) =>
  Schema.makeFilter<string>((text) => hasAtMost(text, length) || `must be at most ${length} characters`, {
    toJsonSchema: () => ({ maxLength: length }),
  })

/** A character is one UTF-16 unit or two: most texts need no counting. */
function hasAtMost(text: string, length: number): boolean {
  if (text.length <= length) return true
  if (text.length > 2 * length) return false
  let count = 0
  for (const _ of text) count++
  return count <= length
}

const normal = (text: string): string => text.normalize("NFC").trim()
const normalised = SchemaTransformation.transform<string, string>({ decode: normal, encode: (text) => text })

/** The length as it counts: what normalising takes away does not. `told` is what else is checked after it. */
const typed = (length: number, told: object) =>
  Schema.makeFilter<string>(
    (text) =>
      hasAtMost(text, length) || hasAtMost(normal(text), length) || `must be at most ${length} characters`,
    { toJsonSchema: () => ({ ...told, maxLength: length }) },
  )

/** Text of several lines, at most `length` characters (10,000 unless told), trimmed at both ends. */
export const Text = (length = 10_000) =>
  Schema.String.check(typed(length, { pattern: "^[^\\u0000]*$" })).pipe(
    Schema.decodeTo(Schema.String.check(wellFormed, noNul, atMost(length)), normalised),
    Schema.annotate({ expected: "text" }),
  )

/** A line as it may be typed: white space at its ends is taken off, inside stands no control character. */
const typedLine =
  "^\\s*[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?\\s*$"

/** One non-empty line without control characters, at most `length` characters (200 unless told). */
export const Line = (length = 200) =>
  Schema.String.check(typed(length, { minLength: 1, pattern: typedLine })).pipe(
    Schema.decodeTo(Schema.String.check(wellFormed, oneLine, filled, atMost(length)), normalised),
  )

/** Text as it is kept, of at most `length` characters. */
export const UpTo = (length: number) => Schema.String.check(atMost(length))

/** The check of a text of fixed form, told in its JSON Schema; no text that fits `pattern` is longer than `longest`. */
export const formed = (pattern: RegExp, longest: number, message: string, told: object = {}) =>
  Schema.isPattern(pattern, {
    message,
    toJsonSchema: () => ({ ...told, pattern: pattern.source, maxLength: longest }),
  })
