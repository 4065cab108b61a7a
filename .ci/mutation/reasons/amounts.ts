import { because, type Reasons } from "./Reason.ts"

const brand = (name: string) =>
  because("the name of a brand, which exists for the type-checker alone.", [`"${name}"`, '""'])

export const amounts: Reasons = {
  "shared/Decimal.ts": [
    because(
      "the last three digits are written from the same row of the table, within the loop or after it.",
      ["digits > 3", "digits >= 3"],
    ),
    because("as many digits as asked for are padded with none.", ["scale < atLeast", "scale <= atLeast"]),
    because("a product that numbers hold is rounded the same in bigint, at ten times the cost.", [
      "!Number.isSafeInteger(product)",
      "true",
    ]),
    because("a half either way, of 0, is rounded to 0: the division is toward zero.", ["n < 0n", "n <= 0n"]),
  ],
  "shared/Exact.ts": [
    because(
      "leaves the sum, product or order to the bigint arithmetic below, which says the same and comes back to numbers.",
      ["isSmall(a) && isSmall(b)", "false"],
      [
        "{ const n = a.n * b.n + 0 // 0 has no sign const d = a.d * b.d if (isSafe(n) && isSafe(d)) return { n, d } }",
        "{}",
      ],
      ["isSafe(n) && isSafe(d)", "false"],
      [
        "{ const d = commonOf(a.d, b.d) const left = a.n * (d / a.d) const right = b.n * (d / b.d) const n = left + sign * right if (isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)) return { n, d } }",
        "{}",
      ],
      ["isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)", "false"],
      [
        "{ const [left, right] = [a.n * b.d, b.n * a.d] if (isSafe(left) && isSafe(right)) return left - right }",
        "{}",
      ],
      ["[a.n * b.d, b.n * a.d]", "[]"],
      ["isSafe(left) && isSafe(right)", "false"],
    ),
    because(
      "no denominator at all, or none that is whole, is not safe: the sum is made by bigint, which needs none.",
      [
        "{ const larger = Math.max(a, b) return isWhole(larger / a) && isWhole(larger / b) ? larger : a * b }",
        "{}",
      ],
      ["a * b", "a / b"],
    ),
    because(
      "the product of the denominators serves as well: the smaller is a multiple of both only where they are equal.",
      ["Math.max(a, b)", "Math.min(a, b)"],
      ["isWhole(larger / a) && isWhole(larger / b)", "false"],
    ),
    because(
      "of a product within 2^53 and one beyond, rounding the second moves it over neither the first nor 0.",
      ["isSafe(left) && isSafe(right)", "isSafe(left) || isSafe(right)"],
    ),
    because(
      "of two equal amounts either is the greater and the smaller.",
      ["compare(a, b) >= 0", "compare(a, b) > 0"],
      ["compare(a, b) <= 0", "compare(a, b) < 0"],
    ),
    because(
      "leaves the text to the bigint digits of `format`, which are the same, at several times the cost.",
      ["written !== undefined", "false"],
      [
        "{ for (const scale of scales) { const times = Decimal.powerOfTen(scale) / d const units = n * times if (isWhole(times) && isSafe(units)) return Decimal.format(units, scale, 0) } const by = gcd(Math.abs(n), d) if (by > 1) return formatSmall({ n: n / by, d: d / by }) return isWhole(d / 3) ? `${n}/${d}` : undefined }",
        "{}",
      ],
      [
        "{ const times = Decimal.powerOfTen(scale) / d const units = n * times if (isWhole(times) && isSafe(units)) return Decimal.format(units, scale, 0) }",
        "{}",
      ],
      ["isWhole(times) && isSafe(units)", "false"],
    ),
    because("0 is held in numbers and written without bigint, and its size is 0 with either sign.", [
      "n < 0n",
      "n <= 0n",
    ]),
  ],
  "shared/Money.ts": [brand("Money")],
  "shared/Quantity.ts": [brand("Quantity")],
  "shared/UnitPrice.ts": [brand("UnitPrice")],
  "shared/VatRate.ts": [brand("VatRate")],
}
