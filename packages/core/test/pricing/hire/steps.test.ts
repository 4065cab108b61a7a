import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"

const empty = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
/** The warnings of a book of one rate or package, without the row they are about. */
const warnings = (row: object, corrections: object = {}) => {
  const { settings } = empty
  const rows = "method" in row ? { rates: [row] } : { packages: [row] }
  const book = Schema.decodeUnknownSync(PriceBook)({
    ...empty,
    ...rows,
    settings: { ...settings, corrections: { ...settings.corrections, ...corrections } },
  })
  return validateBook(book).warnings.map(({ issue, path }) => `${path.slice(2).join(".")} ${issue}`)
}

const tooLow = "is less than the kilometres included in the time cost beyond it"
const row = {
  id: "row",
  name: "row",
  tripType: "DISPO",
  vehicleCategory: null,
  includedKm: { perHour: "25" },
  overagePerKm: "2.00",
}
const hourly = { ...row, method: "HOURLY", perHour: "50.00", incrementMinutes: 60 }
const half = { ...row, includedMinutes: 240, unitPrice: "300.00", extraPerHour: "50.00" }
const buckets = {
  ...row,
  method: "BUCKETS",
  between: "ROUND_UP",
  buckets: [
    { minutes: 240, price: "200.00" },
    { minutes: 480, price: "400.00" },
  ],
  perHourBeyond: "50.00",
  incrementMinutes: 60,
}

describe("a step of billed time beside the kilometres it includes", () => {
  it("is told to be negative and no more where it is", () => {
    expect(warnings({ ...hourly, perHour: "-1.00" })).toEqual(["perHour is negative"])
    expect(warnings({ ...half, extraPerHour: "-1.00" })).toEqual(["extraPerHour is negative"])
    expect(warnings({ ...buckets, perHourBeyond: "-1.00" })).toEqual(["perHourBeyond is negative"])
  })

  it("may cost nothing where no kilometre is billed, and nothing less than a cent", () => {
    const { overagePerKm: _, ...unbilled } = hourly
    for (const free of [{ ...hourly, overagePerKm: "0.00" }, unbilled])
      for (const perHour of ["0.00", "0.0001", "0.01"]) expect(warnings({ ...free, perHour })).toEqual([])
    expect(warnings({ ...hourly, perHour: "0.00" })).toEqual([`perHour ${tooLow}`])
  })

  it("is the shorter one from a minimum to the next increment, too", () => {
    // In whole kilometres an hour is 25 of them and pays for 26; a quarter is 7 and pays for 6.5.
    const dear = { ...hourly, perHour: "52.00" }
    const whole = { wholeKm: true }
    expect(warnings(dear, whole)).toEqual([])
    expect(warnings({ ...dear, minimumMinutes: 120 }, whole)).toEqual([])
    expect(warnings({ ...dear, minimumMinutes: 45 }, whole)).toEqual([`perHour ${tooLow}`])
  })

  it("of a package is one of its own increments, and is not there where more is not offered", () => {
    expect(warnings(half)).toEqual([])
    expect(warnings({ ...half, incrementMinutes: 15 })).toEqual([])
    expect(warnings({ ...half, incrementMinutes: 15 }, { wholeKm: true })).toEqual([`extraPerHour ${tooLow}`])
    expect(warnings({ ...half, extraPerHour: "49.99" })).toEqual([`extraPerHour ${tooLow}`])
    const { extraPerHour: _, ...flat } = half
    expect(warnings(flat)).toEqual([])
  })

  it("of buckets is from one to the next, of which two may cost the same where no kilometre is included", () => {
    const { includedKm: _, overagePerKm: __, ...plain } = buckets
    const level = [
      { minutes: 240, price: "200.00" },
      { minutes: 480, price: "200.00" },
    ]
    expect(warnings({ ...plain, buckets: level })).toEqual([])
    expect(warnings({ ...buckets, buckets: level })).toEqual([`buckets.1.price ${tooLow}`])
    expect(warnings({ ...buckets, buckets: level, nightBuckets: level })).toEqual([
      `buckets.1.price ${tooLow}`,
      `nightBuckets.1.price ${tooLow}`,
      "nightBuckets weighs day and night",
    ])
  })

  it("is none between buckets that round down where there is but one", () => {
    const down = { ...buckets, between: "ROUND_DOWN" }
    expect(warnings(down)).toEqual([`between ${tooLow}`])
    expect(warnings({ ...down, buckets: buckets.buckets.slice(0, 1) })).toEqual([])
  })
})
