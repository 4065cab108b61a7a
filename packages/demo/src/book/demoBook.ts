/** DEMO-2026, a synthetic price list with the market's magnitudes, checked by the schema of price books. EUR, excl. VAT. */
import { type AgencyId, type ClientId, PriceBook } from "@caleche/core"
import { Schema } from "effect"
import { packages, routes } from "./grid.ts"
import { zones } from "./places.ts"
import { bucketRate, fees, rates, rules, settings, tariffs } from "./tariff.ts"

const decode = Schema.decodeUnknownSync(PriceBook)

/** The book, with its agreements for agency Lumière and for Hôtel Étoile. */
export const demoBook = (parties: {
  readonly lumiere: AgencyId
  readonly hotelEtoile: ClientId
}): PriceBook =>
  decode({
    version: 0,
    name: "DEMO-2026",
    currency: "EUR",
    settings,
    zones,
    routes: routes(parties.lumiere),
    packages: packages(parties.hotelEtoile),
    rates,
    tariffs,
    rules,
    fees,
  })

/** DEMO-2026-BUCKETS: the same with one row replaced. */
export const demoBookWithBuckets = (parties: Parameters<typeof demoBook>[0]): PriceBook => {
  const book = demoBook(parties)
  const buckets = decode({ ...empty, rates: [bucketRate] }).rates
  return {
    ...book,
    name: "DEMO-2026-BUCKETS",
    rates: [...book.rates.filter(({ id }) => id !== bucketRate.id), ...buckets],
  }
}

const empty = {
  version: 0,
  name: "empty",
  currency: "EUR",
  settings,
  zones: [],
  routes: [],
  packages: [],
  tariffs: [],
  rules: [],
  fees: [],
}
