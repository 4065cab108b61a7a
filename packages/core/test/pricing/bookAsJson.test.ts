import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { absence, RowId } from "../../src/pricing/book/Row.ts"
import { ZoneFactors, ZoneStrategy } from "../../src/pricing/book/Zone.ts"
import { emptyBook, PriceBook } from "../../src/pricing/PriceBook.ts"
import { LocalDate } from "../../src/shared/Instant.ts"

const decode = Schema.decodeUnknownSync(PriceBook, { errors: "all" })
const encode = Schema.encodeSync(PriceBook)
const empty = encode(emptyBook("EUR", "A book"))
const withSettings = (more: object) => ({ ...empty, settings: { ...empty.settings, ...more } })

const end = { zoneIds: ["ring"] }
const address = {
  address: { label: "Gare de Lyon", position: [2.3735, 48.8443], toleranceMetres: 200 },
}
const outline = [
  [2, 48],
  [3, 48],
  [3, 49],
  [2, 48],
]
const book = {
  ...withSettings({
    fallback: "DYNAMIC",
    corrections: { graceMinutes: 10, creditUnused: "TO_MINIMUM", allowance: "BILLED_HOURS", wholeKm: true },
    waiting: {
      freeMinutes: 15,
      free: [{ zoneIds: ["ring"], freeMinutes: 60, fromLanding: true }],
      blockMinutes: 15,
      perBlock: "10.00",
      clock: "LATER_OF_BOOKED_AND_ARRIVAL",
    },
    cancellation: {
      tiers: [
        { fromMinutes: 0, share: "1.00" },
        { fromMinutes: 1440, share: "0.50" },
      ],
      noShow: "1.00",
      vat: "OUTSIDE_SCOPE",
    },
    vat: [{ tripType: "TRANSFER", clientType: "BUSINESS", rate: "0.10", category: "S", reason: "agreed" }],
    holidays: { FR: ["2026-07-14"] },
  }),
  zones: [
    {
      id: "ring",
      name: "Ring",
      shape: { type: "POLYGON", coordinates: [outline] },
      priority: 3,
      factor: "1.10",
    },
    { id: "round", name: "Round", shape: { type: "RADIUS", centre: [2.35, 48.86], radiusKm: 7 } },
    { id: "point", name: "Point", shape: { type: "POINT", centre: [2.35, 48.86], toleranceMetres: 150 } },
    {
      id: "line",
      name: "Line",
      shape: {
        type: "CORRIDOR",
        line: [
          [2.35, 48.86],
          [2.55, 49],
        ],
        bufferMetres: 500,
      },
    },
    { id: "codes", name: "Codes", shape: { type: "POSTAL_CODES", country: "FR", codes: ["75", "92100"] } },
  ],
  routes: [
    {
      id: "a-b",
      name: "A – B",
      active: false,
      validFrom: "2026-01-01",
      validUntil: "2026-12-31",
      vehicleCategory: null,
      from: end,
      to: address,
      oneWay: true,
      unitPrice: "85.5000",
      surchargeable: true,
      automaticFees: true,
    },
  ],
  fees: [
    {
      id: "parking",
      name: "Parking",
      code: "PARKING",
      unit: "stop",
      unitPrice: "6.00",
      vat: { rate: "0.20", category: "S", reason: "no transport" },
      automatic: { zoneIds: ["ring"] },
    },
    {
      id: "late",
      name: "Late",
      code: "LATE",
      unitPrice: "15.00",
      automatic: { bookedLessThanMinutesBefore: 120 },
    },
  ],
}

/** The paths of all that is refused of the book with `more`. */
const refused = (more: object): ReadonlyArray<string> => {
  try {
    decode({ ...book, ...more })
    return []
  } catch (error) {
    return [...String(error).matchAll(/at (\[.*\])\)?$/gm)].map(([, path]) => path!)
  }
}

describe("a price book as JSON", () => {
  it("comes back with all that was written in it", () => {
    const back = JSON.parse(JSON.stringify(encode(decode(book))))
    expect(back).toMatchObject({ ...book, routes: [{ ...book.routes[0], unitPrice: "85.50" }] })
  })

  it("knows each way to choose a zone, to combine factors and to tax a cancellation", () => {
    for (const zoneStrategy of ["SPECIFICITY", "PRIORITY", "MOST_EXPENSIVE", "CLOSEST"])
      expect(decode(withSettings({ zoneStrategy })).settings.zoneStrategy).toBe(zoneStrategy)
    for (const zoneFactors of ["MAX", "PICKUP_ONLY", "DROPOFF_ONLY", "AVERAGE"])
      expect(decode(withSettings({ zoneFactors })).settings.zoneFactors).toBe(zoneFactors)
    for (const vat of ["AS_SERVICE", "OUTSIDE_SCOPE"]) {
      const cancellation = { ...book.settings.cancellation, vat }
      expect(decode(withSettings({ cancellation })).settings.cancellation?.vat).toBe(vat)
    }
    expect(Schema.is(ZoneStrategy)("")).toBe(false)
    expect(Schema.is(ZoneFactors)("")).toBe(false)
  })

  it("is refused at every place where it cannot be meant, all at once", () => {
    const open = [...outline.slice(0, 3), [2, 48.5]]
    const askew = [...outline.slice(0, 3), [2.5, 48]]
    const zone = (coordinates: unknown) => ({ id: "z", name: "Z", shape: { type: "POLYGON", coordinates } })
    expect(
      refused({ zones: [zone([open]), zone([askew])], fees: [{ ...book.fees[1], automatic: {} }] }),
    ).toEqual([
      '["zones"][0]["shape"]["coordinates"][0]',
      '["zones"][1]["shape"]["coordinates"][0]',
      '["fees"][0]["automatic"]["zoneIds"]',
      '["fees"][0]["automatic"]["bookedLessThanMinutesBefore"]',
    ])
    for (const day of ["2026-07-14T00:00", "x2026-07-14", "14 July"])
      expect(refused(withSettings({ holidays: { FR: [day, day] } }))).toHaveLength(2)
    expect(
      refused({ routes: [{ ...book.routes[0], from: {}, to: { address: {} } }] }).length,
    ).toBeGreaterThan(1)
  })
})

describe("a row", () => {
  it.each(["a", "paris-cdg", "A_1", "0".repeat(64)])("may be called %s", (id) =>
    expect(Schema.is(RowId)(id)).toBe(true),
  )
  it.each(["", "-a", "_a", "a b", "a/b", "é", "0".repeat(65)])("may not be called %j", (id) => {
    expect(Schema.is(RowId)(id)).toBe(false)
    expect(() => Schema.decodeUnknownSync(RowId)(id)).toThrow(
      "must be 1 to 64 letters, digits, hyphens or underscores",
    )
  })

  it("exists from its first day to its last, both included, unless it is not active", () => {
    const day = (text: string) => LocalDate.make(text)
    const bounded = { validFrom: day("2026-05-01"), validUntil: day("2026-05-31") }
    expect(
      ["2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01"].map((on) => absence(bounded, day(on))),
    ).toEqual(["OUT_OF_DATE", undefined, undefined, "OUT_OF_DATE"])
    expect(absence({}, day("2026-05-01"))).toBeUndefined()
    expect(absence({ validFrom: bounded.validFrom }, day("2026-06-01"))).toBeUndefined()
    expect(absence({ validUntil: bounded.validUntil }, day("2026-04-30"))).toBeUndefined()
    expect(absence({ ...bounded, active: false }, day("2026-05-02"))).toBe("INACTIVE")
    expect(absence({ ...bounded, active: true }, day("2026-05-02"))).toBeUndefined()
  })
})
