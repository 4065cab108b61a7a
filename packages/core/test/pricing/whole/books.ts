/** Whole price books drawn at random, as JSON, with trips and askers: everything that can meet in one price. */
import { DateTime, Result, Schema } from "effect"
import * as fc from "fast-check"
import { compileBook, type CompiledBook } from "../../../src/pricing/compileBook.ts"
import { PriceBook } from "../../../src/pricing/PriceBook.ts"
import type { PricingContext } from "../../../src/pricing/PricingContext.ts"
import { priceTrip } from "../../../src/pricing/priceTrip.ts"
import { TripRequest, type TripType } from "../../../src/pricing/Trip.ts"
import { vatOf } from "../../../src/pricing/vat/vatOf.ts"
import { written } from "../../../src/pricing/written.ts"
import { AgencyId, ClientId } from "../../../src/shared/Ids.ts"
import { uuid } from "../../samples.ts"

export type Row = Readonly<Record<string, unknown>>
export interface BookJson {
  readonly settings: Row
  readonly zones: ReadonlyArray<Row>
  readonly routes: ReadonlyArray<Row>
  readonly packages: ReadonlyArray<Row>
  readonly rates: ReadonlyArray<Row>
  readonly tariffs: ReadonlyArray<Row>
  readonly rules: ReadonlyArray<Row>
  readonly fees: ReadonlyArray<Row>
}
export interface TripJson extends Row {
  readonly tripType: TripType
  readonly pickupAt: string
  readonly durationMinutes: number
  readonly passengers: number
  readonly distanceKm: string
}
export interface Asker {
  readonly mode: "FIXED_GRID" | "DYNAMIC"
  readonly fallback: "NONE" | "DYNAMIC"
  readonly clientId: ClientId | undefined
  readonly clientType: "PRIVATE" | "BUSINESS"
  readonly agencyInvoiced: AgencyId | undefined
  readonly agencyBooked: AgencyId | undefined
}

export const client = ClientId.make(uuid(71))
export const agencies = [AgencyId.make(uuid(72)), AgencyId.make(uuid(73))] as const

const decimal = (n: number, scale = 2) => (n / 10 ** scale).toFixed(scale)
// Even amounts, so that half of each has as many decimals.
const price = (most: number) => fc.integer({ min: 0, max: most / 2 }).map((n) => decimal(2 * n))
const maybe = <A>(value: fc.Arbitrary<A>, freq = 2) => fc.option(value, { nil: undefined, freq })
/** Without the keys that hold nothing. */
const filled = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
const numbered = (name: string, rows: ReadonlyArray<Row>) =>
  rows.map((row, n): Row => filled({ id: `${name}-${n}`, name: `${name} ${n}`, ...row }))

const spots = [
  { label: "Louvre", latitude: 48.8606, longitude: 2.3376, postalCode: "75001" },
  { label: "Aubervilliers", latitude: 48.9146, longitude: 2.3822, postalCode: "93300" },
  { label: "CDG", latitude: 49.0142, longitude: 2.5419 },
  { label: "Orly", latitude: 48.729, longitude: 2.369 },
  { label: "Reims", latitude: 49.2583, longitude: 4.0317, postalCode: "51100" },
] as const

const shapes: ReadonlyArray<readonly [string, object]> = [
  ["paris", { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 7 }],
  ["ring", { type: "RADIUS", centre: [2.3522, 48.8566], radiusKm: 20 }],
  ["cdg", { type: "RADIUS", centre: [2.5479, 49.0097], radiusKm: 5 }],
  ["codes", { type: "POSTAL_CODES", codes: ["75", "93"] }],
]
const zones = fc
  .tuple(
    ...shapes.map(([id, shape]) =>
      fc.record({
        id: fc.constant(id),
        name: fc.constant(id),
        shape: fc.constant(shape),
        factor: maybe(fc.integer({ min: 5_000, max: 20_000 }).map((n) => decimal(n, 4))),
        priority: maybe(fc.integer({ min: 0, max: 3 })),
      }),
    ),
  )
  .map((all) => all.map(filled))

const end = fc.uniqueArray(fc.constantFrom("paris", "ring", "cdg", "codes"), { minLength: 2, maxLength: 4 })
const owner = fc.constantFrom<Row>({}, { agencyId: agencies[0] }, { agencyId: agencies[1] })
const agreed = fc.record({
  from: end.map((zoneIds) => ({ zoneIds })),
  to: end.map((zoneIds) => ({ zoneIds })),
  unitPrice: price(40_000),
  vehicleCategory: fc.constantFrom(null, "BERLINE", "VAN"),
  oneWay: maybe(fc.boolean()),
  active: maybe(fc.constantFrom(true, true, true, false)),
  validFrom: maybe(fc.constantFrom("2026-01-01", "2026-01-01", "2026-05-09")),
  validUntil: maybe(fc.constantFrom("2026-12-31", "2026-12-31", "2026-05-09")),
  surchargeable: maybe(fc.boolean()),
  automaticFees: maybe(fc.boolean()),
})
const routes = fc.array(fc.tuple(agreed, owner), { maxLength: 10 }).map((rows) =>
  numbered(
    "route",
    rows.map(([row, whose]) => ({ ...row, ...whose })),
  ),
)

const hirePackage = fc
  .record({
    tripType: fc.constantFrom("EXCURSION", "DISPO"),
    vehicleCategory: fc.constantFrom(null, "BERLINE"),
    includedMinutes: fc.integer({ min: 1, max: 16 }).map((n) => n * 30),
    unitPrice: price(30_000),
    extraPerHour: price(9_000),
    incrementMinutes: fc.constantFrom(15, 30, 60),
    includedKm: fc.integer({ min: 0, max: 100 }).map((n) => ({ perBooking: String(n) })),
    overagePerKm: price(300),
  })
  .map((row): Row => row)
const packages = fc
  .array(
    fc.oneof(
      fc
        .tuple(agreed, fc.oneof(owner, fc.constant({ clientId: client })))
        .map(([row, whose]): Row => ({ tripType: "TRANSFER", ...row, ...whose })),
      fc.tuple(hirePackage, owner).map(([row, whose]): Row => ({ ...row, ...whose })),
    ),
    { minLength: 3, maxLength: 8 },
  )
  .map((rows) => numbered("package", rows))

const buckets = fc.array(price(20_000), { minLength: 1, maxLength: 4 }).map((steps) =>
  steps.map((_, n) => ({
    minutes: 180 + n * 90,
    price: decimal(steps.slice(0, n + 1).reduce((all, step) => all + Math.round(Number(step) * 100), 0)),
  })),
)
const rates = fc
  .record({ hourly: price(12_000), buckets, isBuckets: fc.boolean(), beyond: price(9_000) })
  .map(({ beyond, buckets, hourly, isBuckets }) =>
    (["EXCURSION", "DISPO"] as const).map((tripType): Row => ({
      id: `rate-${tripType.toLowerCase()}`,
      name: tripType,
      tripType,
      vehicleCategory: null,
      includedKm: { perHour: "25" },
      ...(isBuckets
        ? { method: "BUCKETS", between: "PROPORTIONAL", buckets, perHourBeyond: beyond }
        : { method: "HOURLY", perHour: hourly, minimumMinutes: 240, incrementMinutes: 30 }),
    })),
  )

const tariffs = fc
  .record({ perKm: price(500), perHour: price(9_000), minimum: price(25_000), baseFee: price(1_000) })
  .map(({ baseFee, minimum, perHour, perKm }) => [
    {
      id: "tariff",
      name: "tariff",
      vehicleCategory: null,
      baseFee,
      rules: [
        {
          kind: "DISTANCE_TIERS",
          id: "km",
          name: "km",
          mode: "INCREMENTAL",
          tiers: [{ upToKm: null, perKm }],
        },
        { kind: "TIME_RATE", id: "hours", name: "hours", perHour },
        { kind: "MINIMUM_FARE", id: "minimum", name: "minimum", amount: minimum },
      ],
    },
  ])
const effect = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }).map((n): Row => ({ percentage: decimal(n, 4) })),
  price(4_000).map((amount): Row => ({ amount })),
  price(200).map((unitPrice): Row => ({ amountPer: "KM", unitPrice })),
)
const when = fc.constantFrom<Row>(
  { time: { from: "21:00", to: "07:00" } },
  { weekdays: [6, 7] },
  { dates: ["2026-03-29", "2026-10-25"] },
  { tripTypes: ["TRANSFER", "DISPO"] },
)
const rules = fc
  .tuple(
    fc.array(fc.tuple(when, effect, fc.boolean()), { maxLength: 5 }),
    fc.integer({ min: 8_000, max: 15_000 }),
  )
  .map(([all, factor]): ReadonlyArray<Row> => [
    ...all.map(([when, effect, isAdditive], n): Row => ({
      kind: "TIME_RULE",
      id: `rule-${n}`,
      name: `rule ${n}`,
      when,
      effect,
      ...(isAdditive && "percentage" in effect ? { mode: "ADDITIVE" } : {}),
    })),
    {
      kind: "SEASON",
      id: "may",
      name: "May",
      from: "2026-05-01",
      to: "2026-05-31",
      factor: decimal(factor, 4),
    },
  ])
const fees = fc.tuple(price(2_000), price(3_000)).map(([seat, parking]): ReadonlyArray<Row> => [
  { id: "seat", code: "SEAT", name: "Seat", unitPrice: seat },
  {
    id: "guide",
    code: "GUIDE",
    name: "Guide",
    unitPrice: parking,
    vat: { rate: "0.20", category: "S", reason: "a service of its own" },
  },
  {
    id: "parking",
    code: "PARKING",
    name: "Parking",
    unitPrice: parking,
    automatic: { zoneIds: ["cdg", "ring"] },
  },
])

const settings = fc
  .record({
    zoneStrategy: fc.constantFrom("SPECIFICITY", "PRIORITY", "MOST_EXPENSIVE", "CLOSEST"),
    zoneFactors: fc.constantFrom("MAX", "PICKUP_ONLY", "DROPOFF_ONLY", "AVERAGE"),
    graceMinutes: fc.constantFrom(0, 10),
    creditUnused: fc.constantFrom("NONE", "TO_MINIMUM", "FULL"),
  })
  .map(({ creditUnused, graceMinutes, ...zoned }): Row => ({
    ...zoned,
    fallback: "NONE",
    incrementMinutes: 15,
    corrections: { graceMinutes, creditUnused, allowance: "BOOKED", wholeKm: false },
    vat: [],
    holidays: {},
  }))

export const anyBook: fc.Arbitrary<BookJson> = fc.record({
  settings,
  zones,
  routes,
  packages,
  rates,
  tariffs,
  rules,
  fees,
})

/** What may let more cost less, or may not: each beside what the rest of the book says. */
interface Tweaks {
  readonly unordered?: true
  readonly rate?: Row
  readonly between?: string
  readonly nights?: true
  readonly without?: string
  readonly hourly?: true
  readonly negative?: "routes" | "packages" | "fees"
  /** A fee that applies by itself, which an excursion by the hour takes and a package does not. */
  readonly automatic?: true
  readonly rule?: Row
}
const safe = [{}, { between: "ROUND_UP" }, { between: "ROUND_DOWN" }, { rate: { overagePerKm: "0.40" } }]
const risky: ReadonlyArray<Tweaks> = [
  { unordered: true },
  { rate: { overagePerKm: "1.60" } },
  { rate: { overagePerKm: "0.40" }, between: "ROUND_DOWN" },
  { rate: { overagePerKm: "0.40" }, between: "ROUND_UP" },
  { nights: true },
  { without: "extraPerHour" },
  { without: "overagePerKm" },
  { hourly: true },
  { automatic: true },
  { negative: "routes" },
  { negative: "packages" },
  { negative: "fees" },
  { rule: { when: { passengers: { atMost: 3 } }, effect: { factor: "1.5" } } },
  { rule: { when: { time: { from: "21:00", to: "07:00" } }, effect: { percentage: "0.40" }, prorate: true } },
  {
    rule: { when: { tripTypes: ["DISPO", "EXCURSION"] }, effect: { percentage: "-0.40" } },
    rate: { overagePerKm: "0.80" },
  },
]
const tweaks = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Tweaks>(...safe) },
  { weight: 3, arbitrary: fc.constantFrom(...risky) },
)

/** Books of which some let more cost less, in each way there is. */
export const riskyBook: fc.Arbitrary<BookJson> = fc
  .tuple(anyBook, tweaks)
  .map(
    ([
      book,
      { automatic, between = "PROPORTIONAL", hourly, negative, nights, rate, rule, unordered, without },
    ]) => {
      const hires = book.packages.filter(({ tripType }) => tripType !== "TRANSFER")
      const dearer = (a: Row, b: Row) => Number(a["unitPrice"]) - Number(b["unitPrice"])
      const longer = (a: Row, b: Row) => Number(a["includedMinutes"]) - Number(b["includedMinutes"])
      const prices = hires.toSorted(dearer).map(({ unitPrice }) => unitPrice)
      const ordered = hires.toSorted(longer).map((row, n) => ({ ...row, unitPrice: prices[n] }))
      const packages = [
        ...book.packages.filter(({ tripType }) => tripType === "TRANSFER"),
        ...(unordered === true ? hires : ordered).map((row) => ({
          ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== without)),
          ...(hourly === true ? { includedKm: { perHour: "20" } } : {}),
        })),
      ]
      const cheaper = (part: "routes" | "packages" | "fees", rows: ReadonlyArray<Row>) =>
        negative === part ? rows.map((row) => ({ ...row, unitPrice: "-7.00" })) : rows
      return {
        ...book,
        routes: cheaper("routes", book.routes),
        packages: cheaper("packages", packages),
        fees: cheaper(
          "fees",
          automatic === true ? book.fees : book.fees.filter((fee) => !("automatic" in fee)),
        ),
        rates: book.rates.map((row) => ({
          ...row,
          ...rate,
          ...(row["method"] === "BUCKETS"
            ? { between, ...(nights === true ? { nightBuckets: [{ minutes: 180, price: "500.00" }] } : {}) }
            : {}),
        })),
        rules:
          rule === undefined
            ? book.rules
            : [...book.rules, { kind: "TIME_RULE", id: "risky", name: "risky", ...rule }],
      }
    },
  )

const minute = (from: string, hours: number) =>
  fc.integer({ min: 0, max: hours * 60 }).map((n) => new Date(Date.parse(from) + n * 60_000).toISOString())
/** Around both changes of the clock in Paris, and in May. */
export const isDstNight = (at: string) =>
  at < "2026-03-29T08" || (at > "2026-10-24T18" && at < "2026-10-25T08")
const pickupAt = fc.oneof(
  minute("2026-03-28T20:00Z", 10),
  minute("2026-10-24T20:00Z", 10),
  minute("2026-05-07T00:00Z", 100),
)
const asked = fc.array(
  fc.record({
    code: fc.constantFrom("SEAT", "GUIDE"),
    quantity: fc.integer({ min: 0, max: 3 }).map(String),
  }),
  { maxLength: 2 },
)

export const anyTrip: fc.Arbitrary<TripJson> = fc.record({
  tripType: fc.constantFrom("TRANSFER", "TRANSFER", "TRANSFER", "DISPO", "EXCURSION"),
  pickupAt,
  durationMinutes: fc.integer({ min: 1, max: 900 }),
  passengers: fc.integer({ min: 1, max: 8 }),
  distanceKm: fc.integer({ min: 0, max: 200_000 }).map((n) => decimal(n, 3)),
  vehicleCategory: fc.constantFrom("BERLINE", "BERLINE", "VAN"),
  pickup: fc.constantFrom(...spots),
  dropOff: fc.constantFrom(...spots),
  fees: asked,
})

export const anyAsker: fc.Arbitrary<Asker> = fc.record({
  mode: fc.constantFrom("FIXED_GRID", "DYNAMIC"),
  fallback: fc.constantFrom("DYNAMIC", "DYNAMIC", "NONE"),
  clientId: maybe(fc.constant(client)),
  clientType: fc.constantFrom("PRIVATE", "BUSINESS"),
  agencyInvoiced: maybe(fc.constantFrom(...agencies)),
  agencyBooked: maybe(fc.constantFrom(...agencies)),
})

const decodeBook = Schema.decodeUnknownSync(PriceBook)
const decodeTrip = Schema.decodeUnknownSync(TripRequest)

export const decoded = (book: BookJson): PriceBook =>
  decodeBook({ version: 3, name: "drawn", currency: "EUR", ...book })
export const compiled = (book: BookJson): CompiledBook => compileBook(decoded(book), "Europe/Paris")

/** Priced, or why not. */
export const tried = (book: CompiledBook, { tripType, ...trip }: TripJson, asker: Asker) => {
  const context: PricingContext = {
    currency: "EUR",
    timeZone: "Europe/Paris",
    at: DateTime.makeUnsafe("2026-03-01T08:00:00Z"),
    ...asker,
  }
  return Result.map(priceTrip(book, { ...decodeTrip(trip), tripType }, context), ({ lines, warnings }) => {
    const vat = Result.getOrThrow(
      vatOf(book.book.settings, { tripType, clientType: asker.clientType, crossBorder: false }),
    )
    return { computed: lines, warnings, lines: lines.map((line) => written(line, vat, "EUR", 3)) }
  })
}

const amountFields = new Set(["perKm", "perHour", "amount", "unitPrice", "baseFee", "price"])
const moreAmountFields = new Set(["extraPerHour", "overagePerKm", "perHourBeyond"])

/** The book with every amount in it multiplied by `k`. */
export const amountsTimes = (book: BookJson, k: number): BookJson =>
  JSON.parse(JSON.stringify(book), (key, value: unknown) =>
    (amountFields.has(key) || moreAmountFields.has(key)) && typeof value === "string"
      ? ((Math.round(Number(value) * 100) * k) / 100).toFixed(2)
      : value,
  ) as BookJson // its shape is kept
