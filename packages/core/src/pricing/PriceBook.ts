/**
 * All of an operator's prices and price rules as data: JSON in and out, versioned, so that a whole tariff can be exported,
 * compared, imported and tried on past trips.
 *
 * Rows that are valid on certain days say so; which version is in force is a matter of when the price is made.
 */
import { Schema } from "effect"
import { Currency } from "../shared/Money.ts"
import { Line } from "../shared/Text.ts"
import { Fee } from "./book/Fee.ts"
import { HirePackage, HireRate } from "./book/Hire.ts"
import { Route, TransferPackage } from "./book/Route.ts"
import { Settings } from "./book/Settings.ts"
import { tariffOf } from "./book/Tariff.ts"
import { Zone } from "./book/Zone.ts"
import { Rule, ruleOf } from "./rules/index.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"

/** A package of any trip type. */
export const Package = Schema.Union([TransferPackage, HirePackage])
export type Package = typeof Package.Type

export const Tariff = tariffOf(Rule)
export type Tariff = typeof Tariff.Type

const rows = <Row extends Schema.Top>(row: Row, most: number) =>
  Schema.Array(row).check(Schema.isMaxLength(most))

const bookWith = <R extends Schema.Top>(rule: R) =>
  Schema.Struct({
    /** Counted up by every change. */
    version: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
    name: Line(200),
    currency: Currency,
    settings: Settings,
    zones: rows(Zone, 5_000),
    routes: rows(Route, 100_000),
    packages: rows(Package, 20_000),
    /** By the hour or by buckets, of excursions and dispos. */
    rates: rows(HireRate, 5_000),
    tariffs: rows(tariffOf(rule), 1_000),
    /** Rules of every tariff: time rules, seasons and the host's own kinds. */
    rules: rows(rule, 2_000),
    fees: rows(Fee, 1_000),
  })

/** A book whose rules are of these kinds: `priceBookOf({ ...ruleKinds, EXPRESSWAY_TOLL: expresswayToll })`. */
export const priceBookOf = <Kinds extends RuleKinds>(kinds: Kinds) => bookWith(ruleOf(kinds))

export const PriceBook = bookWith(Rule)
export type PriceBook = typeof PriceBook.Type

/** A book without rows, with the usual choices in France. */
export const emptyBook = (currency: Currency, name = "Price book"): PriceBook => ({
  version: 0,
  name,
  currency,
  settings: {
    zoneStrategy: "SPECIFICITY",
    zoneFactors: "MAX",
    fallback: "NONE",
    incrementMinutes: 15,
    corrections: { graceMinutes: 0, creditUnused: "FULL", allowance: "BOOKED", wholeKm: false },
    vat: [],
    holidays: {},
  },
  zones: [],
  routes: [],
  packages: [],
  rates: [],
  tariffs: [],
  rules: [],
  fees: [],
})
