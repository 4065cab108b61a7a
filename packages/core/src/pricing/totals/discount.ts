/**
 * What discounts take off: one DISCOUNT line a VAT group, for a price that is lowered lowers the base of its own VAT rate.
 *
 * No discount takes a group below zero unless it is allowed to: a document that owes the client money is a credit note.
 */
import * as Decimal from "../../shared/Decimal.ts"
import * as Exact from "../../shared/Exact.ts"
import { type DiscountId, LineId } from "../../shared/Ids.ts"
import { type Currency, digits, format, type Money, sum, zero } from "../../shared/Money.ts"
import { Quantity } from "../../shared/Quantity.ts"
import type { UnitPrice } from "../../shared/UnitPrice.ts"
import { format as formatRate, scale as rateScale, VatCategory } from "../../shared/VatRate.ts"
import { type Discount, formatDiscountShare } from "../Discount.ts"
import { explain, type TracePart } from "../Explanation.ts"
import type { PriceLine } from "../PriceLine.ts"
import { netWithin } from "./inclVat.ts"
import { largestRemainder } from "./largestRemainder.ts"
import type { PriceBasis } from "./totalsOf.ts"

export interface Discounted {
  /** The DISCOUNT lines, discount by discount, VAT groups by category and rate. */
  readonly lines: ReadonlyArray<PriceLine>
  /** The discounts, each with whether it was capped. */
  readonly discounts: ReadonlyArray<Discount>
}

/** Applies to settled `lines`, none of which is one of these discounts; each to the price before any of the others. */
export const discount = (
  discounts: ReadonlyArray<Discount>,
  lines: ReadonlyArray<PriceLine>,
  priceBasis: PriceBasis,
  currency: Currency,
): Discounted => {
  const left = new Map(groupsOf(lines).map(({ key, base }) => [key, base]))
  const made: Array<PriceLine> = []
  const told = discounts.map((each) => {
    const groups = groupsOf(lines.filter((line) => isLowered(line, each))).filter(({ base }) => base > 0)
    const due = dueOf(each, groups)
    const given = due.map((amount, at) => {
      const { key } = groups[at]! // one amount a group
      const rest = left.get(key) ?? zero
      const off = each.allowNegative === true ? amount : Math.max(0, Math.min(amount, rest))
      left.set(key, (rest - off) as Money) // whole minor units
      return off
    })
    made.push(...groups.map((group, at) => lineOf(each, group, due[at]!, given[at]!, priceBasis, currency)))
    const asked = each.amount ?? due.reduce((all, amount) => all + amount, 0)
    const { capped: _, ...rest } = each
    return given.reduce((all, amount) => all + amount, 0) < asked ? { ...rest, capped: true } : rest
  })
  return { lines: made, discounts: told }
}

/** What a discount lowers: never a correction, a cancellation or another discount. */
const loweredKinds: ReadonlyArray<PriceLine["kind"]> = ["TRANSPORT", "SHARE", "OVERAGE", "FEE"]

const isLowered = (line: PriceLine, { forLineId }: Discount): boolean =>
  loweredKinds.includes(line.kind) &&
  (forLineId === undefined || line.id === forLineId || line.forLineId === forLineId)

interface Group {
  readonly key: number
  readonly lines: ReadonlyArray<PriceLine>
  readonly base: Money
}

/** Lines by (category, rate), in that order; their base is what was agreed, which a quote incl. VAT has as the gross. */
function groupsOf(lines: ReadonlyArray<PriceLine>): ReadonlyArray<Group> {
  const byKey = Map.groupBy(lines, ({ vat }) => keyOf(vat))
  return [...byKey]
    .map(([key, lines]) => ({ key, lines, base: sum(lines.map(({ gross, net }) => gross ?? net)) }))
    .toSorted((a, b) => a.key - b.key)
}

const categories = VatCategory.literals.toSorted()
/** A number for each (category, rate) that sorts as they do. */
const keyOf = ({ category, rate }: PriceLine["vat"]): number => categories.indexOf(category) * 10 ** 5 + rate

function dueOf({ amount, share = 0 }: DiscountTerms, groups: ReadonlyArray<Group>): ReadonlyArray<number> {
  if (amount === undefined) return groups.map(({ base }) => Decimal.multiplyDivide(base, share, 10 ** 4))
  return largestRemainder(
    amount,
    groups.map(({ base }) => base),
  )
}
type DiscountTerms = Pick<Discount, "amount"> & { readonly share?: number }

function lineOf(
  { id, name, share, forLineId }: Discount,
  { base, key, lines }: Group,
  due: number,
  given: number,
  priceBasis: PriceBasis,
  currency: Currency,
): PriceLine {
  const { vat } = lines[0]! // a group has a line
  const amount = (given === 0 ? 0 : -given) as Money // whole minor units
  const net = priceBasis === "INCL_VAT" ? netWithin(amount, vat.rate) : amount
  /** Excl. VAT, whatever the quote's prices are. */
  const part = (kind: string, exact: Exact.Exact, inputs: TracePart["inputs"]): TracePart => ({
    kind,
    id,
    label: name,
    inputs,
    amount:
      priceBasis === "INCL_VAT"
        ? Exact.divide(exact, Exact.of(10 ** rateScale + vat.rate, 10 ** rateScale))
        : exact,
  })
  const minor = 10 ** digits(currency)
  const exactDue =
    share === undefined
      ? Exact.of(-due, minor)
      : Exact.multiply(Exact.of(-base, minor), Exact.of(share, 10 ** 4))
  const parts = [
    part("DISCOUNT", exactDue, {
      base: format(base, currency),
      vatRate: formatRate(vat.rate),
      ...(share === undefined ? {} : { share: formatDiscountShare(share) }),
    }),
    ...(given < due ? [part("CAP", Exact.of(due - given, minor), {})] : []),
  ]
  return {
    id: lineIdOf(id, key),
    kind: "DISCOUNT",
    ...(forLineId === undefined ? {} : { forLineId }),
    discountId: id,
    description: name,
    quantity: Quantity.make(1000),
    unit: "discount",
    unitPrice: (amount * 10 ** (4 - digits(currency))) as UnitPrice, // an amount has fewer decimals than a unit price
    vat,
    net,
    ...(priceBasis === "INCL_VAT" ? { gross: amount } : {}),
    // A price lowered costs nothing by itself; where the cost of what it lowers is unknown, so is the margin it leaves.
    ...(lines.every(({ cost }) => cost !== undefined) ? { cost: zero } : {}),
    source: "MANUAL",
    explanation: explain({ parts, rejected: [] }, net, currency, noBook),
  }
}

/** No price book has a say in a discount granted by hand. */
const noBook = 0

/** The same line for the same discount and VAT group, however often it is computed anew. */
function lineIdOf(id: DiscountId, key: number): LineId {
  const last = (Number.parseInt(id.slice(24), 16) + key + 1) % 2 ** 48
  return LineId.make(id.slice(0, 24) + last.toString(16).padStart(12, "0"))
}
