/** What every row of a price book has: an id, a name for people, and the days it is valid. */
import { Schema } from "effect"
import { AgencyId, ClientId } from "../../shared/Ids.ts"
import { LocalDate } from "../../shared/Instant.ts"
import { formed, Line } from "../../shared/Text.ts"

/** Names a row within its book, in URLs too: `paris-cdg`, or a UUID where nobody chose one. */
export const RowId = Schema.String.check(
  formed(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 64, "must be 1 to 64 letters, digits, hyphens or underscores"),
)
export type RowId = typeof RowId.Type

/** A vehicle category as the operator calls it, such as `BERLINE`. */
export const VehicleCategory = Line(40)

export const rowFields = {
  id: RowId,
  name: Line(200),
  /** A row that is not active does not exist for pricing. True when left out. */
  active: Schema.optionalKey(Schema.Boolean),
}

/** The first and last day of the pickup, in the operator's zone, both included. */
export const validity = {
  validFrom: Schema.optionalKey(LocalDate),
  validUntil: Schema.optionalKey(LocalDate),
}

/** Whom a price was agreed with: a client, an agency, or nobody: then it is the operator's own. */
export const ownership = {
  clientId: Schema.optionalKey(ClientId),
  agencyId: Schema.optionalKey(AgencyId),
}

/** The category a price is for; null: any. A row of the trip's own category beats one for any. */
export const forCategory = { vehicleCategory: Schema.NullOr(VehicleCategory) }

export interface Validity {
  readonly active?: boolean | undefined
  readonly validFrom?: LocalDate | undefined
  readonly validUntil?: LocalDate | undefined
}

/** Why a row does not exist on `day`, or undefined when it does. */
export const absence = (row: Validity, day: LocalDate): "INACTIVE" | "OUT_OF_DATE" | undefined => {
  if (row.active === false) return "INACTIVE"
  const { validFrom = day, validUntil = day } = row
  return day < validFrom || day > validUntil ? "OUT_OF_DATE" : undefined
}
