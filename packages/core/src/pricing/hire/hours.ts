/** Hours × rate, not below the minimum; booked time is billed in whole increments. */
import * as Exact from "../../shared/Exact.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { Currency } from "../../shared/Money.ts"
import type { CompiledHourly } from "./CompiledHire.ts"
import type { HireTime } from "./HireTime.ts"
import { hoursOf, startedIncrements } from "./increments.ts"

export const priceHours = (rate: CompiledHourly, minutes: number, currency: Currency): HireTime => {
  const { incrementMinutes, minimumMinutes = 0 } = rate
  const billedMinutes = Math.max(minimumMinutes, startedIncrements(minutes, incrementMinutes))
  const perHour = Exact.ofUnitPrice(rate.perHour)
  const amount = Exact.multiply(perHour, hoursOf(billedMinutes))
  const inputs = {
    bookedMinutes: minutes,
    billedMinutes,
    minimumMinutes,
    incrementMinutes,
    perHour: UnitPrice.format(rate.perHour, currency),
  }
  return {
    method: "HOURLY",
    billedMinutes,
    minimumMinutes,
    perHour,
    amount,
    parts: [{ kind: "HOURS", id: rate.id, label: rate.name, inputs, amount }],
  }
}
