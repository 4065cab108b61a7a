import { Option, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Siren, VatNumber } from "../../src/contacts/CompanyNumbers.ts"
import { check } from "../properties.ts"

const vat = (text: string) => Option.getOrUndefined(Schema.decodeUnknownOption(VatNumber)(text))
const siren = (text: string) => Option.getOrUndefined(Schema.decodeUnknownOption(Siren)(text))

/** Numbers of companies and authorities that publish theirs. */
const known = ["FR40303265045", "BE0403170701", "DE136695976", "IT00743110157", "LU15027442", "HR33392005961"]

describe("F12 a VAT number", () => {
  it("is taken as it is printed, and kept without spaces, dots and dashes", () => {
    for (const number of known) expect(vat(number)).toBe(number)
    expect(vat(" fr 40 303 265 045 ")).toBe("FR40303265045")
    expect(vat("BE 0403.170.701")).toBe("BE0403170701")
  })

  it("with any one digit wrong is refused where its state publishes a check", () => {
    const slips = known.flatMap((number) =>
      [...number.slice(2)].flatMap((_, at) =>
        [..."0123456789"].map((digit) => number.slice(0, at + 2) + digit + number.slice(at + 3)),
      ),
    )
    expect(new Set(slips.filter((number) => vat(number) !== undefined))).toEqual(new Set(known))
  })

  it("needs the structure of its state", () => {
    for (const number of ["ATU12345678", "NL123456789B01", "CHE123456789TVA", "PL1234567890", "GB123456789"])
      expect(vat(number)).toBe(number)
    for (const number of [
      "",
      "FR",
      "40303265045",
      "AT12345678",
      "US123456789",
      "DE13669597",
      "FRIO303265045",
    ])
      expect(vat(number)).toBeUndefined()
  })
})

describe("F12 a SIREN", () => {
  it("has nine digits whose last follows from the others", () => {
    expect(siren("303 265 045")).toBe("303265045")
    expect(siren("303265046")).toBeUndefined()
    expect(siren("30326504")).toBeUndefined()
    expect(siren("30326504A")).toBeUndefined()
    check(
      fc.property(fc.stringMatching(/^[0-9]{8}$/), (start) => {
        const valid = [..."0123456789"].filter((last) => siren(start + last) !== undefined)
        expect(valid).toHaveLength(1)
      }),
    )
  })
})
