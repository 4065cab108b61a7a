/**
 * An exact amount on its way to a price: a fraction of whole numbers, so that 50 an hour for 55 minutes is 275/6 and not
 * 45.83. It is rounded once, when a line gets its net.
 *
 * Plain numbers carry it as long as both parts stay below 2^53, bigint beyond (decision 0020).
 */
import * as Decimal from "./Decimal.ts"
import { type Currency, digits, type Money } from "./Money.ts"
import { scale as quantityScale, type Quantity } from "./Quantity.ts"
import { scale as priceScale, type UnitPrice } from "./UnitPrice.ts"

/** `n / d`, d > 0, not always in lowest terms; both parts are numbers, or both are bigint. */
export type Exact = Small | Large
interface Small {
  readonly n: number
  readonly d: number
}
interface Large {
  readonly n: bigint
  readonly d: bigint
}

export const zero: Exact = { n: 0, d: 1 }
export const one: Exact = { n: 1, d: 1 }

/**
 * `n / d` in lowest terms; both are safe integers, d > 0.
 *
 * @example
 * of(12000, 10000) // 6/5
 */
export const of = (n: number, d = 1): Exact => {
  const by = gcd(Math.abs(n), d)
  return by === 1 ? { n, d } : { n: n / by, d: d / by }
}

/** `n / d` as it is: lowest terms cost ten operations to find. Both are safe integers, d > 0. */
export const over = (n: number, d: number): Exact => ({ n, d })

/** A price of one unit, in the currency's major unit. */
export const ofUnitPrice = (price: UnitPrice): Exact => of(price, Decimal.powerOfTen(priceScale))
/** Kilometres, hours, pieces. */
export const ofQuantity = (quantity: Quantity): Exact => over(quantity, Decimal.powerOfTen(quantityScale))
/** An amount in the currency's major unit. */
export const ofMoney = (amount: Money, currency: Currency): Exact =>
  over(amount, Decimal.powerOfTen(digits(currency)))

export const multiply = (a: Exact, b: Exact): Exact => {
  if (isSmall(a) && isSmall(b)) {
    const n = a.n * b.n
    const d = a.d * b.d
    if (isSafe(n) && isSafe(d)) return n === 0 ? zero : { n, d }
    const reduced = crosswise(a, b)
    if (isSafe(reduced.n) && isSafe(reduced.d)) return reduced
  }
  return lowest(BigInt(a.n) * BigInt(b.n), BigInt(a.d) * BigInt(b.d))
}

/** a ÷ b; b is not zero. */
export const divide = (a: Exact, b: Exact): Exact => {
  if (b.n === 0 || b.n === 0n) throw new RangeError("division of an exact amount by zero")
  return b.n < 0
    ? multiply(a, { n: -b.d, d: -b.n } as Exact) // both parts are of one kind, as b's are
    : multiply(a, { n: b.d, d: b.n } as Exact) // the same
}

export const add = (a: Exact, b: Exact): Exact => plus(a, b, 1)
export const subtract = (a: Exact, b: Exact): Exact => plus(a, b, -1)

/** a + b, or a − b. */
function plus(a: Exact, b: Exact, sign: 1 | -1): Exact {
  if (isSmall(a) && isSmall(b)) {
    // Most amounts of a price are over powers of ten: over the larger of them the sum stays as short as it can be.
    if (a.d >= b.d) {
      const times = a.d / b.d
      const right = b.n * times
      const n = a.n + sign * right
      if (isWhole(times) && isSafe(right) && isSafe(n)) return { n, d: a.d }
    } else {
      const times = b.d / a.d
      const left = a.n * times
      const n = left + sign * b.n
      if (isWhole(times) && isSafe(left) && isSafe(n)) return { n, d: b.d }
    }
    const [left, right] = [a.n * b.d, b.n * a.d]
    const n = left + sign * right
    const d = a.d * b.d
    if (isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)) return { n, d }
    const reduced = overCommon(a, b, sign)
    if (reduced !== undefined) return reduced
  }
  return lowest(
    BigInt(a.n) * BigInt(b.d) + BigInt(sign) * BigInt(b.n) * BigInt(a.d),
    BigInt(a.d) * BigInt(b.d),
  )
}

export const negate = (a: Exact): Exact => {
  if (isSmall(a)) return { n: a.n === 0 ? 0 : -a.n, d: a.d }
  return { n: -a.n, d: a.d }
}

/** Negative, 0 or positive, as for sorting. */
export const compare = (a: Exact, b: Exact): number => {
  if (isSmall(a) && isSmall(b)) {
    const [left, right] = [a.n * b.d, b.n * a.d]
    if (isSafe(left) && isSafe(right)) return left < right ? -1 : left > right ? 1 : 0
  }
  const difference = subtract(a, b)
  return difference.n < 0 ? -1 : difference.n > 0 ? 1 : 0
}
export const equals = (a: Exact, b: Exact): boolean => compare(a, b) === 0
export const max = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? a : b)
export const min = (a: Exact, b: Exact): Exact => (compare(a, b) <= 0 ? a : b)
export const sum = (amounts: Iterable<Exact>): Exact => {
  let total: Exact = zero
  for (const amount of amounts) total = add(total, amount)
  return total
}

/** The whole number of 10^-scale units nearest to the amount, halves away from zero. */
export const round = (a: Exact, scale: number): number => {
  if (isSmall(a)) return Decimal.multiplyDivide(a.n, Decimal.powerOfTen(scale), a.d)
  const scaled = 2n * (a.n < 0n ? -a.n : a.n) * 10n ** BigInt(scale) + a.d
  const units = Number(scaled / (2n * a.d))
  if (!Number.isSafeInteger(units)) throw new RangeError(`${a.n}/${a.d} is beyond 2^53 units`)
  return a.n < 0n && units !== 0 ? -units : units
}

/** The amount to pay: whole minor units, halves away from zero (EN 16931). */
export const toMoney = (a: Exact, currency: Currency): Money => round(a, digits(currency)) as Money // whole minor units

/** The smallest whole number not below the amount, as for started increments. */
export const ceil = (a: Exact): number => {
  // A quotient of safe integers is never rounded onto or over a whole number it is not.
  if (isSmall(a)) return Math.ceil(a.n / a.d) + 0
  return Number(a.n > 0n ? (a.n + a.d - 1n) / a.d : a.n / a.d)
}

/**
 * A decimal with as many digits as it takes, or a fraction in lowest terms where no decimal says it.
 *
 * @example
 * format(of(115_92966, 100_000)) // "115.92966"
 * format(of(275, 6)) // "275/6"
 */
export const format = (a: Exact): string => {
  const written = isSmall(a) ? formatSmall(a) : undefined
  if (written !== undefined) return written
  const { n, d } = lowestParts(BigInt(a.n), BigInt(a.d))
  let rest = d
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n; rest /= 2n) twos++
  for (; rest % 5n === 0n; rest /= 5n) fives++
  if (rest !== 1n) return `${n}/${d}`
  const scale = Math.max(twos, fives)
  const digitsOf = (n < 0n ? -n : n) * (10n ** BigInt(scale) / d)
  const text = String(digitsOf).padStart(scale + 1, "0")
  const whole = text.slice(0, text.length - scale)
  return (n < 0n ? "-" : "") + whole + (scale === 0 ? "" : "." + text.slice(text.length - scale))
}

/** The same without bigint, where numbers hold all digits of a decimal, or a fraction that is none for sure. */
function formatSmall({ d, n }: Small): string | undefined {
  if (d === 1 || n === 0) return String(n)
  if (isWhole(d / 3)) {
    if (isWhole(n / 3)) return formatSmall({ n: n / 3, d: d / 3 })
    const by = gcd(Math.abs(n), d)
    return `${n / by}/${d / by}`
  }
  for (const scale of scales) {
    const times = Decimal.powerOfTen(scale) / d
    if (!isWhole(times)) continue
    const units = n * times
    return isSafe(units) ? Decimal.format(units, scale, 0) : undefined
  }
  const by = gcd(Math.abs(n), d)
  return by > 1 ? formatSmall({ n: n / by, d: d / by }) : undefined
}

/** Decimals to try; a few too many cost less than a search for the fewest. */
const scales = [2, 4, 8, 12] as const

/** Reads what `format` writes, of up to 10,000 characters; undefined for anything else. */
export const parse = (text: string): Exact | undefined => {
  if (text.length > 10_000) return undefined
  const fraction = /^(-?\d+)\/([1-9]\d*)$/.exec(text)
  if (fraction !== null) return lowest(BigInt(fraction[1]!), BigInt(fraction[2]!))
  const decimal = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (decimal === null) return undefined
  const decimals = decimal[3] ?? ""
  return lowest(BigInt(decimal[1]! + decimal[2]! + decimals), 10n ** BigInt(decimals.length))
}

const isSmall = (a: Exact): a is Small => typeof a.n === "number"
const isSafe = (n: number): boolean => n <= Number.MAX_SAFE_INTEGER && n >= Number.MIN_SAFE_INTEGER
/** Of a quotient of safe integers, which is never rounded onto or over a whole number it is not. */
const isWhole = (quotient: number): boolean => quotient === Math.floor(quotient)

/** The product in lower terms, found without bigint: what either numerator shares with the other's denominator is gone. */
function crosswise(a: Small, b: Small): Small {
  const first = gcd(Math.abs(a.n), b.d)
  const second = gcd(Math.abs(b.n), a.d)
  return { n: (a.n / first) * (b.n / second), d: (a.d / second) * (b.d / first) }
}

/** a + b or a − b over the least common denominator, when numbers hold it. */
function overCommon(a: Small, b: Small, sign: 1 | -1): Small | undefined {
  const by = gcd(a.d, b.d)
  const [left, right] = [a.n * (b.d / by), b.n * (a.d / by)]
  const n = left + sign * right
  const d = (a.d / by) * b.d
  return isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d) ? { n, d } : undefined
}

function lowestParts(n: bigint, d: bigint): Large {
  let a = n < 0n ? -n : n
  let b = d
  while (b !== 0n) [a, b] = [b, a % b]
  return { n: n / a, d: d / a }
}

function lowest(n: bigint, d: bigint): Exact {
  const parts = lowestParts(n, d)
  const small = { n: Number(parts.n), d: Number(parts.d) }
  return isSafe(small.n) && isSafe(small.d) ? small : parts
}

function gcd(a: number, b: number): number {
  while (b > int32) [a, b] = [b, a % b]
  // From here on in 32 bits: the remainder of doubles costs ten times that of integers.
  let [x, y] = b === 0 ? [a, 0] : [b | 0, (a % b) | 0]
  while (y !== 0) [x, y] = [y, (x | 0) % y]
  return x === 0 ? 1 : x
}
const int32 = 2 ** 31 - 1
