/** The schemas of each list's rows: as they are kept, as they are entered, and as they are changed. */
import { Schema, Struct } from "effect"
import { Fee } from "./book/Fee.ts"
import { BucketRate, HirePackage, HireRate, HourlyRate } from "./book/Hire.ts"
import { Route, TransferPackage } from "./book/Route.ts"
import { RowId } from "./book/Row.ts"
import { tariffOf } from "./book/Tariff.ts"
import { Zone } from "./book/Zone.ts"
import { Package, PriceBook, priceBookOf, Tariff } from "./PriceBook.ts"
import type { BookPart } from "./PriceBookRepository.ts"
import { Rule, ruleKinds, ruleOf, type RuleSchema } from "./rules/index.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"

export const rowSchemas = {
  zones: Zone,
  routes: Route,
  packages: Package,
  rates: HireRate,
  tariffs: Tariff,
  rules: Rule,
  fees: Fee,
} as const

/** A whole book, and its rows by their lists. */
export interface BookSchemas {
  readonly book: typeof PriceBook
  readonly rows: typeof rowSchemas
}

/** Those of a book whose rules are of `kinds`; the types know of a host's kinds by `HostRuleKinds`. */
export const bookSchemasOf = (kinds: RuleKinds): BookSchemas => {
  if (kinds === ruleKinds) return { book: PriceBook, rows: rowSchemas }
  const rule = ruleOf(kinds)
  return {
    book: priceBookOf(kinds) as unknown as typeof PriceBook, // of the kinds the host named
    rows: {
      ...rowSchemas,
      tariffs: tariffOf(rule) as unknown as typeof Tariff,
      rules: rule as unknown as RuleSchema,
    }, // as above
  }
}

/** A row of one of the lists. */
export type BookRow<P extends BookPart> = PriceBook[P][number]

/** A row that gets an id when it brings none. */
const entered = <Fields extends Schema.Struct.Fields>({ fields }: Schema.Struct<Fields>) => {
  const { id: _, ...own } = fields
  return Schema.Struct({ ...own, id: Schema.optionalKey(RowId) })
}

type Entered<Row> = Row extends { readonly id: string } ? Omit<Row, "id"> & { readonly id?: string } : never
export interface NewRuleSchema extends Schema.Codec<
  Entered<RuleSchema["Type"]>,
  Entered<RuleSchema["Encoded"]>
> {}

/** A rule of one of these kinds that gets an id when it brings none. */
export const newRuleOf = (kinds: RuleKinds): NewRuleSchema =>
  // A kind's schema is a struct of its own fields and those of every row.
  Schema.Union(
    Object.values(kinds).map(({ schema }) =>
      entered(schema as unknown as Schema.Struct<{ id: typeof RowId }>),
    ),
  ) as unknown as NewRuleSchema

const newRule: NewRuleSchema = Schema.Union([
  entered(ruleKinds.TIME_RULE.schema),
  entered(ruleKinds.SEASON.schema),
  entered(ruleKinds.DISTANCE_TIERS.schema),
  entered(ruleKinds.TIME_RATE.schema),
  entered(ruleKinds.MINIMUM_FARE.schema),
  entered(ruleKinds.MARK_UP.schema),
])

export const newRowSchemas = {
  zones: entered(Zone),
  routes: entered(Route),
  packages: Schema.Union([entered(TransferPackage), entered(HirePackage)]),
  rates: Schema.Union([entered(HourlyRate), entered(BucketRate)]),
  tariffs: entered(Tariff),
  rules: newRule,
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
