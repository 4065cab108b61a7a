/**
 * What a hire took beyond what its quote billed, or less: at most one line for time and one for distance, on the terms
 * frozen with the price. The quoted lines stay as they are.
 *
 * What was quoted and its corrections add up to the price of what is billed in the end, to the cent; so each line is a
 * difference of two rounded prices.
 */
import * as Exact from "../../shared/Exact.ts"
import { type Currency, type Money, zero } from "../../shared/Money.ts"
import { format, type Quantity, scale as quantityScale } from "../../shared/Quantity.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import { type ComputedLine, stated } from "../ComputedLine.ts"
import type { Inputs } from "../Explanation.ts"
import { hoursOf } from "../hire/increments.ts"
import { includedKm, kmBeyond } from "../hire/kilometres.ts"
import type { PriceLine } from "../PriceLine.ts"
import type { Terms } from "../Terms.ts"
import { cut, halves } from "../vat/share.ts"
import { billedMinutes } from "./billedMinutes.ts"

type Line = Pick<PriceLine, "quantity" | "unitPrice" | "net" | "vat" | "source">

/** A transport line with its terms, and the OVERAGE lines attached to it. */
export interface Quoted {
  readonly terms: Terms
  readonly transport: Line
  readonly overages: ReadonlyArray<Line>
  /** The part of the price for the distance abroad, where it was split at a border. */
  readonly share?: Pick<PriceLine, "net" | "vat"> | undefined
}

/** What it took. */
export interface Taken {
  readonly seconds: number
  readonly km: Quantity
}

/**
 * `code` is TIME or DISTANCE. None where there is no difference. What corrects a price split at a border is split alike,
 * and is taxed as the line it corrects: an OVERAGE line is not split.
 */
export const corrections = (
  quoted: Quoted,
  taken: Taken,
  currency: Currency,
): ReadonlyArray<ComputedLine> => {
  const billed = billedMinutes(quoted.terms, taken.seconds)
  const ofTime = time(quoted, taken, billed, currency)
  const ofDistance = distance(quoted, taken, billed, currency)
  const lines =
    quoted.overages.length === 0
      ? atBorder([ofTime, ofDistance], quoted, currency)
      : [...atBorder([ofTime], quoted, currency), ofDistance]
  return lines.filter((line) => line.net !== 0)
}

/** Each cut so that the two lines of the price and its corrections are what the corrected price would have been cut into. */
function atBorder(
  lines: ReadonlyArray<ComputedLine>,
  { share, terms: { abroad }, transport }: Quoted,
  currency: Currency,
): ReadonlyArray<ComputedLine> {
  if (share === undefined || abroad === undefined) return lines
  let before = (transport.net + share.net) as Money // a sum of amounts
  return lines.flatMap((line) => {
    const after = (before + line.net) as Money // the same
    const [was, is] = [cut(before, abroad), cut(after, abroad)]
    before = after
    const nets = [is[0] - was[0], is[1] - was[1]] as unknown as readonly [Money, Money] // differences of amounts
    return halves(line, nets, abroad, share.vat, currency)
  })
}

function time({ terms, transport }: Quoted, { seconds }: Taken, billed: number, currency: Currency) {
  const perHour = Exact.parse(terms.perHour)! // as the schema of terms asks
  const more = billed - terms.billedMinutes
  const priceOf = (minutes: number) => Exact.toMoney(Exact.multiply(perHour, hoursOf(minutes)), currency)
  const net =
    terms.method === "HOURLY" ? priceOf(billed) - priceOf(terms.billedMinutes) : Number(priceOf(more))
  return correction(transport, currency, {
    code: "TIME",
    description: more < 0 ? "Unused time" : "Time beyond the quote",
    difference: hoursOf(more),
    unit: "hour",
    each: perHour,
    net: net as Money, // a difference of amounts
    inputs: {
      actualMinutes: Exact.format(Exact.of(seconds, 60)),
      quotedMinutes: terms.billedMinutes,
      billedMinutes: billed,
      incrementMinutes: terms.incrementMinutes,
      graceMinutes: terms.graceMinutes,
      creditUnused: terms.creditUnused,
      perHour: terms.perHour,
    },
  })
}

function distance(quoted: Quoted, { km }: Taken, billed: number, currency: Currency) {
  const { overages, terms, transport } = quoted
  const { overagePerKm = 0 as UnitPrice.UnitPrice } = terms // what had no price is not billed
  const included = includedKm(terms, terms.allowance === "BILLED_HOURS" ? billed : terms.billedMinutes)
  const beyond = kmBeyond(Exact.ofQuantity(km), included, terms.wholeKm)
  const known = overages.reduce((all, { quantity }) => all + quantity, 0)
  const more = beyond - known
  const net = more < 0 ? credit(overages, beyond, currency) : extra(beyond, known, overagePerKm, currency)
  const each = more < 0 ? overages[0]!.unitPrice : overagePerKm // less than what some line is for
  return correction(overages[0] ?? transport, currency, {
    code: "DISTANCE",
    description: more < 0 ? "Unused kilometres" : "Kilometres beyond the quote",
    difference: Exact.of(more, 10 ** quantityScale),
    unit: "km",
    each: Exact.ofUnitPrice(each),
    net,
    inputs: {
      actualKm: format(km),
      ...(included === undefined ? {} : { includedKm: Exact.format(included) }),
      allowance: terms.allowance,
      beyondKm: format(beyond),
      quotedKm: format(known as Quantity), // a sum of thousandths
      perKm: UnitPrice.format(each, currency),
    },
  })
}

function extra(beyond: number, known: number, perKm: UnitPrice.UnitPrice, currency: Currency): Money {
  const price = (km: number) => UnitPrice.times(km as Quantity, perKm, currency) // thousandths
  return (price(beyond) - price(known)) as Money // a difference of amounts
}

/** What is given back of the quoted kilometres when only `used` of them were driven, each at the price it was quoted. */
function credit(overages: ReadonlyArray<Line>, used: number, currency: Currency): Money {
  let [left, net] = [used, zero as number]
  for (const { net: quoted, quantity, unitPrice } of overages) {
    const kept = Math.min(left, quantity)
    left -= kept
    net += UnitPrice.times(kept as Quantity, unitPrice, currency) - quoted // thousandths
  }
  return net as Money // differences of amounts
}

interface Difference {
  readonly code: "TIME" | "DISTANCE"
  readonly description: string
  /** Hours or kilometres more; less when negative. */
  readonly difference: Exact.Exact
  readonly unit: string
  readonly each: Exact.Exact
  readonly net: Money
  readonly inputs: Inputs
}

function correction(
  corrected: Line,
  currency: Currency,
  { code, description, difference, each, inputs, net, unit }: Difference,
): ComputedLine {
  const sign = Exact.compare(difference, Exact.zero) < 0 ? -1 : 1
  const said = {
    quantity: (sign * Exact.round(difference, quantityScale)) as Quantity, // thousandths, none negative
    unit,
    unitPrice: (sign * Exact.round(each, UnitPrice.scale)) as UnitPrice.UnitPrice, // ten-thousandths
  }
  const amount = Exact.multiply(difference, each)
  return {
    kind: "CORRECTION",
    code,
    description,
    ...stated(Exact.ofMoney(net, currency), said, currency),
    vat: corrected.vat,
    source: corrected.source,
    trace: { parts: [{ kind: `CORRECTION_${code}`, label: description, inputs, amount }], rejected: [] },
  }
}
