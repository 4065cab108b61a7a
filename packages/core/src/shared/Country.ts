/** A country by its ISO 3166-1 code of two letters: `FR`. */
import { Schema } from "effect"

export const Country = Schema.String.check(
  Schema.isPattern(/^[A-Z]{2}$/, { message: "must be an ISO 3166-1 code such as FR" }),
)
export type Country = typeof Country.Type
