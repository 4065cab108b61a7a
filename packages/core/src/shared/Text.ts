/**
 * Free text as people type it, made safe to store, compare and put into a mail header.
 *
 * Text is normalised to NFC, so that "é" is one thing however a keyboard wrote it. NUL and lone surrogates are refused:
 * no database column and no UTF-8 document can hold them.
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
  Schema.makeFilter<string>((text) => text.length <= length || `must be at most ${length} characters`)

const normalised = SchemaTransformation.transform<string, string>({
  decode: (text) => text.normalize("NFC").trim(),
  encode: (text) => text,
})

/** Text of several lines, at most `length` UTF-16 units (10,000 unless told), trimmed at both ends. */
export const Text = (length = 10_000) =>
  Schema.String.pipe(
    Schema.decodeTo(Schema.String.check(wellFormed, noNul, atMost(length)), normalised),
    Schema.annotate({ expected: "text" }),
  )

/** One non-empty line without control characters, at most `length` UTF-16 units (200 unless told). */
export const Line = (length = 200) =>
  Schema.String.pipe(
    Schema.decodeTo(Schema.String.check(wellFormed, oneLine, filled, atMost(length)), normalised),
  )
