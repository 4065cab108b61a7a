/**
 * Which tariff counts: of the first level that has one valid on the day of the pickup, for its own category before one for
 * any, the later `validFrom`, then the id.
 */
import { absence } from "../book/Row.ts"
import type { Rejected } from "../Explanation.ts"
import type { Level } from "../Levels.ts"
import type { Situation } from "../Situation.ts"
import type { CompiledTariff, CompiledTariffs } from "./compileTariffs.ts"

/** The tariff that counts; undefined: none does. */
export const chooseTariff = (
  { byOwner }: CompiledTariffs,
  { pickup, trip }: Situation,
  levels: ReadonlyArray<Level>,
): CompiledTariff | undefined => {
  for (const { owner } of levels) {
    const ofOwner = byOwner.get(owner)
    if (ofOwner === undefined) continue
    for (const category of categoriesOf(trip)) {
      const valid = ofOwner.get(category)?.find(({ data }) => absence(data, pickup.date) === undefined)
      if (valid !== undefined) return valid
    }
  }
  return undefined
}

/** The other tariffs for the trip's category or any at these levels, and why each is not `chosen`. */
export const rejectedTariffs = (
  { byOwner }: CompiledTariffs,
  { pickup, trip }: Situation,
  levels: ReadonlyArray<Level>,
  chosen: CompiledTariff,
): ReadonlyArray<Rejected> => {
  const rejected: Array<Rejected> = []
  let lower: "LOWER_RANK" | "LOWER_LEVEL" = "LOWER_RANK"
  for (const { owner } of levels) {
    for (const category of categoriesOf(trip)) {
      for (const tariff of byOwner.get(owner)?.get(category) ?? []) {
        const { data } = tariff
        if (tariff === chosen) continue
        rejected.push({
          kind: "TARIFF",
          id: data.id,
          label: data.name,
          reason: absence(data, pickup.date) ?? lower,
        })
      }
    }
    if (byOwner.get(owner)?.get(chosen.data.vehicleCategory)?.includes(chosen) === true) lower = "LOWER_LEVEL"
  }
  return rejected
}

const categoriesOf = ({ vehicleCategory }: Situation["trip"]): ReadonlyArray<string | null> =>
  vehicleCategory === undefined ? anyCategory : [vehicleCategory, null]

const anyCategory = [null]
