import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { Discount, NewDiscount } from "../../../src/pricing/Discount.ts"
import { Explanation } from "../../../src/pricing/Explanation.ts"
import { PriceLine } from "../../../src/pricing/PriceLine.ts"
import { AskedTrip, Fallback, Trip, TripRequest } from "../../../src/pricing/Trip.ts"
import { uuid } from "../../samples.ts"
import { careless, complaintsOf, optionalIn, refusalsOf, withAt } from "./asJson.ts"

const explanation = {
  bookVersion: 7,
  parts: [
    {
      kind: "ZONE_FACTOR",
      id: "paris",
      label: "zones",
      inputs: { pickup: "1.25", km: 38.5, asked: true },
      amount: "1/3",
    },
    { kind: "ROUNDING", label: "rounding to the minor unit", inputs: {}, amount: "-1/300" },
  ],
  rejected: [{ kind: "ROUTE", id: "a-b", label: "A – B", reason: "INACTIVE", price: "12.5" }],
}
const request = {
  pickupAt: "2026-12-01T05:30:00.000Z",
  durationMinutes: 90,
  passengers: 3,
  vehicleCategory: "BERLINE",
  pickup: { label: "Louvre", postalCode: "75001", country: "FR" },
  dropOff: { label: "Reims" },
  stops: "Épernay\nAÿ",
  distanceKm: "140.5",
  foreignKm: "12",
  fees: [{ code: "SEAT", quantity: "2" }],
  details: {},
}
const trip = {
  ...request,
  tripType: "TRANSFER",
  pricingMode: "FIXED_GRID",
  assumed: ["durationMinutes", "distanceKm"],
}
const line = {
  id: uuid(1),
  kind: "TRANSPORT",
  forLineId: uuid(2),
  discountId: uuid(3),
  code: "PARIS-REIMS",
  description: "Paris – Reims",
  quantity: "1",
  unit: "trip",
  unitPrice: "285.00",
  vat: { rate: "0.10", category: "S", reason: "passenger transport", decidedBy: "POLICY" },
  net: 28_500,
  gross: 31_350,
  cost: 12_000,
  source: "GRID",
  explanation,
  terms: {
    method: "HOURLY",
    billedMinutes: 240,
    minimumMinutes: 180,
    incrementMinutes: 15,
    graceMinutes: 10,
    creditUnused: "FULL",
    allowance: "BOOKED",
    perHour: "275/6",
    includedKm: "100",
    includedKmPerHour: "25",
    overagePerKm: "1.50",
    wholeKm: true,
    abroad: { km: "12", ofKm: "140.5" },
  },
  computed: { unitPrice: "290.00", net: 29_000, source: "TARIFF", explanation },
  trip,
}
const discount = {
  id: uuid(4),
  name: "Loyalty",
  share: "0.1234",
  amount: 1_500,
  forLineId: uuid(2),
  allowNegative: true,
  capped: true,
}

const below = (place: string, keys: ReadonlyArray<string>) => keys.map((key) => `${place}.${key}`)
const ofParts = ["parts.0.id", "parts.0.inputs.pickup", "parts.0.inputs.km", "parts.0.inputs.asked"]
const ofExplanation = [...ofParts, "rejected.0.id", "rejected.0.price"]
const ofPickup = below("pickup", ["postalCode", "country"])
const asked = [
  ...["durationMinutes", "passengers", "vehicleCategory", "pickup", ...ofPickup, "dropOff", "stops"],
  ...["distanceKm", "foreignKm", "fees", "fees.0.quantity", "details"],
]
const ofTerms = ["minimumMinutes", "includedKm", "includedKmPerHour", "overagePerKm", "abroad"]

const ofTripOfLine = [...asked.filter((key) => key !== "durationMinutes" && key !== "passengers"), "assumed"]
const ofLineItself = [
  ...["forLineId", "discountId", "code", "gross", "cost"],
  ...["explanation", ...below("explanation", ofExplanation)],
  ...["terms", ...below("terms", ofTerms)],
  ...["computed", "computed.explanation", ...below("computed.explanation", ofExplanation)],
  ...["trip", ...below("trip", ofTripOfLine)],
]
const ofDiscount = ["share", "amount", "forLineId", "allowNegative", "capped"]
type Row = readonly [
  what: string,
  schema: Schema.Codec<unknown, unknown>,
  json: unknown,
  optional: Set<string>,
]
// Each is a schema of its own type, and is asked here as one of any.
const row = (what: string, schema: unknown, json: unknown, optional: ReadonlyArray<string>): Row => [
  what,
  schema as Schema.Codec<unknown, unknown>,
  json,
  new Set(optional),
]

describe("what a price is stored as, in JSON", () => {
  const rows = [
    row("an explanation", Explanation, explanation, ofExplanation),
    row("a trip as it is asked for", TripRequest, request, asked),
    row("a trip of a line", Trip, trip, ofTripOfLine),
    row("a line", PriceLine, line, ofLineItself),
    row("a discount", Discount, discount, ofDiscount),
  ]

  it.each(rows)("%s comes back whole", (_, schema, json) => {
    const read = Schema.decodeUnknownSync(schema)(json)
    expect(JSON.parse(JSON.stringify(Schema.encodeSync(schema)(read)))).toEqual(json)
  })

  it.each(rows)(
    "%s may be without what is optional, and is refused without anything else, where it is missing",
    (_, schema, json, optional) => expect(new Set(optionalIn(schema, json))).toEqual(optional),
  )

  it.each(rows)("%s is refused at each place where a value of another kind stands", (_, schema, json) =>
    expect(careless(schema, json)).toEqual([]),
  )
})

const broken = (schema: Schema.Codec<unknown, unknown>, json: unknown) => {
  const refusals = refusalsOf(schema)
  return (place: string, value: unknown) => refusals(withAt(json, place, value))
}
const ofLine = broken(PriceLine, line)
const ofTrip = broken(TripRequest, request)
const ofReason = broken(Explanation, explanation)

describe("a literal of a line", () => {
  it.each([
    ["kind", ["TRANSPORT", "SHARE", "OVERAGE", "FEE", "DISCOUNT", "CORRECTION", "CANCELLATION"]],
    ["source", ["CLIENT_PACKAGE", "AGENCY_GRID", "GRID", "TARIFF", "MANUAL"]],
    ["computed.source", ["CLIENT_PACKAGE", "AGENCY_GRID", "GRID", "TARIFF", "MANUAL"]],
    ["vat.decidedBy", ["POLICY", "USER"]],
    ["terms.method", ["HOURLY", "BUCKETS", "PACKAGE"]],
    ["trip.pricingMode", ["FIXED_GRID", "DYNAMIC", "MANUAL"]],
    ["trip.assumed.0", ["durationMinutes", "passengers", "distanceKm", "dropOff"]],
    ["trip.tripType", ["TRANSFER", "EXCURSION", "DISPO", "OFF_GRID", "A_HOST_S_2"]],
  ])("at %s is one of %j", (place, literals) => {
    for (const literal of literals) expect(ofLine(place, literal)).toEqual([])
    for (const other of ["", "OTHER ", literals[0]!.toLowerCase()])
      expect(ofLine(place, other)).toEqual([place])
  })

  it("of what happens without a row of the grid is NONE or DYNAMIC", () => {
    const is = Schema.is(Fallback)
    expect(["NONE", "DYNAMIC", "", "MANUAL"].filter((each) => is(each))).toEqual(["NONE", "DYNAMIC"])
  })
})

describe("an hour more or less of a hire, as it was agreed", () => {
  it("is an exact amount: a decimal or a fraction", () => {
    for (const amount of ["60", "-12.5", "275/6"]) expect(ofLine("terms.perHour", amount)).toEqual([])
    for (const amount of ["", "sixty", "1/0", "1.5/2"])
      expect(ofLine("terms.perHour", amount)).toEqual(["terms.perHour"])
  })
})

describe("the limits of a trip", () => {
  it.each([
    ["durationMinutes", 1, 86_400],
    ["passengers", 1, 1_000],
  ])("%s is a whole number from %d to %d, on a line, too", (key, least, most) => {
    for (const [place, refused] of [
      [key, ofTrip],
      [`trip.${key}`, ofLine],
    ] as const) {
      for (const taken of [least, most]) expect(refused(place, taken)).toEqual([])
      for (const wrong of [least - 1, most + 1, 1.5]) expect(refused(place, wrong)).toEqual([place])
    }
  })

  it.each([
    ["vehicleCategory", 40],
    ["fees.0.code", 40],
    ["pickup.label", 300],
    ["stops", 2_000],
  ])("%s has at most %d characters", (place, most) => {
    expect(ofTrip(place, "x".repeat(most))).toEqual([])
    expect(ofTrip(place, "x".repeat(most + 1))).toEqual([place])
  })

  it("fees are at most 50, each of a code and a quantity that is not negative", () => {
    const fees = (length: number) => Array.from({ length }, () => ({ code: "SEAT" }))
    expect(ofTrip("fees", fees(50))).toEqual([])
    expect(ofTrip("fees", fees(51))).toEqual(["fees"])
    for (const quantity of ["-1", "0.0001", "many"])
      expect(ofTrip("fees.0.quantity", quantity)).toEqual(["fees.0.quantity"])
    for (const code of ["", "two\nlines"]) expect(ofTrip("fees.0.code", code)).toEqual(["fees.0.code"])
  })

  it("details are JSON of at most 10,000 characters", () => {
    const details = (length: number) => ({ x: "y".repeat(length - JSON.stringify({ x: "" }).length) })
    expect(ofTrip("details", details(10_000))).toEqual([])
    expect(ofTrip("details", details(10_001))).toEqual(["details"])
  })

  it("what nobody said is at most four of its fields", () => {
    expect(ofLine("trip.assumed", ["durationMinutes", "passengers", "distanceKm", "dropOff"])).toEqual([])
    expect(ofLine("trip.assumed", Array(5).fill("dropOff"))).toEqual(["trip.assumed"])
  })

  it("a pickup is an instant, or as people ask for it a local time; a trip has no other", () => {
    const asked = broken(AskedTrip, request)
    expect(asked("pickupAt", "2026-12-01T06:30")).toEqual([])
    expect(ofTrip("pickupAt", "2026-12-01T06:30")).toEqual(["pickupAt"])
    for (const time of ["2026-02-30T06:30", "tomorrow"]) expect(asked("pickupAt", time)).toEqual(["pickupAt"])
  })
})

describe("the limits of an explanation", () => {
  it.each([
    ["parts.0.kind", 100],
    ["parts.0.id", 200],
    ["parts.0.label", 10_000],
    ["parts.0.inputs.pickup", 10_000],
    ["parts.0.amount", 10_000],
    ["rejected.0.kind", 100],
    ["rejected.0.id", 200],
    ["rejected.0.label", 10_000],
    ["rejected.0.reason", 100],
    ["rejected.0.price", 10_000],
  ])("%s has at most %d characters", (place, most) => {
    expect(ofReason(place, "x".repeat(most))).toEqual([])
    expect(ofReason(place, "x".repeat(most + 1))).toEqual([place])
  })

  it("parts are at most ten thousand, what was rejected no more than a book has rows, the version a whole number", () => {
    const refusals = refusalsOf(Explanation)
    const [part] = explanation.parts
    const rejected = Array.from({ length: 150_001 }, () => explanation.rejected[0])
    const parts = Array.from({ length: 10_001 }, () => part)
    expect(refusals({ ...explanation, parts: parts.slice(1) })).toEqual([])
    expect(refusals({ ...explanation, rejected, parts })).toEqual(["parts", "rejected"])
    expect(ofReason("bookVersion", 7.5)).toEqual(["bookVersion"])
  })

  it("an input is a text, a number or a yes or no, and nothing that holds others", () => {
    for (const input of ["1.25", 38.5, false]) expect(ofReason("parts.0.inputs.km", input)).toEqual([])
    for (const input of [null, [1], { km: 1 }])
      expect(ofReason("parts.0.inputs.km", input)).toEqual(["parts.0.inputs.km"])
  })
})

describe("a discount as a person grants it", () => {
  const granted = { name: "Loyalty", share: "0.10", forLineId: uuid(2), allowNegative: true }
  const { share: _, ...named } = granted
  const complaints = complaintsOf(NewDiscount)

  it("is a share or an amount, not both and not nothing", () => {
    expect(complaints(granted)).toEqual([])
    expect(complaints({ ...named, amount: "15.00" })).toEqual([])
    const either = [["share", "either share or amount is required"]]
    expect(complaints({ ...granted, amount: "15.00" })).toEqual(either)
    expect(complaints(named)).toEqual(either)
  })

  it.each(["0", "0.00", "-15.00"])("takes something off: not %s", (amount) => {
    expect(complaints({ ...named, amount })).toEqual([["amount", "must be more than 0"]])
  })

  it("takes off at most all, in ten-thousandths", () => {
    for (const share of ["0.0001", "1.00"]) expect(complaints({ ...named, share })).toEqual([])
    for (const share of ["0", "-0.10", "1.0001", "0.00001", 0.1])
      expect(complaints({ ...named, share }).map(([place]) => place)).toEqual(["share"])
  })

  it("has a name of at most 200 characters", () => {
    expect(complaints({ ...granted, name: "x".repeat(200) })).toEqual([])
    for (const name of ["", "x".repeat(201)])
      expect(complaints({ ...granted, name }).map(([place]) => place)).toEqual(["name"])
  })
})
