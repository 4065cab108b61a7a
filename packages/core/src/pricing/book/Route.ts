/**
 * Agreed prices of a transfer from one end to another.
 *
 * A *route* is a row of a grid, the operator's or one negotiated with an agency; a *package* is a flat price for the trips
 * of one client, one agency or anybody. Both excl. VAT.
 */
import { Schema } from "effect"
import { Line } from "../../shared/Text.ts"
import { UnitPrice } from "../../shared/UnitPrice.ts"
import { AgencyId } from "../../shared/Ids.ts"
import { forCategory, ownership, RowId, rowFields, validity } from "./Row.ts"
import { Position } from "./Zone.ts"

/** Where a row begins or ends: in one of some zones, or at an address. */
export const End = Schema.Union([
  Schema.Struct({ zoneIds: Schema.Array(RowId).check(Schema.isMinLength(1), Schema.isMaxLength(200)) }),
  Schema.Struct({
    address: Schema.Struct({
      label: Line(300),
      position: Position,
      toleranceMetres: Schema.Finite.check(Schema.isBetween({ minimum: 1, maximum: 50_000 })),
    }),
  }),
])
export type End = typeof End.Type

/** What applies to an agreed price although it is one; nothing unless said. */
const exceptions = {
  /** Takes the time rules and seasons. */
  surchargeable: Schema.optionalKey(Schema.Boolean),
  /** Takes the fees that apply by themselves. */
  automaticFees: Schema.optionalKey(Schema.Boolean),
}

const between = {
  from: End,
  to: End,
  /** Only as written, from `from` to `to`. */
  oneWay: Schema.optionalKey(Schema.Boolean),
  unitPrice: UnitPrice,
  ...exceptions,
}

/** A row of the operator's grid, or of an agency's. */
export const Route = Schema.Struct({
  ...rowFields,
  ...validity,
  agencyId: Schema.optionalKey(AgencyId),
  ...forCategory,
  ...between,
})
export type Route = typeof Route.Type

/** A flat price for a transfer. */
export const TransferPackage = Schema.Struct({
  ...rowFields,
  ...validity,
  ...ownership,
  ...forCategory,
  tripType: Schema.Literal("TRANSFER"),
  ...between,
})
export type TransferPackage = typeof TransferPackage.Type
