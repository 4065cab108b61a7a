/**
 * How phone numbers are read as people write them: a number without its country's prefix means one of the operator's
 * country.
 *
 * Which digits make a number differs from country to country and from year to year, so that knowledge is a port. Without
 * it only international numbers are understood, by their form.
 */
import { Context, Effect } from "effect"
import type { Country } from "../shared/Country.ts"

/** A phone number in international form: `+33142000000` (ITU-T E.164). */
export const e164 = /^\+[1-9][0-9]{6,14}$/

/** Knows the numbering plans. */
export class PhoneNumbers extends Context.Service<
  PhoneNumbers,
  {
    /** The number as E.164; undefined when it is none. `country`: whose numbers are written without a prefix; none given, none are. */
    readonly read: (text: string, country?: Country) => string | undefined
  }
>()("@caleche/core/ports/PhoneNumbers") {}

/** `+33 1 42 00 00 00` and `+33 (0)1 42 00 00 00`, whose zero is dialled at home only, are both `+33142000000`. */
export const readInternational = (text: string): string | undefined => {
  const digits = text.replace("(0)", "").replace(/[\s().\-\u00a0]/g, "")
  return e164.test(digits) ? digits : undefined
}

/** How a number is read while a request or file is decoded. */
export interface PhoneReading {
  /** As E.164, or undefined. */
  readonly read: (text: string) => Effect.Effect<string | undefined>
  /** What to say of a text that is none. */
  readonly expected: string
}

/** International numbers alone, unless whoever decodes knows the operator's country: see `contacts/PhoneReadings`. */
export const PhoneReading = Context.Reference<PhoneReading>("@caleche/core/ports/PhoneReading", {
  defaultValue: () => ({
    read: (text) => Effect.succeed(readInternational(text)),
    expected: "must be an international phone number such as +33142000000",
  }),
})
