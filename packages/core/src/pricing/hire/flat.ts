/** A package: its flat price, and the started increments beyond the time it includes. */
import * as Exact from "../../shared/Exact.ts"
import type { Currency } from "../../shared/Money.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { TracePart } from "../Explanation.ts"
import type { CompiledPackage } from "./CompiledHire.ts"
import type { HireTime } from "./HireTime.ts"
import { hoursOf, startedIncrements } from "./increments.ts"

/** Undefined when the booking is longer than the package and it has no price for more time. */
export const priceFlat = (
  row: CompiledPackage,
  minutes: number,
  currency: Currency,
): HireTime | undefined => {
  const { includedMinutes, incrementMinutes } = row
  const extra = Math.max(0, startedIncrements(minutes - includedMinutes, incrementMinutes))
  if (extra > 0 && row.extraPerHour === undefined) return undefined
  const { extraPerHour = 0 as UnitPrice.UnitPrice } = row // no time is billed that has no price
  const perHour = Exact.ofUnitPrice(extraPerHour)
  const parts: Array<TracePart> = [
    {
      kind: "PACKAGE",
      id: row.id,
      label: row.name,
      inputs: { includedMinutes, price: UnitPrice.format(row.unitPrice, currency) },
      amount: Exact.ofUnitPrice(row.unitPrice),
    },
  ]
  if (extra > 0)
    parts.push({
      kind: "EXTRA_TIME",
      id: row.id,
      label: "started increments beyond the package",
      inputs: {
        bookedMinutes: minutes,
        extraMinutes: extra,
        incrementMinutes,
        perHour: UnitPrice.format(extraPerHour, currency),
      },
      amount: Exact.multiply(perHour, hoursOf(extra)),
    })
  return {
    method: "PACKAGE",
    billedMinutes: includedMinutes + extra,
    perHour,
    amount: Exact.sum(parts.map(({ amount }) => amount)),
    parts,
  }
}
