/**
 * Which tariff counts: of the first level that has one valid on the day of the pickup, for its own category before one for
 * any, the later `validFrom`, then the id.
 */
import { absence } from "../book/Row.ts"
import type { LocalDate } from "../../shared/Instant.ts"
import type { Rejected } from "../Explanation.ts"
import type { Level } from "../Levels.ts"
import type { Situation } from "../Situation.ts"
import type { CompiledTariff, CompiledTariffs } from "./compileTariffs.ts"

/** The tariff that counts; undefined: none does. */
export const chooseTariff = (
  { byOwner }: CompiledTariffs,
  { pickup, trip: { vehicleCategory } }: Situation,
  levels: ReadonlyArray<Level>,
): CompiledTariff | undefined => {
  for (const { owner } of levels) {
    const ofOwner = byOwner.get(owner)
    if (ofOwner === undefined) continue
    const valid =
      validOn(pickup.date, ofOwner.get(vehicleCategory)) ?? validOn(pickup.date, ofOwner.get(null))
    if (valid !== undefined) return valid
  }
  return undefined
}

function validOn(
  day: LocalDate,
  tariffs: ReadonlyArray<CompiledTariff> | undefined,
): CompiledTariff | undefined {
  if (tariffs !== undefined)
    for (const tariff of tariffs) if (absence(tariff.data, day) === undefined) return tariff
  return undefined
}

/** The other tariffs for the trip's category or any at these levels, and why each is not `chosen`. */
export const rejectedTariffs = (
  { byOwner }: CompiledTariffs,
  { pickup, trip: { vehicleCategory } }: Situation,
  levels: ReadonlyArray<Level>,
  chosen: CompiledTariff,
): ReadonlyArray<Rejected> => {
  const rejected: Array<Rejected> = []
  let lower: "LOWER_RANK" | "LOWER_LEVEL" = "LOWER_RANK"
  /** Whether `chosen` is among them. */
  const consider = (tariffs: ReadonlyArray<CompiledTariff> | undefined): boolean => {
    let isHere = false
    for (const tariff of tariffs ?? none) {
      if (tariff === chosen) {
        isHere = true
        continue
      }
      const { id, name } = tariff.data
      const reason = absence(tariff.data, pickup.date) ?? lower
      rejected.push({ kind: "TARIFF", id, label: name, reason })
    }
    return isHere
  }
  for (const { owner } of levels) {
    const ofOwner = byOwner.get(owner)
    if (ofOwner === undefined) continue
    const isOwn = consider(ofOwner.get(vehicleCategory))
    const isAny = consider(ofOwner.get(null))
    if (isOwn || isAny) lower = "LOWER_LEVEL"
  }
  return rejected
}

const none: ReadonlyArray<CompiledTariff> = []
