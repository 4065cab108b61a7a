import { describe, expect, it } from "vitest"
import { newOwners } from "../../src/pricing/bookOwners.ts"
import { Schema } from "effect"
import { emptyBook, PriceBook } from "../../src/pricing/PriceBook.ts"
import { ruleKinds } from "../../src/pricing/rules/index.ts"
import { validateBook } from "../../src/pricing/validateBook.ts"
import { agencies } from "./whole/books.ts"
import { bookWith, demoTariffs, tariff } from "./tariff/demo.ts"

const told = (
  found: ReadonlyArray<{ readonly path: ReadonlyArray<string | number>; readonly issue: string }>,
) => found.map(({ issue, path }) => `${path.join(".")} ${issue}`)
const problems = (parts: Record<string, unknown>) => told(validateBook(bookWith(parts)).problems)
const warnings = (parts: Record<string, unknown>) => {
  const found = validateBook(bookWith(parts))
  expect(found.problems).toEqual([])
  return told(found.warnings)
}

const demoSettings = Schema.encodeSync(PriceBook)(emptyBook("EUR", "demo")).settings

const paris = {
  id: "paris",
  name: "Paris",
  shape: { type: "RADIUS", centre: [2.35, 48.86], radiusKm: 7 },
}
const rule = (more: object) => ({
  kind: "TIME_RULE",
  id: "rule",
  name: "rule",
  when: {},
  effect: { percentage: "0.10" },
  ...more,
})
const season = (scope: object) => ({
  kind: "SEASON",
  id: "season",
  name: "season",
  from: "2026-05-01",
  to: "2026-05-31",
  factor: "1.10",
  scope,
})

describe("what a book refers to", () => {
  it("is in it: zones, vehicle categories, holidays and trip types of every condition, of a single tariff's too", () => {
    expect(
      problems({
        zones: [paris],
        tariffs: [
          tariff("BERLINE", "2.00", "50.00", "45.00", {
            rules: [
              { kind: "TIME_RATE", id: "hours", name: "hours", perHour: "50.00" },
              season({ pickupZones: ["paris", "orly"], vehicleCategories: ["VAN"] }),
            ],
          }),
        ],
        rules: [
          rule({ when: { dropOffZones: ["cdg"], holidaysOf: "FR", vehicleCategories: ["BERLINE", "LIMO"] } }),
        ],
      }),
    ).toEqual([
      "tariffs.0.rules.1.scope.pickupZones.1 names no zone of this book",
      "tariffs.0.rules.1.scope.vehicleCategories.0 names no vehicle category of this book",
      "rules.0.when.dropOffZones.0 names no zone of this book",
      "rules.0.when.vehicleCategories.1 names no vehicle category of this book",
      "rules.0.when.holidaysOf names no country whose holidays are in this book",
    ])
  })

  it("may be any vehicle category where a price is for any, or there is none yet", () => {
    const rules = [rule({ when: { vehicleCategories: ["LIMO"] } })]
    expect(problems({ rules })).toEqual([])
    expect(problems({ rules, tariffs: [tariff(null, "2.00", "50.00", "45.00")] })).toEqual([])
  })

  it("is nothing it has: its own zones, and the countries it lists, a holiday or not", () => {
    const { settings } = emptyBook("EUR")
    expect(
      problems({
        settings: { ...settings, holidays: { FR: [] } },
        zones: [paris],
        tariffs: demoTariffs,
        rules: [rule({ when: { pickupZones: ["paris"], dropOffZones: ["paris"], holidaysOf: "FR" } })],
      }),
    ).toEqual([])
  })

  it("are agencies of the operator, a season's as well", () => {
    const book = bookWith({ rules: [season({ agencies: [agencies[0]] })] })
    expect(newOwners(book, emptyBook("EUR"))).toEqual({ clients: [], agencies: [agencies[0]] })
  })
})

const hired = { id: "row", name: "row", tripType: "DISPO", vehicleCategory: null }
const hourly = { ...hired, id: "hourly", method: "HOURLY", perHour: "60.00" }
const buckets = {
  ...hired,
  id: "buckets",
  method: "BUCKETS",
  between: "ROUND_UP",
  buckets: [
    { minutes: 240, price: "200.00" },
    { minutes: 480, price: "400.00" },
  ],
  perHourBeyond: "50.00",
}
const flat = (id: string, includedMinutes: number, unitPrice: string, more: object = {}) => ({
  ...hired,
  id,
  includedMinutes,
  unitPrice,
  extraPerHour: "50.00",
  ...more,
})
const tooLow = "is less than the kilometres included in the time cost beyond it"

describe("a book warns where more may cost less", () => {
  it("at a negative price of any row", () => {
    const ends = { from: { zoneIds: ["paris"] }, to: { zoneIds: ["paris"] }, vehicleCategory: null }
    const agreed = { id: "row", name: "row", ...ends, unitPrice: "-1.00" }
    const { settings } = emptyBook("EUR")
    const waiting = { freeMinutes: 15, free: [], blockMinutes: 15, perBlock: "-1.00", clock: "BOOKED" }
    expect(
      warnings({
        settings: { ...settings, waiting },
        zones: [paris],
        routes: [agreed],
        packages: [
          { ...agreed, tripType: "TRANSFER" },
          flat("flat", 240, "-1.00", { extraPerHour: "-2.00", overagePerKm: "-3.00" }),
        ],
        rates: [
          { ...hourly, perHour: "-1.00", overagePerKm: "-2.00" },
          { ...buckets, buckets: [{ minutes: 240, price: "-1.00" }], perHourBeyond: "-2.00" },
        ],
        fees: [{ id: "fee", name: "fee", code: "FEE", unitPrice: "-1.00" }],
      }),
    ).toEqual([
      "routes.0.unitPrice is negative",
      "packages.0.unitPrice is negative",
      "packages.1.unitPrice is negative",
      "packages.1.extraPerHour is negative",
      "packages.1.overagePerKm is negative",
      "rates.0.overagePerKm is negative",
      "rates.0.perHour is negative",
      "rates.1.buckets.0.price is negative",
      "rates.1.perHourBeyond is negative",
      "fees.0.unitPrice is negative",
      "settings.waiting.perBlock is negative",
    ])
  })

  it("at buckets and packages whose prices fall with duration", () => {
    const falling = [
      { minutes: 240, price: "200.00" },
      { minutes: 300, price: "199.99" },
    ]
    expect(warnings({ rates: [{ ...buckets, buckets: falling }] })).toEqual([
      "rates.0.buckets.1.price is less than that of a bucket for less time",
    ])
    expect(warnings({ rates: [{ ...buckets, nightBuckets: falling }] })).toEqual([
      "rates.0.nightBuckets.1.price is less than that of a bucket for less time",
      "rates.0.nightBuckets weighs day and night",
    ])
    const packages = [flat("half", 240, "300.00"), flat("day", 480, "299.99")]
    expect(warnings({ packages })).toEqual([
      "packages.1.unitPrice is less than that of a package for less time",
    ])
    expect(warnings({ packages: [flat("half", 240, "300.00"), flat("day", 480, "300.00")] })).toEqual([])
    for (const other of [{ tripType: "EXCURSION" }, { agencyId: agencies[0] }])
      expect(warnings({ packages: [packages[0], { ...packages[1], ...other }] })).toEqual([])
  })

  it("at an hour that costs less than the kilometres included in it", () => {
    const km = { includedKm: { perHour: "25" }, overagePerKm: "2.00" }
    expect(warnings({ rates: [{ ...hourly, perHour: "50.00", ...km }] })).toEqual([])
    expect(warnings({ rates: [{ ...hourly, perHour: "49.99", ...km }] })).toEqual([
      `rates.0.perHour ${tooLow}`,
    ])
    expect(warnings({ rates: [{ ...buckets, ...km }] })).toEqual([])
    expect(warnings({ rates: [{ ...buckets, between: "ROUND_DOWN", ...km }] })).toEqual([
      `rates.0.between ${tooLow}`,
    ])
    const beyond = { ...buckets, perHourBeyond: "49.99", ...km, overagePerKm: "2.00" }
    expect(warnings({ rates: [beyond] })).toEqual([`rates.0.perHourBeyond ${tooLow}`])
    const steep = { ...km, overagePerKm: "2.01" }
    expect(warnings({ rates: [{ ...buckets, perHourBeyond: "60.00", ...steep }] })).toEqual([
      `rates.0.buckets.1.price ${tooLow}`,
    ])
    expect(warnings({ packages: [flat("half", 240, "300.00", steep)] })).toEqual([
      `packages.0.extraPerHour ${tooLow}`,
    ])
  })

  it("at an hour that a rule makes cheaper than the kilometres included in it", () => {
    const rates = [{ ...hourly, perHour: "60.00", includedKm: { perHour: "25" }, overagePerKm: "2.00" }]
    const off = (share: string, more: object = {}) =>
      warnings({
        rates,
        rules: [rule({ when: { tripTypes: ["DISPO"] }, effect: { percentage: share }, ...more })],
      })
    expect(off("-0.16")).toEqual([])
    expect(off("-0.17")).toEqual([`rates.0.perHour ${tooLow}`])
    expect(off("-0.17", { mode: "ADDITIVE" })).toEqual([`rates.0.perHour ${tooLow}`])
    expect(off("-0.17", { active: false })).toEqual([])
    expect(off("-0.17", { when: {} })).toEqual([])
    const both = [
      season({ tripTypes: ["DISPO"] }),
      rule({ when: { tripTypes: ["DISPO"] }, effect: { factor: "0.80" } }),
    ]
    expect(warnings({ rates, rules: both })).toEqual([`rates.0.perHour ${tooLow}`])
    expect(warnings({ rates, rules: [{ ...both[0], factor: "0.80" }] })).toEqual([
      `rates.0.perHour ${tooLow}`,
    ])
  })

  it("at an hour that rules take off whole cents, or lower together below the kilometres included in it", () => {
    const hour = (perHour: string, ...rules: ReadonlyArray<object>) =>
      warnings({
        rates: [{ ...hourly, perHour, includedKm: { perHour: "25" }, overagePerKm: "2.00" }],
        rules: rules.map((each, n) => ({ ...each, id: `rule-${n}` })),
      })
    const ofHire = (effect: object, more: object = {}) =>
      rule({ when: { tripTypes: ["DISPO"] }, effect, ...more })
    const low = [`rates.0.perHour ${tooLow}`]
    expect(hour("50.00", rule({}))).toEqual([]) // of transfers alone
    expect(hour("50.00", ofHire({ percentage: "0.10" }))).toEqual(low)
    expect(hour("50.00", ofHire({ percentage: "0.10" }, { active: false }))).toEqual([])
    expect([hour("49.99", ofHire({ amount: "1.00" })), hour("51.00", ofHire({ amount: "1.00" }))]).toEqual([
      low,
      [],
    ])
    const tenth = { percentage: "-0.10" }
    const [summed, compound] = [ofHire(tenth, { mode: "ADDITIVE" }), ofHire(tenth)]
    expect(hour("61.80", summed, summed)).toEqual(low) // 0.80 of it
    expect(hour("61.80", compound, compound)).toEqual([]) // 0.81
    expect(hour("61.80", summed, compound)).toEqual([])
  })

  it("at a package that is not offered for more, when another price comes next", () => {
    const short = { ...flat("short", 240, "300.00"), extraPerHour: undefined }
    const written = JSON.parse(JSON.stringify(short)) as object // without what is undefined
    const near = flat("near", 240, "300.00", { includedKm: { perBooking: "100" } })
    const issue = "packages.0 is not offered for more, which another price may make cheaper"
    for (const row of [written, near]) {
      expect(warnings({ packages: [row] })).toEqual([])
      expect(warnings({ packages: [row, flat("other", 480, "300.00")] })).toEqual([])
      expect(warnings({ packages: [row], rates: [hourly] })).toEqual([issue])
      expect(warnings({ packages: [row], rates: [{ ...hourly, tripType: "EXCURSION" }] })).toEqual([])
      expect(warnings({ packages: [row, flat("agency", 480, "300.00", { agencyId: agencies[0] })] })).toEqual(
        [issue],
      )
    }
    const van = { vehicleCategory: "VAN" }
    expect(
      warnings({ packages: [{ ...written, ...van }], rates: [{ ...hourly, vehicleCategory: "BERLINE" }] }),
    ).toEqual([])
    expect(warnings({ packages: [{ ...written, ...van }], rates: [{ ...hourly, ...van }] })).toEqual([issue])
  })

  it("at a fee that applies by itself to the hours of an excursion, where a package can take their place", () => {
    const fees = [
      { id: "seat", name: "seat", code: "SEAT", unitPrice: "5.00" },
      {
        id: "late",
        name: "late",
        code: "LATE",
        unitPrice: "5.00",
        automatic: { bookedLessThanMinutesBefore: 60 },
      },
    ]
    const excursion = { tripType: "EXCURSION" }
    const packages = [flat("half", 240, "300.00", excursion)]
    expect(warnings({ fees, packages, rates: [{ ...hourly, ...excursion }] })).toEqual([
      "fees.1.automatic is added to the hours of an excursion and not to a package that takes their place",
    ])
    expect(warnings({ fees, packages, rates: [hourly] })).toEqual([])
    expect(warnings({ fees, packages: [flat("half", 240, "300.00")], rates: [hourly] })).toEqual([])
    expect(warnings({ fees: [fees[0]], packages, rates: [{ ...hourly, ...excursion }] })).toEqual([])
  })
})

describe("the VAT policy of a book", () => {
  const row = (rate: string, more: object = {}) => ({ rate, category: "S", reason: "agreed", ...more })
  const policy = (...vat: ReadonlyArray<object>) =>
    problems({ settings: { ...JSON.parse(JSON.stringify(demoSettings)), vat } })

  it("names trip types there are, or none, and says one thing of a trip", () => {
    expect(policy(row("0.10"), row("0.20", { tripType: "DISPO" }))).toEqual([])
    expect(
      policy(
        row("0.10", { tripType: "TRANSFER" }),
        row("0.10"),
        row("0.20", { tripType: "TRANSFER" }),
        row("0.10", { tripType: "SHUTTLE" }),
        row("0.055"),
      ),
    ).toEqual([
      "settings.vat.3.tripType is no trip type",
      "settings.vat.2 says as much as row 0 of some trip, and something else",
      "settings.vat.4 says as much as row 1 of some trip, and something else",
    ])
  })
})

describe("a rule kind of the host's", () => {
  it("has fields of its own, and warns at a place that can be written, whatever it names it by", () => {
    const levy = {
      ...ruleKinds.TIME_RATE,
      kind: "LEVY",
      notMonotone: () => [{ path: [Symbol("levies"), "bands", 1], issue: "falls" }],
    }
    const book = {
      ...bookWith({}),
      rules: [{ kind: "LEVY", id: "levy", name: "Levy", scope: { pickupZones: ["anywhere"] } }],
    }
    // The types do not know LEVY.
    const found = validateBook(book as unknown as PriceBook, { ...ruleKinds, LEVY: levy })
    expect(found).toEqual({
      problems: [],
      warnings: [{ code: "NotMonotone", path: ["rules", 0, "bands", 1], issue: "falls" }],
    })
  })
})

describe("rows of a book", () => {
  const from = { zoneIds: ["paris"] }
  const route = (id: string, more: object = {}) => ({
    id,
    name: id,
    vehicleCategory: "BERLINE",
    from,
    to: from,
    unitPrice: "85.00",
    ...more,
  })
  const buckets = (id: string, minutes: ReadonlyArray<number>, nights?: ReadonlyArray<number>) => {
    const priced = (list: ReadonlyArray<number>) =>
      list.map((each) => ({ minutes: each, price: `${each}.00`, includedKm: "0" }))
    return {
      id,
      name: id,
      tripType: "DISPO",
      vehicleCategory: "BERLINE",
      method: "BUCKETS",
      between: "ROUND_UP",
      buckets: priced(minutes),
      ...(nights && { nightBuckets: priced(nights) }),
      perHourBeyond: "60.00",
    }
  }
  const fee = (id: string, more: object = {}) => ({ id, name: id, code: id, unitPrice: "10.00", ...more })
  const waiting = (zoneIds: ReadonlyArray<string>) => ({
    ...JSON.parse(JSON.stringify(demoSettings)),
    waiting: {
      freeMinutes: 15,
      free: [
        { zoneIds: ["paris"], freeMinutes: 30, fromLanding: false },
        { zoneIds, freeMinutes: 60, fromLanding: true },
      ],
      blockMinutes: 15,
      perBlock: "10.00",
      clock: "BOOKED",
    },
  })
  const client = "01890000-0000-7000-8000-0000000000c1"
  const agency = agencies[0]

  it("are told of all at once, each with its path", () => {
    expect(
      problems({
        zones: [paris, paris],
        routes: [
          route("one", { validFrom: "2026-05-02", validUntil: "2026-05-01" }),
          route("one", { from: { zoneIds: ["paris", "orly"] }, to: { zoneIds: ["cdg"] } }),
        ],
        tariffs: [tariff("BERLINE", "2.00", "50.00", "45.00", { clientId: client, agencyId: agency })],
        rates: [buckets("down", [240, 240], [300, 240])],
        fees: [fee("parking", { automatic: { zoneIds: ["paris", "lyon"] } })],
        settings: waiting(["nice"]),
      }),
    ).toEqual([
      "zones.1.id is there twice",
      "routes.0.validUntil must not be before validFrom",
      "routes.1.id is there twice",
      "routes.1.from.zoneIds.1 names no zone of this book",
      "routes.1.to.zoneIds.0 names no zone of this book",
      "tariffs.0.agencyId a price is agreed with a client or with an agency, not both",
      "rates.0.buckets.1.minutes must be more than the bucket before",
      "rates.0.nightBuckets.1.minutes must be more than the bucket before",
      "fees.0.automatic.zoneIds.1 names no zone of this book",
      "settings.waiting.free.1.zoneIds.0 names no zone of this book",
    ])
  })

  it("are told of in every list, packages of transfers with their ends, too", () => {
    const wrong = {
      id: "row",
      validFrom: "2026-05-02",
      validUntil: "2026-05-01",
      clientId: client,
      agencyId: agency,
    }
    const twice = <Row>(one: Row) => [one, one]
    const ends = { tripType: "TRANSFER", from: { zoneIds: ["orly"] }, to: { zoneIds: ["paris", "cdg"] } }
    expect(
      problems({
        zones: [paris],
        packages: [route("flat", { ...wrong, ...ends }), flat("row", 240, "300.00", wrong)],
        rates: twice({ ...hourly, ...wrong }),
        tariffs: twice(tariff("BERLINE", "2.00", "50.00", "45.00", wrong)),
        rules: twice(rule({})),
        fees: twice(fee("fee", { validFrom: wrong.validFrom, validUntil: wrong.validUntil })),
      }),
    ).toEqual([
      "packages.0.validUntil must not be before validFrom",
      "packages.1.id is there twice",
      "packages.1.validUntil must not be before validFrom",
      "rates.0.validUntil must not be before validFrom",
      "rates.1.id is there twice",
      "rates.1.validUntil must not be before validFrom",
      "tariffs.0.validUntil must not be before validFrom",
      "tariffs.1.id is there twice",
      "tariffs.1.validUntil must not be before validFrom",
      "rules.1.id is there twice",
      "fees.0.validUntil must not be before validFrom",
      "fees.1.id is there twice",
      "fees.1.validUntil must not be before validFrom",
      "packages.0.from.zoneIds.0 names no zone of this book",
      "packages.0.to.zoneIds.1 names no zone of this book",
      "packages.0.agencyId a price is agreed with a client or with an agency, not both",
      "packages.1.agencyId a price is agreed with a client or with an agency, not both",
      "rates.0.agencyId a price is agreed with a client or with an agency, not both",
      "rates.1.agencyId a price is agreed with a client or with an agency, not both",
      "tariffs.0.agencyId a price is agreed with a client or with an agency, not both",
      "tariffs.1.agencyId a price is agreed with a client or with an agency, not both",
    ])
  })

  it("may begin and end on one day, have one bound, be one party's, lie at an address, and apply by lead time", () => {
    const address = { address: { label: "Depot", position: [2.35, 48.86], toleranceMetres: 100 } }
    expect(
      problems({
        zones: [paris],
        routes: [
          route("day", { validFrom: "2026-05-01", validUntil: "2026-05-01" }),
          route("from", { validFrom: "2026-05-02" }),
          route("until", { validUntil: "2026-05-01" }),
          route("address", { from: address, to: address }),
        ],
        tariffs: [
          tariff("BERLINE", "2.00", "50.00", "45.00", { clientId: client }),
          tariff("BERLINE", "2.00", "50.00", "45.00", { id: "theirs", agencyId: agency }),
        ],
        rates: [buckets("up", [240, 241], [240, 300])],
        fees: [fee("late", { automatic: { bookedLessThanMinutesBefore: 60 } }), fee("asked")],
        settings: waiting(["paris"]),
      }),
    ).toEqual([])
  })
})
