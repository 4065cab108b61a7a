/**
 * The numbers companies are registered under, checked by the digits they carry for that, so that a slip of the keyboard is
 * noticed when it is typed and not when an invoice comes back.
 */
import { Schema, SchemaTransformation } from "effect"

const compact = SchemaTransformation.transform<string, string>({
  decode: (text) => text.replace(/[\s.\-\u00a0]/g, "").toUpperCase(),
  encode: (text) => text,
})

/** ISO/IEC 7812-1, annex B: every second digit from the right is doubled, digits are added up to a multiple of 10. */
const luhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}

/** ISO/IEC 7064, MOD 11,10. */
const mod1110 = (digits: string): boolean => {
  const product = [...digits.slice(0, -1)].reduce((carry, digit) => {
    const sum = (carry + Number(digit)) % 10 || 10
    return (sum * 2) % 11
  }, 10)
  return (11 - product) % 10 === Number(digits.slice(-1))
}

/** French key (article R. 123-221 of the commercial code, BOFiP BOI-TVA-DECLA-20-10-10): 12 + 3 × SIREN, modulo 97. */
const frenchKey = (number: string): boolean => {
  const [key, siren] = [number.slice(0, 2), number.slice(2)]
  const expected = (12 + 3 * (Number(siren) % 97)) % 97
  return luhn(siren) && (!/^[0-9]{2}$/.test(key) || Number(key) === expected) // keys with letters have no published rule
}

/** Structures as the European Commission publishes them for VIES; checksums where the state publishes one and clients come from. */
const structures: Readonly<
  Record<string, readonly [structure: RegExp, check?: (number: string) => boolean]>
> = {
  AT: [/^U\d{8}$/],
  BE: [/^[01]\d{9}$/, (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8))],
  BG: [/^\d{9,10}$/],
  CH: [/^E\d{9}(MWST|TVA|IVA)?$/],
  CY: [/^\d{8}[A-Z]$/],
  CZ: [/^\d{8,10}$/],
  DE: [/^\d{9}$/, mod1110],
  DK: [/^\d{8}$/],
  EE: [/^\d{9}$/],
  EL: [/^\d{9}$/],
  ES: [/^[A-Z0-9]\d{7}[A-Z0-9]$/],
  FI: [/^\d{8}$/],
  FR: [/^[A-HJ-NP-Z0-9]{2}\d{9}$/, frenchKey],
  GB: [/^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/],
  HR: [/^\d{11}$/, mod1110],
  HU: [/^\d{8}$/],
  IE: [/^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/],
  IT: [/^\d{11}$/, luhn],
  LT: [/^(\d{9}|\d{12})$/],
  LU: [/^\d{8}$/, (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6))],
  LV: [/^\d{11}$/],
  MT: [/^\d{8}$/],
  NL: [/^[A-Z0-9+*]{12}$/],
  PL: [/^\d{10}$/],
  PT: [/^\d{9}$/],
  RO: [/^\d{2,10}$/],
  SE: [/^\d{12}$/],
  SI: [/^\d{8}$/],
  SK: [/^\d{10}$/],
  XI: [/^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/],
}

const isVatNumber = (text: string): boolean => {
  const [structure, check = () => true] = structures[text.slice(0, 2)] ?? []
  return structure !== undefined && structure.test(text.slice(2)) && check(text.slice(2))
}

/** A number as it may be typed, with spaces, dots and hyphens. */
const spaced = (description: string, example: string) =>
  Schema.makeFilter<string>((text) => text.length <= 40 || "must be at most 40 characters", {
    toJsonSchema: () => ({ description, maxLength: 40, examples: [example] }),
  })

/** A VAT number of an EU state, Northern Ireland, the United Kingdom or Switzerland, without spaces: `FR40303265045`. */
export const VatNumber = Schema.String.check(
  spaced("The VAT number of a company, checked by its digits.", "FR40303265045"),
).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.makeFilter((text) => isVatNumber(text) || "must be a VAT number such as FR40303265045"),
    ),
    compact,
  ),
)
export type VatNumber = typeof VatNumber.Type

/** A SIREN, the nine digits of a French company (INSEE), the last by Luhn's formula: `303265045`. */
export const Siren = Schema.String.check(
  spaced("Nine digits, the last checked by Luhn's formula.", "303265045"),
).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.makeFilter(
        (text) =>
          (/^[0-9]{9}$/.test(text) && luhn(text)) || "must be a SIREN of nine digits, such as 303265045",
      ),
    ),
    compact,
  ),
)
export type Siren = typeof Siren.Type
