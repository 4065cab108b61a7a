/** How a person or company is reached: an e-mail address or a phone number. */
import { Effect, Schema, SchemaIssue, SchemaTransformation } from "effect"
import { e164, PhoneReading } from "../ports/PhoneNumbers.ts"

const address =
  /^[^\s@<>(),;:\\"[\]\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u

/** The same as it may be typed, for readers of JSON Schema whose patterns know no letters but those of ASCII. */
const typedAddress = (() => {
  const letter = "0-9A-Za-z\\u00aa-\\uffff"
  const label = `[${letter}](?:[${letter}-]*[${letter}])?`
  return `^\\s*[^\\s@<>(),;:\\\\"[\\]\\u0000-\\u001f\\u007f-\\u009f]+@${label}(?:\\.${label})+\\s*$`
})()

const longest = 254
const mustBeAddress = `must be an e-mail address of at most ${longest} characters`

/** An e-mail address, at most 254 characters (RFC 5321); kept as written, compared without case. */
export const Email = Schema.String.check(
  Schema.makeFilter((text) => text.trim().length <= longest || mustBeAddress, {
    toJsonSchema: () => ({
      format: "email",
      pattern: typedAddress,
      maxLength: longest,
      examples: ["jeanne@example.org"],
    }),
  }),
).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.makeFilter(
        (text) => (text.length <= longest && text.isWellFormed() && address.test(text)) || mustBeAddress,
      ),
    ),
    SchemaTransformation.transform({
      decode: (text) => text.trim().normalize("NFC"),
      encode: (text) => text,
    }),
  ),
)
export type Email = typeof Email.Type

/** By which two spellings of one e-mail address are compared. */
export const emailKey = (email: Email): string => email.toLowerCase()

/**
 * A phone number, kept as E.164: `+33 1 42 00 00 00` becomes `+33142000000`. How much else is understood is up to whoever
 * decodes, see `PhoneReading`.
 */
export const Phone = Schema.String.check(
  Schema.makeFilter((text) => text.length <= 40 || "must be at most 40 characters", {
    toJsonSchema: () => ({
      description: "A phone number: international, or as it is written in the operator's country.",
      maxLength: 40,
      examples: ["+33142000000"],
    }),
  }),
).pipe(
  Schema.decodeTo(
    Schema.String.check(Schema.isPattern(e164, { message: "must be a phone number in E.164" })),
    SchemaTransformation.transformEffect({
      decode: (text) =>
        Effect.flatMap(PhoneReading, ({ read, expected }) =>
          Effect.flatMap(read(text), (number) =>
            number === undefined
              ? Effect.fail(new SchemaIssue.InvalidValue({ message: expected }))
              : Effect.succeed(number),
          ),
        ),
      encode: Effect.succeed,
    }),
  ),
)
export type Phone = typeof Phone.Type
