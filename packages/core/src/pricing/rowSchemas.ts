/** The schema of each list's rows. */
import { Fee } from "./book/Fee.ts"
import { HireRate } from "./book/Hire.ts"
import { Route } from "./book/Route.ts"
import { Zone } from "./book/Zone.ts"
import { Package, type PriceBook, Tariff } from "./PriceBook.ts"
import type { BookPart } from "./PriceBookRepository.ts"
import { Rule } from "./rules/index.ts"

export const rowSchemas = {
  zones: Zone,
  routes: Route,
  packages: Package,
  rates: HireRate,
  tariffs: Tariff,
  rules: Rule,
  fees: Fee,
} as const

/** A row of one of the lists. */
export type BookRow<P extends BookPart> = PriceBook[P][number]
