/** The rules a transfer without an agreed price is priced by, for one vehicle category or any. */
import { Schema } from "effect"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { forCategory, ownership, rowFields, validity } from "./Row.ts"

/** `rule` is the union of the rule kinds there are, the host's included. */
export const tariffOf = <Rule extends Schema.Top>(rule: Rule) =>
  Schema.Struct({
    ...rowFields,
    ...validity,
    ...ownership,
    ...forCategory,
    /** Of several base amounts (distance, time) the greatest or the sum; MAX when left out. */
    combine: Schema.optionalKey(Schema.Literals(["MAX", "SUM"])),
    baseFee: Schema.optionalKey(UnitPrice),
    /** Distance, time, minimum and whatever else holds under this tariff alone. */
    rules: Schema.Array(rule).check(Schema.isMinLength(1), Schema.isMaxLength(200)),
  })
