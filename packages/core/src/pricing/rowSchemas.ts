/** The schemas of each list's rows: as they are kept, as they are entered, and as they are changed. */
import { Schema, Struct } from "effect"
import { Fee } from "./book/Fee.ts"
import { BucketRate, HirePackage, HireRate, HourlyRate } from "./book/Hire.ts"
import { Route, TransferPackage } from "./book/Route.ts"
import { RowId } from "./book/Row.ts"
import { Zone } from "./book/Zone.ts"
import { Package, type PriceBook, Tariff } from "./PriceBook.ts"
import type { BookPart } from "./PriceBookRepository.ts"
import { Rule, ruleKinds } from "./rules/index.ts"

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

/** A row that gets an id when it brings none. */
const entered = <Fields extends Schema.Struct.Fields>({ fields }: Schema.Struct<Fields>) => {
  const { id: _, ...own } = fields
  return Schema.Struct({ ...own, id: Schema.optionalKey(RowId) })
}

export const newRowSchemas = {
  zones: entered(Zone),
  routes: entered(Route),
  packages: Schema.Union([entered(TransferPackage), entered(HirePackage)]),
  rates: Schema.Union([entered(HourlyRate), entered(BucketRate)]),
  tariffs: entered(Tariff),
  rules: Schema.Union([
    entered(ruleKinds.TIME_RULE.schema),
    entered(ruleKinds.SEASON.schema),
    entered(ruleKinds.DISTANCE_TIERS.schema),
    entered(ruleKinds.TIME_RATE.schema),
    entered(ruleKinds.MINIMUM_FARE.schema),
    entered(ruleKinds.MARK_UP.schema),
  ]),
  fees: entered(Fee),
} as const

/** Fields of a row that change; those left out stay. */
const changed = <Fields extends Schema.Struct.Fields>({ fields }: Schema.Struct<Fields>) => {
  const { id: _, ...own } = fields
  return Schema.Struct(own).mapFields(Struct.map(Schema.optionalKey))
}

export const rowEditSchemas = {
  zones: changed(Zone),
  routes: changed(Route),
  tariffs: changed(Tariff),
  fees: changed(Fee),
} as const
