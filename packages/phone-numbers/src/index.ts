/**
 * Phone numbers by the numbering plans of all countries, as Google's libphonenumber knows them.
 *
 * The small set of its data is taken: it tells numbers that exist from those that cannot, and not a mobile from a landline,
 * which nothing here depends on. It grows old as numbering plans change: keep the package up to date.
 */
import { PhoneNumbers, readInternational } from "@caleche/core"
import { Layer } from "effect"
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min"

/**
 * Reads numbers as people write them, in international form or as dialled in a country. What is no number of any country is
 * none: too long, too short, an emergency or short number, one with an extension.
 */
export const layer: Layer.Layer<PhoneNumbers> = Layer.succeed(
  PhoneNumbers,
  PhoneNumbers.of({
    read: (text, country) => {
      const home = country !== undefined && isSupportedCountry(country) ? country : undefined
      const number = parsePhoneNumberFromString(text.trim(), {
        extract: false,
        ...(home === undefined ? {} : { defaultCountry: home }),
      })
      return number === undefined || number.ext !== undefined || !number.isValid()
        ? undefined
        : readInternational(number.number)
    },
  }),
)
