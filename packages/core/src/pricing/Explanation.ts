/**
 * How a price came about, as data a person can check and a program can replay: every rule, row and zone applied, with
 * what it added, and what was considered and rejected.
 *
 * The last part is ROUNDING, the net less the sum of the others, so that the parts add up to the net exactly.
 */
import { Schema } from "effect"
import * as Exact from "../shared/Exact.ts"
import type { Currency, Money } from "../shared/Money.ts"
import { ofMoney } from "../shared/Exact.ts"
import { UpTo } from "../shared/Text.ts"

/** What a part was computed from: kilometres, minutes, zone names, rates; amounts as decimal strings. */
export const Inputs = Schema.Record(
  Schema.String,
  Schema.Union([UpTo(10_000), Schema.Finite, Schema.Boolean]),
)
export type Inputs = typeof Inputs.Type

/** One thing that added to the price, or took from it. */
export const Part = Schema.Struct({
  /** What it is: `ROUTE`, `PACKAGE`, `DISTANCE`, `TIME`, `TIME_RULE`, `SEASON`, `ZONE_FACTOR`, `MINIMUM_FARE`, `ROUNDING` … */
  kind: UpTo(100),
  /** The row or rule of the price book. */
  id: Schema.optionalKey(UpTo(200)),
  label: UpTo(10_000),
  inputs: Inputs,
  /** In the currency's major unit: a decimal with all its digits, or a fraction such as `275/6`. */
  amount: UpTo(10_000),
})
export type Part = typeof Part.Type

/** Something that could have given the price and did not. */
export const Rejected = Schema.Struct({
  kind: UpTo(100),
  id: Schema.optionalKey(UpTo(200)),
  label: UpTo(10_000),
  /** Why, as a code: `LOWER_LEVEL`, `INACTIVE`, `OUT_OF_DATE`, `OTHER_CATEGORY`, `LOWER_RANK`, `LESS_SPECIFIC` … */
  reason: UpTo(100),
  /** What it would have given, in the currency's major unit. */
  price: Schema.optionalKey(UpTo(10_000)),
})
export type Rejected = typeof Rejected.Type

/** No more than a price book has rows. */
export const Explanation = Schema.Struct({
  /** The version of the price book. */
  bookVersion: Schema.Int,
  parts: Schema.Array(Part).check(Schema.isMaxLength(10_000)),
  rejected: Schema.Array(Rejected).check(Schema.isMaxLength(150_000)),
})
export type Explanation = typeof Explanation.Type

/** A part before it is written down. */
export interface TracePart extends Omit<Part, "amount" | "id"> {
  readonly id?: string | undefined
  readonly amount: Exact.Exact
}

/** What the engine notes on its way to a price; an explanation is written from it when one is asked for. */
export interface Trace {
  readonly parts: ReadonlyArray<TracePart>
  readonly rejected: ReadonlyArray<Rejected>
}

/** Two lists in one; neither is copied where the other is empty, as one mostly is: joining takes a fifth of an explanation. */
export const both = (a: ReadonlyArray<Rejected>, b: ReadonlyArray<Rejected>): ReadonlyArray<Rejected> =>
  a.length === 0 ? b : b.length === 0 ? a : [...a, ...b]

/** Writes down how `net` came about. */
export const explain = (trace: Trace, net: Money, currency: Currency, bookVersion: number): Explanation => {
  const parts: Array<Part> = []
  let unrounded: Exact.Exact | undefined
  for (const { amount, id, inputs, kind, label } of trace.parts) {
    unrounded = unrounded === undefined ? amount : Exact.add(unrounded, amount)
    const written = Exact.format(amount)
    parts.push(
      id === undefined
        ? { kind, label, inputs, amount: written }
        : { kind, id, label, inputs, amount: written },
    )
  }
  parts.push(rounding(unrounded ?? Exact.zero, net, currency))
  return { bookVersion, parts, rejected: trace.rejected }
}

/** The amount before it was rounded: all parts but the last. */
export const unroundedOf = ({ parts }: Explanation): Exact.Exact =>
  Exact.sum(
    parts.filter(({ kind }) => kind !== "ROUNDING").map(({ amount }) => Exact.parse(amount) ?? Exact.zero),
  )

/** The same explanation of another net, where what is agreed includes VAT and the net follows from it. */
export const restated = (explanation: Explanation, net: Money, currency: Currency): Explanation => ({
  ...explanation,
  parts: [
    ...explanation.parts.filter(({ kind }) => kind !== "ROUNDING"),
    rounding(unroundedOf(explanation), net, currency),
  ],
})

function rounding(unrounded: Exact.Exact, net: Money, currency: Currency): Part {
  return {
    kind: "ROUNDING",
    label: "rounding to the minor unit",
    inputs: nothing,
    amount: Exact.format(Exact.subtract(ofMoney(net, currency), unrounded)),
  }
}

const nothing: Inputs = {}
