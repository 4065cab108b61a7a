import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { ZoneFactors, ZoneStrategy } from "../../../src/pricing/book/Zone.ts"
import { PriceBook } from "../../../src/pricing/PriceBook.ts"
import { at, careless, complaintsOf, optionalIn, refusalsOf, withAt } from "../whole/asJson.ts"
import { fullBook } from "./fullBook.ts"

const decode = Schema.decodeUnknownSync(PriceBook, { errors: "all" })
const encode = Schema.encodeSync(PriceBook)
const refusals = refusalsOf(PriceBook)
const refused = (place: string, value: unknown) => refusals(withAt(fullBook, place, value))

const hired = ["active", "validFrom", "validUntil"]
const agreed = ["oneWay", "surchargeable", "automaticFees"]
const kilometres = ["includedKm", "overagePerKm"]
const optional: ReadonlyArray<readonly [row: string, keys: ReadonlyArray<string>]> = [
  ["settings", ["waiting", "cancellation"]],
  ["settings.vat.0", ["tripType", "clientType", "crossBorder"]],
  ["settings", ["vatExemption"]],
  ["settings.holidays", ["FR", "BE"]],
  ["zones.0", ["active", "priority", "factor"]],
  ["zones.1", ["active"]],
  ["zones.2", ["active"]],
  ["zones.3", ["active"]],
  ["zones.4", ["active", "shape.country"]],
  ["routes.0", [...hired, "agencyId", ...agreed]],
  ["packages.0", [...hired, "clientId", ...agreed]],
  ["packages.1", [...hired, "agencyId", "extraPerHour", "incrementMinutes", "automaticFees", ...kilometres]],
  ["rates.0", [...hired, "clientId", "minimumMinutes", "incrementMinutes", ...kilometres]],
  ["rates.1", [...hired, "agencyId", "nightBuckets", "night", "incrementMinutes", ...kilometres]],
  ["tariffs.0", [...hired, "clientId", "combine", "baseFee", "rules.0.active"]],
  ["rules.0", ["active"]],
  ["fees.0", [...hired, "unit", "vat", "automatic"]],
  ["fees.1", [...hired, "automatic"]],
]

describe("a price book as JSON", () => {
  it("comes back whole", () => {
    expect(JSON.parse(JSON.stringify(encode(decode(fullBook))))).toEqual(fullBook)
  })

  it("has its amounts with the digits they need, and its texts without blanks around them", () => {
    const typed = withAt(withAt(fullBook, "routes.0.unitPrice", "85.5000"), "routes.0.name", " A – B ")
    const [route] = encode(decode(typed)).routes
    expect([route!.unitPrice, route!.name]).toEqual(["85.50", "A – B"])
  })

  it("may be without what is optional, and is refused without anything else, where it is missing", () => {
    expect(optionalIn(PriceBook, fullBook)).toEqual(
      optional.flatMap(([row, keys]) => keys.map((key) => `${row}.${key}`)),
    )
  })

  it("is refused at each place where a value of another kind stands", () => {
    expect(careless(PriceBook, fullBook)).toEqual([])
  })

  it("is refused at every place where it cannot be meant, all at once", () => {
    const [ring, other, fee] = [
      "zones.0.shape.coordinates.0",
      "zones.0.shape.coordinates.1",
      "fees.1.automatic",
    ]
    const open = withAt(fullBook, `${ring}.3`, [2, 48.5])
    expect(refusals(withAt(withAt(open, `${other}.3`, [2.5, 48]), fee, {}))).toEqual([
      ring,
      other,
      `${fee}.zoneIds`,
      `${fee}.bookedLessThanMinutesBefore`,
    ])
    const ends = withAt(withAt(fullBook, "routes.0.from", {}), "routes.0.to.address", {})
    expect(refusals(ends)).toEqual(
      expect.arrayContaining(["routes.0.from.zoneIds", "routes.0.from.address", "routes.0.to.address.label"]),
    )
  })
})

describe("a literal of a price book", () => {
  it.each([
    ["settings.zoneStrategy", ["SPECIFICITY", "PRIORITY", "MOST_EXPENSIVE", "CLOSEST"]],
    ["settings.zoneFactors", ["MAX", "PICKUP_ONLY", "DROPOFF_ONLY", "AVERAGE"]],
    ["settings.fallback", ["NONE", "DYNAMIC"]],
    ["settings.corrections.creditUnused", ["NONE", "TO_MINIMUM", "FULL"]],
    ["settings.corrections.allowance", ["BOOKED", "BILLED_HOURS"]],
    ["settings.waiting.clock", ["BOOKED", "LATER_OF_BOOKED_AND_ARRIVAL"]],
    ["settings.cancellation.vat", ["AS_SERVICE", "OUTSIDE_SCOPE"]],
    ["settings.vat.0.clientType", ["PRIVATE", "BUSINESS"]],
    ["settings.vat.0.category", ["S", "Z", "E", "O", "AE"]],
    ["packages.1.tripType", ["EXCURSION", "DISPO"]],
    ["rates.0.tripType", ["EXCURSION", "DISPO"]],
    ["rates.1.tripType", ["EXCURSION", "DISPO"]],
    ["rates.1.between", ["ROUND_UP", "ROUND_DOWN", "PROPORTIONAL"]],
    ["tariffs.0.combine", ["MAX", "SUM"]],
  ])("at %s is one of %j", (place, literals) => {
    for (const literal of literals)
      expect(at(encode(decode(withAt(fullBook, place, literal))), place)).toBe(literal)
    for (const other of ["", "OTHER", literals[0]!.toLowerCase()])
      expect(refused(place, other)).toEqual([place])
  })

  it("is refused where it is empty, of the strategies for zones by themselves, too", () => {
    expect(Schema.is(ZoneStrategy)("")).toBe(false)
    expect(Schema.is(ZoneFactors)("")).toBe(false)
  })
})

describe("a number of a price book", () => {
  it.each([
    ["settings.incrementMinutes", 1, 86_400, 0.5],
    ["settings.corrections.graceMinutes", 0, 86_400, 0.5],
    ["settings.waiting.freeMinutes", 0, 86_400, 0.5],
    ["settings.waiting.free.0.freeMinutes", 0, 86_400, 0.5],
    ["settings.waiting.blockMinutes", 1, 86_400, 1.5],
    ["settings.cancellation.tiers.0.fromMinutes", 0, 86_400, 0.5],
    ["zones.0.priority", -1_000, 1_000, 0.5],
    ["zones.0.shape.coordinates.0.1.0", -180, 180, 180.5],
    ["zones.0.shape.coordinates.0.1.1", -90, 90, 90.5],
    ["zones.1.shape.radiusKm", 0.001, 2_000, 0],
    ["zones.2.shape.toleranceMetres", 1, 1_000_000, 0.5],
    ["zones.3.shape.bufferMetres", 1, 1_000_000, 0.5],
    ["packages.1.includedMinutes", 1, 86_400, 1.5],
    ["packages.1.incrementMinutes", 1, 86_400, 1.5],
    ["rates.0.minimumMinutes", 1, 86_400, 1.5],
    ["rates.0.incrementMinutes", 1, 86_400, 1.5],
    ["rates.1.incrementMinutes", 1, 86_400, 1.5],
    ["rates.1.buckets.0.minutes", 1, 86_400, 1.5],
    ["rates.1.nightBuckets.0.minutes", 1, 86_400, 1.5],
  ])("at %s is from %d to %d, and not %d", (place, least, most, neither) => {
    for (const taken of [least, most]) expect(refused(place, taken)).toEqual([])
    for (const wrong of [least - 0.001, least - 1, most + 0.001, most + 1, neither, String(least)])
      expect(refused(place, wrong)).toEqual([place])
  })

  it.each([
    ["routes.0.to.address.toleranceMetres", 1, 50_000],
    ["fees.1.automatic.bookedLessThanMinutesBefore", 1, 1_000_000],
  ])("at %s is at least %d", (place, least, some) => {
    for (const taken of [least, some]) expect(refused(place, taken)).toEqual([])
    for (const wrong of [least - 1, -1]) expect(refused(place, wrong)).toContain(place)
  })

  it("is no more than 50 km for the tolerance of an address", () => {
    const place = "routes.0.to.address.toleranceMetres"
    expect(refused(place, 50_000.5)).toContain(place)
  })
})

describe("an amount of a price book", () => {
  it.each([
    ["settings.cancellation.noShow", "-1.00", "10.00"],
    ["settings.cancellation.tiers.1.share", "-1.00", "10.00"],
    ["settings.vat.0.rate", "0.00", "1.00"],
    ["fees.0.vat.rate", "0.00", "1.00"],
    ["zones.0.factor", "0.00", "100.00"],
  ])("at %s is a decimal from %s to %s, of up to four digits", (place, least, most) => {
    for (const taken of [least, most, "0.1234"])
      expect(at(encode(decode(withAt(fullBook, place, taken))), place)).toBe(taken)
    for (const wrong of [`${Number(least) - 0.0001}`, `${Number(most) + 0.0001}`, "0.12345", "a tenth", 0.1])
      expect(refused(place, wrong)).toEqual([place])
  })
})

describe("a text of a price book", () => {
  it.each([
    ["settings.vat.0.reason", 200],
    ["settings.vatExemption", 200],
    ["zones.0.name", 200],
    ["zones.4.shape.codes.0", 20],
    ["routes.0.name", 200],
    ["tariffs.0.vehicleCategory", 40],
    ["tariffs.0.name", 200],
    ["fees.0.code", 40],
    ["fees.0.unit", 20],
    ["fees.0.vat.reason", 200],
  ])("at %s is a line of at most %d characters", (place, most) => {
    expect(refused(place, "x".repeat(most))).toEqual([])
    for (const wrong of ["", "two\nlines", "x".repeat(most + 1)])
      expect(refused(place, wrong)).toEqual([place])
  })

  it("says where an address is in at most 300 characters", () => {
    const place = "routes.0.to.address.label"
    expect(refused(place, "x".repeat(300))).toEqual([])
    expect(refused(place, "x".repeat(301))).toContain(place)
  })

  it.each(["2026-07-14T00:00", "x2026-07-14", "14 July", "2026-02-29", ""])("is no holiday: %j", (day) => {
    expect(complaintsOf(PriceBook)(withAt(fullBook, "settings.holidays.FR.0", day))).toEqual([
      ["settings.holidays.FR.0", "must be a date, YYYY-MM-DD"],
    ])
  })

  it("is refused as the country of postal codes, as an id and as a time of the day where it is none", () => {
    for (const [place, text] of [
      ["zones.4.shape.country", "France"],
      ["rates.1.night.from", "24:00"],
      ["routes.0.id", "a b"],
      ["routes.0.agencyId", "7"],
      ["routes.0.validFrom", "2026-02-29"],
    ] as const)
      expect(refused(place, text)).toEqual([place])
  })
})

describe("a list of a price book", () => {
  const filled = (place: string, length: number) =>
    refused(
      place,
      Array.from({ length }, () => at(fullBook, `${place}.0`)),
    )

  it.each([
    ["settings.waiting.free", 0, 200],
    ["settings.waiting.free.0.zoneIds", 0, 1_000],
    ["settings.cancellation.tiers", 0, 100],
    ["settings.vat", 0, 200],
    ["settings.holidays.FR", 0, 1_000],
    ["zones.0.shape.coordinates", 1, 50],
    ["zones.0.shape.coordinates.0", 4, 1_000],
    ["zones.3.shape.line", 2, 1_000],
    ["zones.4.shape.codes", 1, 1_000],
    ["rates.1.buckets", 1, 100],
    ["rates.1.nightBuckets", 1, 100],
    ["tariffs.0.rules", 1, 200],
  ])("at %s has %d to %d elements", (place, fewest, most) => {
    for (const length of [fewest, most]) expect(filled(place, length)).toEqual([])
    for (const length of [...(fewest > 0 ? [0, fewest - 1] : []), most + 1])
      expect(filled(place, length)).toEqual([place])
  })

  it.each(["routes.0.from.zoneIds", "fees.0.automatic.zoneIds"])("at %s names 1 to 200 zones", (place) => {
    for (const length of [1, 200]) expect(filled(place, length)).toEqual([])
    for (const length of [0, 201]) expect(filled(place, length)).toContain(place)
  })
})
