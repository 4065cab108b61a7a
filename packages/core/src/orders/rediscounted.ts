/**
 * What the discounts of an order take off once a mission is given up: a share of what is left, and never more than it.
 * Otherwise ten percent of a trip nobody made would still come off the others.
 */
import { discount } from "../pricing/totals/discount.ts"
import type { Order, OrderLine } from "./Order.ts"

/** The order's lines with its discounts over the ACTIVE ones, and how many of them took off another amount before. */
export const rediscounted = (
  { currency, discounts = [], priceBasis }: Pick<Order, "currency" | "discounts" | "priceBasis">,
  lines: ReadonlyArray<OrderLine>,
): { readonly lines: ReadonlyArray<OrderLine>; readonly changed: ReadonlyArray<OrderLine> } => {
  const counting = lines.filter(({ discountId, state }) => state === "ACTIVE" && discountId === undefined)
  const off = new Map(
    discount(discounts, counting, priceBasis, currency).lines.map((line) => [line.id, line] as const),
  )
  const changed: Array<OrderLine> = []
  const now = lines.map((line): OrderLine => {
    if (line.discountId === undefined || line.state !== "ACTIVE") return line
    const anew = off.get(line.id)
    if (anew !== undefined && anew.unitPrice === line.unitPrice) return line
    const { cost: _, ...granted } = line
    const next: OrderLine = anew === undefined ? { ...line, state: "VOID" } : { ...granted, ...anew }
    changed.push(next)
    return next
  })
  return { lines: now, changed }
}
