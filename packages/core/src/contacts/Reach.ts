/** How a person or company is reached: an e-mail address or a phone number. */
import { Schema, SchemaTransformation } from "effect"

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
 * A phone number in international form, kept as E.164: `+33 1 42 00 00 00` becomes `+33142000000`, and so does
 * `+33 (0)1 42 00 00 00`, whose zero is dialled at home only.
 */
export const Phone = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.isPattern(/^\+[1-9][0-9]{6,14}$/, {
        message: "must be an international phone number such as +33142000000",
      }),
    ),
    SchemaTransformation.transform({
      decode: (text) => text.replace("(0)", "").replace(/[\s().\-\u00a0]/g, ""),
      encode: (text) => text,
    }),
  ),
)
export type Phone = typeof Phone.Type
