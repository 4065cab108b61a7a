/** Hires as they were quoted, and the amounts of what corrects them. */
import { Schema } from "effect"
import type { Priced } from "../../../src/pricing/ComputedLine.ts"
import type { Quoted } from "../../../src/pricing/corrections/corrections.ts"
import { Terms } from "../../../src/pricing/Terms.ts"
import { Dispo } from "../../../src/pricing/tripTypes/Dispo.ts"
import { format, type Money } from "../../../src/shared/Money.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import type { Vat } from "../../../src/shared/VatRate.ts"
import { bookOf, hiring, priced, type Rows } from "../hiring.ts"

export const vat = (rate: number): Vat => ({ ...Dispo.vat!, rate: rate as Vat["rate"], decidedBy: "POLICY" }) // its usual one
export const km = Schema.decodeUnknownSync(Quantity)

export const quotedOf = ({ lines }: Priced, rate = 2_000): Quoted => {
  const [transport, ...attached] = lines.map((line) => ({ ...line, vat: vat(rate) }))
  const { terms } = transport!
  // As a stored line has them.
  return {
    terms: Schema.decodeUnknownSync(Terms)(Schema.encodeUnknownSync(Terms)(terms)),
    transport: transport!,
    overages: attached,
  }
}
export const dispoQuote = (rows: Rows, minutes: number, estimate?: string) =>
  priced(
    Dispo.price(
      hiring("DISPO", { minutes, ...(estimate === undefined ? {} : { km: estimate }) }),
      bookOf(rows),
    ),
  )
export const sumOf = (lines: ReadonlyArray<{ readonly net: Money }>) =>
  lines.reduce((all, { net }) => all + net, 0)
export const money = (cents: number) => format(cents as Money, "EUR") // whole cents
