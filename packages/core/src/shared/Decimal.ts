/**
 * Exact decimals as whole numbers of their smallest unit: 85.00 € is 8500 cents, 1.375 h is 1375 thousandths.
 *
 * A JavaScript number holds every integer up to 2^53 exactly; products beyond that go through bigint. So no amount
 * passes through a binary fraction, at the speed of integer arithmetic (decision 0003).
 */
import { Schema, SchemaTransformation } from "effect"
import { OutOfRange } from "./OutOfRange.ts"

/**
 * The whole number of 10^-scale units that `text` says, or undefined when it is not a decimal of at most `scale` digits
 * after the point. A leading `+`, an exponent, spaces, leading zeros and digits other than 0-9 are refused.
 *
 * @example
 * parse("85.5", 2) // 8550
 */
export const parse = (text: string, scale: number): number | undefined => {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text)
  if (match === null) return undefined
  const fraction = match[3] ?? ""
  if (fraction.length > scale || match[2]!.length + scale > 15) return undefined
  const units = Number(match[2]! + fraction.padEnd(scale, "0"))
  return match[1] === "-" && units !== 0 ? -units : units
}

/**
 * Writes `units` of 10^-scale with all its digits, or without trailing zeros down to `atLeast` digits.
 *
 * @example
 * format(13750, 4, 2) // "1.375"
 */
export const format = (units: number, scale: number, atLeast: number = scale): string => {
  const magnitude = Math.abs(units)
  const most = powerOfTen(scale)
  const whole = Math.floor(magnitude / most) // a quotient of safe integers is never rounded up onto a whole number
  let fraction = magnitude - whole * most
  let digits = scale
  for (; digits > atLeast; digits--) {
    const shorter = fraction / 10
    if (shorter !== Math.floor(shorter)) break
    fraction = shorter
  }
  let text = units < 0 ? `-${whole}` : String(whole)
  if (digits === 0 && atLeast === 0) return text
  text += "."
  for (; digits > 3; digits -= 3) {
    const group = Math.floor(fraction / powerOfTen(digits - 3))
    text += written[3]![group]! // three digits
    fraction -= group * powerOfTen(digits - 3)
  }
  text += written[digits]![fraction]! // up to three digits
  return scale < atLeast ? text + "0".repeat(atLeast - scale) : text
}

/** Numbers of up to three digits with their leading zeros, by how many digits: looked up, since a number is written slowly. */
const written = [0, 1, 2, 3].map((digits) =>
  Array.from({ length: 10 ** digits }, (_, n) => (digits === 0 ? "" : String(n).padStart(digits, "0"))),
)

/** `a × b ÷ divisor`, rounded half away from zero (EN 16931's rounding); exact for any safe integers, divisor > 0. */
export const multiplyDivide = (a: number, b: number, divisor: number): number => {
  const product = a * b
  if (!Number.isSafeInteger(product)) return divideBig(BigInt(a) * BigInt(b), BigInt(divisor))
  const magnitude = Math.abs(product)
  const quotient = Math.floor(magnitude / divisor) // one too many only just below a whole, where rounding adds one anyway
  const up = 2 * (magnitude - quotient * divisor) >= divisor ? quotient + 1 : quotient
  return Math.sign(product) * up + 0 // 0 has no sign
}

/** `n ÷ divisor`, rounded half away from zero, divisor > 0. Refuses what no number holds exactly. */
export const divideBig = (n: bigint, divisor: bigint): number => {
  const half = n < 0n ? -divisor : divisor
  const rounded = Number((2n * n + half) / (2n * divisor))
  if (!Number.isSafeInteger(rounded)) throw new OutOfRange(`${n} ÷ ${divisor} is beyond 2^53`)
  return rounded
}

/** 10^exponent, for 0 to 12: looked up, since `**` costs several times the multiplication it is wanted for. */
export const powerOfTen = (exponent: number): number => powersOfTen[exponent]!
const powersOfTen = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent)

/** What the JSON Schema of a codec's strings says. */
const told = ({ max, min = `-${max}`, scale }: { scale: number; min?: string; max: string }) => ({
  toJsonSchema: () => ({
    format: "decimal",
    description: `A decimal from ${min} to ${max} with at most ${scale} digits after the point.`,
    pattern: `^(${min.startsWith("-") ? `-(${upTo(min.slice(1), scale)})|` : ""}${upTo(max, scale)})$`,
    maxLength: Math.max(min.split(".")[0]!.length, max.split(".")[0]!.length) + 1 + scale,
  }),
})

/** The pattern of what is written of 0 to `max`, of which the whole part is a power of ten, or all nines. */
function upTo(max: string, scale: number): string {
  const whole = max.split(".")[0]!
  const isPower = whole.startsWith("1")
  const digits = isPower ? whole.length - 1 : whole.length
  const below = `${digits === 0 ? "0" : `(0|[1-9][0-9]{0,${digits - 1}})`}(\\.[0-9]{1,${scale}})?`
  return isPower ? `${below}|${whole}(\\.0{1,${scale}})?` : below
}

/** A codec between a decimal string and whole units: at most `scale` digits written, |value| ≤ `max` (a decimal string). */
export const codec = (options: { scale: number; atLeast: number; min?: string; max: string }) => {
  const max = parse(options.max, options.scale)!
  const min = options.min === undefined ? -max : parse(options.min, options.scale)!
  const range = `${options.min ?? "-" + options.max} to ${options.max}`
  return Schema.String.check(
    Schema.makeFilter((text: string) => {
      const units = parse(text, options.scale)
      if (units === undefined)
        return `must be a decimal string with at most ${options.scale} decimals, such as "12.5"`
      return (units >= min && units <= max) || `must be ${range}`
    }, told(options)),
  ).pipe(
    Schema.decodeTo(
      Schema.Int.check(Schema.isBetween({ minimum: min, maximum: max })),
      SchemaTransformation.transform({
        decode: (text: string) => parse(text, options.scale)!,
        encode: (units: number) => format(units, options.scale, options.atLeast),
      }),
    ),
  )
}
