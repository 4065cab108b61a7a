/** Amounts, dates and times as readers of a language write them; times in the operator's zone. */
import {
  type Instant,
  type LocalDate,
  Money,
  Quantity,
  type QuoteDocument,
  UnitPrice,
  VatRate,
} from "@caleche/core"
import { DateTime } from "effect"
import type { Words } from "./words.ts"

export const writtenIn = ({ locale, units }: Words, { currency, operator }: QuoteDocument) => {
  const { timeZone } = operator
  const amounts = new Intl.NumberFormat(locale, { style: "currency", currency })
  const prices = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 4 })
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone })
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone })
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone })
  return {
    money: (amount: Money.Money) => amounts.format(exact(Money.format(amount, currency))),
    price: (price: UnitPrice.UnitPrice) => prices.format(exact(UnitPrice.format(price, currency))),
    count: (quantity: Quantity.Quantity, unit: string) =>
      `${plain.format(exact(Quantity.format(quantity)))} ${Object.hasOwn(units, unit) ? units[unit] : unit}`.trim(),
    rate: (rate: VatRate.VatRate) => shares.format(exact(VatRate.format(rate))),
    day: (date: LocalDate) => days.format(new Date(`${date}T00:00:00Z`)),
    date: (instant: Instant) => dates.format(DateTime.toDateUtc(instant)),
    hour: (instant: Instant) => hours.format(DateTime.toDateUtc(instant)),
    moment: (instant: Instant) => moments.format(DateTime.toDateUtc(instant)),
    /** For machines. */
    iso: (instant: Instant) => DateTime.formatIso(instant),
  } as const
}

export type Written = ReturnType<typeof writtenIn>

/** A formatter takes the digits of a decimal string as they are: nothing passes through a binary fraction. */
function exact(decimal: string): `${number}` {
  return decimal as `${number}` // our codecs write nothing else
}
