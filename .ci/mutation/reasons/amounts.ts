import { because, type Reasons } from "./Reason.ts"

export const amounts: Reasons = {
  "shared/Decimal.ts": [
    because("a shorter way to the same: the longer one below gives it, too.", [
      "!Number.isSafeInteger(product)",
      "true",
    ]),
    because("0 has no sign.", ["product < 0", "product <= 0"], ["product < 0n", "product <= 0n"]),
  ],
  "shared/Exact.ts": [
    because(
      "numbers or bigint: the amount is the same, and only the time it takes another.",
      ["by === 1", "false"],
      ["isSmall(a) && isSmall(b)", "false"],
      [
        "{ const n = a.n * b.n const d = a.d * b.d if (isSafe(n) && isSafe(d)) return n === 0 ? zero : { n, d } const reduced = crosswise(a, b) if (isSafe(reduced.n) && isSafe(reduced.d)) return reduced }",
        "{}",
      ],
      ["isSafe(reduced.n) && isSafe(reduced.d)", "false"],
      [
        "{ // Most amounts of a price are over powers of ten: over the larger of them the sum stays as short as it can be. if (a.d >= b.d) { const times = a.d / b.d const right = b.n * times const n = a.n + sign * right if (isWhole(times) && isSafe(right) && isSafe(n)) return { n, d: a.d } } else { const times = b.d / a.d const left = a.n * times const n = left + sign * b.n if (isWhole(times) && isSafe(left) && isSafe(n)) return { n, d: b.d } } const [left, right] = [a.n * b.d, b.n * a.d] const n = left + sign * right const d = a.d * b.d if (isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)) return { n, d } const reduced = overCommon(a, b, sign) if (reduced !== undefined) return reduced }",
        "{}",
      ],
      ["a.d >= b.d", "true", "false", "a.d > b.d", "a.d < b.d"],
      [
        "{ const times = a.d / b.d const right = b.n * times const n = a.n + sign * right if (isWhole(times) && isSafe(right) && isSafe(n)) return { n, d: a.d } }",
        "{}",
      ],
      ["isWhole(times) && isSafe(right) && isSafe(n)", "false"],
      [
        "{ const times = b.d / a.d const left = a.n * times const n = left + sign * b.n if (isWhole(times) && isSafe(left) && isSafe(n)) return { n, d: b.d } }",
        "{}",
      ],
      ["isWhole(times) && isSafe(left) && isSafe(n)", "false"],
      ["[a.n * b.d, b.n * a.d]", "[]"],
      ["isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d)", "false"],
      ["reduced !== undefined", "false"],
      ["isSmall(a)", "true"],
      [
        "{ const [left, right] = [a.n * b.d, b.n * a.d] if (isSafe(left) && isSafe(right)) return left < right ? -1 : left > right ? 1 : 0 }",
        "{}",
      ],
      ["isSafe(left) && isSafe(right)", "false", "isSafe(left) || isSafe(right)"],
      ["written !== undefined", "false"],
      [
        "{ if (d === 1 || n === 0) return String(n) if (isWhole(d / 3)) { if (isWhole(n / 3)) return formatSmall({ n: n / 3, d: d / 3 }) const by = gcd(Math.abs(n), d) return `${n / by}/${d / by}` } for (const scale of scales) { const times = Decimal.powerOfTen(scale) / d if (!isWhole(times)) continue const units = n * times return isSafe(units) ? Decimal.format(units, scale, 0) : undefined } const by = gcd(Math.abs(n), d) return by > 1 ? formatSmall({ n: n / by, d: d / by }) : undefined }",
        "{}",
      ],
      ["d === 1 || n === 0", "false", "d === 1 && n === 0"],
      ["d === 1", "false"],
      ["isWhole(d / 3)", "false"],
      [
        "{ if (isWhole(n / 3)) return formatSmall({ n: n / 3, d: d / 3 }) const by = gcd(Math.abs(n), d) return `${n / by}/${d / by}` }",
        "{}",
      ],
      ["isWhole(n / 3)", "false"],
      [
        "{ const times = Decimal.powerOfTen(scale) / d if (!isWhole(times)) continue const units = n * times return isSafe(units) ? Decimal.format(units, scale, 0) : undefined }",
        "{}",
      ],
      ["!isWhole(times)", "true"],
      ["{ n: n / by, d: d / by }", "{}"],
      ["n / by", "n * by"],
      ["n <= Number.MAX_SAFE_INTEGER", "n < Number.MAX_SAFE_INTEGER"],
      ["n >= Number.MIN_SAFE_INTEGER", "n > Number.MIN_SAFE_INTEGER"],
      ["quotient === Math.floor(quotient)", "false"],
      ["(quotient: number): boolean => quotient === Math.floor(quotient)", "() => undefined"],
      ["{ n: (a.n / first) * (b.n / second), d: (a.d / second) * (b.d / first) }", "{}"],
      ["a.d / second", "a.d * second"],
      ["b.d / first", "b.d * first"],
      [
        "{ const by = gcd(a.d, b.d) const [left, right] = [a.n * (b.d / by), b.n * (a.d / by)] const n = left + sign * right const d = (a.d / by) * b.d return isSafe(left) && isSafe(right) && isSafe(n) && isSafe(d) ? { n, d } : undefined }",
        "{}",
      ],
      ["[a.n * (b.d / by), b.n * (a.d / by)]", "[]"],
      ["b.d / by", "b.d * by"],
      ["a.d / by", "a.d * by"],
      ["(a.d / by) * b.d", "a.d / by / b.d"],
      ["{ n, d }", "{}"],
      ["b > int32", "b >= int32"],
      ["2 ** 31 - 1", "2 ** 31 + 1"],
    ),
    because(
      "an amount of 0 is a number, never a bigint, and has no sign.",
      ["b.n < 0", "b.n <= 0"],
      ["a.n < 0n", "a.n <= 0n"],
      ["a.n > 0n", "a.n >= 0n"],
      ["n < 0n", "n <= 0n"],
    ),
    because(
      "of two equal amounts either is the greater and the smaller.",
      ["compare(a, b) >= 0", "compare(a, b) > 0"],
      ["compare(a, b) <= 0", "compare(a, b) < 0"],
    ),
  ],
  "shared/Money.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"Money"', '""']),
  ],
  "shared/Quantity.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"Quantity"', '""']),
  ],
  "shared/UnitPrice.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"UnitPrice"', '""']),
  ],
  "shared/VatRate.ts": [
    because("the name of a brand, which exists for the type-checker alone.", ['"VatRate"', '""']),
  ],
}
