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
  return { n: n / by, d: d / by }
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
    const n = a.n * b.n + 0 // 0 has no sign
    const d = a.d * b.d
    if (isSafe(n) && isSafe(d)) return { n, d }
  }
  return lowest(BigInt(a.n) * BigInt(b.n), BigInt(a.d) * BigInt(b.d))
}

/** a ÷ b; b is not zero. */
export const divide = (a: Exact, b: Exact): Exact => {
  if (b.n > 0) return multiply(a, { n: b.d, d: b.n } as Exact) // both parts are of one kind, as b's are
  if (b.n < 0) return multiply(a, { n: -b.d, d: -b.n } as Exact) // the same
  throw new RangeError("division of an exact amount by zero")
}

export const add = (a: Exact, b: Exact): Exact => plus(a, b, 1)
export const subtract = (a: Exact, b: Exact): Exact => plus(a, b, -1)

/** a + b, or a − b. */
function plus(a: Exact, b: Exact, sign: 1 | -1): Exact {
  if (isSmall(a) && isSmall(b)) {
    const d = commonOf(a.d, b.d)
    const left = a.n * (d / a.d)
    const right = b.n * (d / b.d)
    const n = left + sign * right
    if (isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)) return { n, d }
  }
  return lowest(
    BigInt(a.n) * BigInt(b.d) + BigInt(sign) * BigInt(b.n) * BigInt(a.d),
    BigInt(a.d) * BigInt(b.d),
  )
}

/** A multiple of both. Most amounts of a price are over powers of ten, of which the larger is one: the sum stays short. */
function commonOf(a: number, b: number): number {
  const larger = Math.max(a, b)
  return isWhole(larger / a) && isWhole(larger / b) ? larger : a * b
}

export const negate = (a: Exact): Exact => (isSmall(a) ? { n: 0 - a.n, d: a.d } : { n: -a.n, d: a.d })

/** Negative, 0 or positive, as for sorting. */
export const compare = (a: Exact, b: Exact): number => {
  if (isSmall(a) && isSmall(b)) {
    const [left, right] = [a.n * b.d, b.n * a.d]
    if (isSafe(left) && isSafe(right)) return left - right
  }
  return Math.sign(Number(subtract(a, b).n))
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
  return Decimal.divideBig(a.n * 10n ** BigInt(scale), a.d)
}

/** The amount to pay: whole minor units, halves away from zero (EN 16931). */
export const toMoney = (a: Exact, currency: Currency): Money => round(a, digits(currency)) as Money // whole minor units

/** The smallest whole number not below the amount, as for started increments. */
export const ceil = (a: Exact): number => {
  // A quotient of safe integers is never rounded onto or over a whole number it is not.
  if (isSmall(a)) return Math.ceil(a.n / a.d) + 0
  return Number(a.n / a.d + (a.n % a.d > 0n ? 1n : 0n))
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
  for (const scale of scales) {
    const times = Decimal.powerOfTen(scale) / d
    const units = n * times
    if (isWhole(times) && isSafe(units)) return Decimal.format(units, scale, 0)
  }
  const by = gcd(Math.abs(n), d)
  if (by > 1) return formatSmall({ n: n / by, d: d / by })
  return isWhole(d / 3) ? `${n}/${d}` : undefined
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
const isSafe = Number.isSafeInteger
/** Of a quotient of safe integers, which is never rounded onto or over a whole number it is not. */
const isWhole = Number.isInteger

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
  while (b !== 0) [a, b] = [b, a % b]
  return a
}
