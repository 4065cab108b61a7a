/**
 * Where a book lets more kilometres, minutes or passengers cost less: a negative amount, prices that fall with duration, an
 * hour cheaper than the kilometres it includes, a rule that asks for passengers, a window or a night counted by its share.
 * Each is worth a look and no fault. A book without any never charges less for more.
 */
import type { Violation } from "../shared/Violation.ts"
import type { HireRate } from "./book/Hire.ts"
import { type Condition, conditionsIn } from "./bookConditions.ts"
import { type ByRules, hiresNotMonotone } from "./hire/notMonotone.ts"
import type { PriceBook } from "./PriceBook.ts"
import { ruleKinds } from "./rules/index.ts"
import { notNegative } from "./rules/notNegative.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"
import { tariffsNotMonotone } from "./tariff/notMonotone.ts"

/** Each breach, with its path in the book. */
export const notMonotone = (book: PriceBook, kinds: RuleKinds = ruleKinds): ReadonlyArray<Violation> => {
  const unitPrices = (part: "routes" | "fees") =>
    book[part].flatMap(({ unitPrice }, index) => notNegative(unitPrice, [part, index, "unitPrice"]))
  const transfers = book.packages.flatMap((row, index) =>
    row.tripType === "TRANSFER" ? notNegative(row.unitPrice, ["packages", index, "unitPrice"]) : [],
  )
  const conditions = conditionsIn({ rules: book.rules, tariffs: [] })
  return [
    ...unitPrices("routes"),
    ...transfers,
    ...hiresNotMonotone(book, (tripType) => byRules(conditions, tripType)),
    ...tariffsNotMonotone(book, kinds),
    ...unitPrices("fees"),
    ...notNegative(book.settings.waiting?.perBlock, ["settings", "waiting", "perBlock"]),
  ]
}

/** What is left of an hourly price where every rule of the book that lowers it for this trip type meets: 1 when none does. */
function byRules(conditions: ReadonlyArray<Condition>, tripType: HireRate["tripType"]): ByRules {
  let [product, shares] = [1, 0]
  const acting = conditions.filter(
    ({ rule, when }) => rule.active !== false && when.tripTypes?.includes(tripType) === true, // of transfers alone unless told
  )
  for (const { rule } of acting) {
    if (rule.kind === "SEASON") product *= Math.min(1, rule.factor / 10_000)
    else if ("factor" in rule.effect) product *= Math.min(1, rule.effect.factor / 10_000)
    else if ("percentage" in rule.effect) {
      const share = Math.min(0, rule.effect.percentage / 10_000)
      if (rule.mode === "ADDITIVE") shares += share
      else product *= 1 + share
    }
  }
  return { leastFactor: product * Math.max(0, 1 + shares), any: acting.length > 0 }
}
