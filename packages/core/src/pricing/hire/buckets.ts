/**
 * Prices for 4 h, 5 h, 8 h … and what lies between them. Below the first bucket its price holds, so that less time never
 * costs more; beyond the last the hours count.
 */
import * as Exact from "../../shared/Exact.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { Currency } from "../../shared/Money.ts"
import type { BucketRate } from "../book/Hire.ts"
import type { Inputs, TracePart } from "../Explanation.ts"
import type { LocalClock } from "../LocalClock.ts"
import { elapsedWithin } from "../LocalWindow.ts"
import type { CompiledBuckets } from "./CompiledHire.ts"
import type { HireTime } from "./HireTime.ts"
import { hoursOf, startedIncrements } from "./increments.ts"

/** A price read from a row of buckets. */
interface Read {
  readonly billedMinutes: number
  readonly amount: Exact.Exact
  readonly inputs: Inputs
}

/** `start` is the pickup, in milliseconds since 1970. */
export const priceBuckets = (
  rate: CompiledBuckets,
  minutes: number,
  start: number,
  clock: LocalClock,
  currency: Currency,
): HireTime => {
  const window = Math.max(minutes, rate.buckets[0]!.minutes) * 60_000 // the schema asks for a bucket
  const nightMs = rate.nightBuckets === undefined ? 0 : elapsedWithin(clock, start, window, rate.nightWindow)
  const weighed = [
    { kind: "BUCKET", buckets: rate.buckets, ms: window - nightMs },
    { kind: "NIGHT_BUCKET", buckets: rate.nightBuckets!, ms: nightMs }, // without them no time is theirs
  ].filter(({ ms }) => ms > 0)
  const read = weighed.map(({ kind, buckets, ms }) => {
    const { amount, billedMinutes, inputs } = readBuckets(rate, buckets, minutes, currency)
    const share = Exact.of(ms, window)
    const part: TracePart = {
      kind,
      id: rate.id,
      label: rate.name,
      inputs: weighed.length === 1 ? inputs : { ...inputs, share: Exact.format(share) },
      amount: Exact.multiply(amount, share),
    }
    return { part, billedMinutes }
  })
  return {
    method: "BUCKETS",
    billedMinutes: Math.max(...read.map(({ billedMinutes }) => billedMinutes)),
    perHour: Exact.ofUnitPrice(rate.perHourBeyond),
    amount: Exact.sum(read.map(({ part }) => part.amount)),
    parts: read.map(({ part }) => part),
  }
}

function readBuckets(
  rate: CompiledBuckets,
  buckets: BucketRate["buckets"],
  minutes: number,
  currency: Currency,
): Read {
  const price = ({ price }: { readonly price: UnitPrice.UnitPrice }) => UnitPrice.format(price, currency)
  const last = buckets.at(-1)! // the schema asks for one
  if (minutes > last.minutes) {
    const extra = startedIncrements(minutes - last.minutes, rate.incrementMinutes)
    const perHour = Exact.ofUnitPrice(rate.perHourBeyond)
    return {
      billedMinutes: last.minutes + extra,
      amount: Exact.add(Exact.ofUnitPrice(last.price), Exact.multiply(perHour, hoursOf(extra))),
      inputs: {
        bookedMinutes: minutes,
        bucketMinutes: last.minutes,
        price: price(last),
        extraMinutes: extra,
        perHourBeyond: UnitPrice.format(rate.perHourBeyond, currency),
      },
    }
  }
  const at = buckets.findIndex((bucket) => bucket.minutes >= minutes)
  const upper = buckets[at]! // the last one is
  const lower = buckets[at - 1]
  const exact = (bucket: typeof upper, billedMinutes: number): Read => ({
    billedMinutes,
    amount: Exact.ofUnitPrice(bucket.price),
    inputs: { bookedMinutes: minutes, bucketMinutes: bucket.minutes, price: price(bucket) },
  })
  if (lower === undefined || upper.minutes === minutes || rate.between === "ROUND_UP")
    return exact(upper, upper.minutes)
  if (rate.between === "ROUND_DOWN") return exact(lower, minutes)
  const [from, to] = [Exact.ofUnitPrice(lower.price), Exact.ofUnitPrice(upper.price)]
  const way = Exact.of(minutes - lower.minutes, upper.minutes - lower.minutes)
  return {
    billedMinutes: minutes,
    amount: Exact.add(from, Exact.multiply(Exact.subtract(to, from), way)),
    inputs: {
      bookedMinutes: minutes,
      fromMinutes: lower.minutes,
      fromPrice: price(lower),
      toMinutes: upper.minutes,
      toPrice: price(upper),
    },
  }
}
