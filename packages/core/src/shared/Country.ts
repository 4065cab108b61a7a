/** A country by its ISO 3166-1 code of two letters: `FR`. */
import { Schema } from "effect"
import { formed } from "./Text.ts"

export const Country = Schema.String.check(formed(/^[A-Z]{2}$/, 2, "must be an ISO 3166-1 code such as FR"))
export type Country = typeof Country.Type
