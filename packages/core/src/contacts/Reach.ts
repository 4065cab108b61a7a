/** How a person or company is reached: an e-mail address or a phone number. */
import { Effect, Schema, SchemaIssue, SchemaTransformation } from "effect"
import { e164, PhoneReading } from "../ports/PhoneNumbers.ts"

const address =
  /^[^\s@<>(),;:\\"[\]\p{Cc}]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u

/** An e-mail address, at most 254 characters (RFC 5321); kept as written, compared without case. */
export const Email = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.makeFilter(
        (text) =>
          (text.length <= 254 && text.isWellFormed() && address.test(text)) ||
          "must be an e-mail address of at most 254 characters",
      ),
    ),
    SchemaTransformation.transform({
      decode: (text) => text.trim().normalize("NFC"),
      encode: (text) => text,
    }),
  ),
  Schema.annotate({ format: "email" }),
)
export type Email = typeof Email.Type

/** By which two spellings of one e-mail address are compared. */
export const emailKey = (email: Email): string => email.toLowerCase()

/**
 * A phone number, kept as E.164: `+33 1 42 00 00 00` becomes `+33142000000`. How much else is understood is up to whoever
 * decodes, see `PhoneReading`.
 */
export const Phone = Schema.String.pipe(
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
