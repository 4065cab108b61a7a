import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { compileHire } from "../../../src/pricing/hire/CompiledHire.ts"
import type { Surcharges } from "../../../src/pricing/hire/HireBook.ts"
import { priceHire } from "../../../src/pricing/hire/choose.ts"
import type { PricingContext } from "../../../src/pricing/PricingContext.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { AgencyId } from "../../../src/shared/Ids.ts"
import { uuid } from "../../samples.ts"
import { bookOf, buckets, dispo, halfDay, hiring, nightBuckets, priced, type Rows } from "../hiring.ts"

const style = { packagesUnderTariff: false, alwaysOverage: false, warnings: () => [] }
const hire = (
  rows: Rows,
  asked: Parameters<typeof hiring>[1] = { minutes: 240 },
  context: Partial<PricingContext> = {},
  more: Partial<typeof style> = {},
  surcharges?: Surcharges,
) => priceHire(hiring("DISPO", asked, context), bookOf(rows, surcharges), { ...style, ...more })
const linesOf = (...asked: Parameters<typeof hire>) => priced(hire(...asked)).lines
const chosen = (...asked: Parameters<typeof hire>) => linesOf(...asked)[0].description
const rejected = (...asked: Parameters<typeof hire>) =>
  linesOf(...asked)[0].trace.rejected.map(({ id, kind, price, reason }) => [kind, id, reason, price])
const partsOf = (...asked: Parameters<typeof hire>) =>
  linesOf(...asked).map(({ trace }) =>
    trace.parts.map((part) => ({ ...part, amount: Exact.format(part.amount) })),
  )

const day = { ...halfDay, tripType: "DISPO", id: "day", name: "Day" }
const { vehicleCategory: _, ...anyVehicle } = dispo
const anyRate = { ...anyVehicle, vehicleCategory: null, id: "any", name: "Any vehicle" }

describe("the rate of a hire", () => {
  it("is that of the vehicle's own category before any, whatever they begin with or are called", () => {
    const own = { ...dispo, id: "z", name: "Own" }
    const later = { ...anyRate, id: "a", validFrom: "2026-05-01" }
    for (const rates of [
      [own, later],
      [later, own],
    ]) {
      expect(chosen({ rates })).toBe("Own")
      expect(rejected({ rates })).toEqual([["RATE", "a", "LOWER_RANK", undefined]])
    }
    expect(chosen({ rates: [{ ...own, vehicleCategory: "VAN" }, anyRate] })).toBe("Any vehicle")
  })

  it("is the later valid one, then the first by id, in any order of the rows", () => {
    const rates = [
      { ...dispo, id: "b", name: "b" },
      { ...dispo, id: "a", name: "a" },
      { ...dispo, id: "d", name: "d", validFrom: "2026-05-01" },
      { ...dispo, id: "e", name: "e", validFrom: "2026-05-01" },
      { ...dispo, id: "c", name: "c", validFrom: "2026-06-01" },
    ]
    for (const each of [rates, rates.toReversed()]) {
      expect(chosen({ rates: each })).toBe("d")
      expect(rejected({ rates: each })).toEqual([
        ["RATE", "c", "OUT_OF_DATE", undefined],
        ["RATE", "e", "LOWER_RANK", undefined],
        ["RATE", "a", "LOWER_RANK", undefined],
        ["RATE", "b", "LOWER_RANK", undefined],
      ])
    }
  })

  it("for any vehicle is the later valid one, too", () => {
    const rates = [
      { ...anyRate, id: "a", name: "a" },
      { ...anyRate, id: "b", name: "b", validFrom: "2026-05-01" },
      { ...anyRate, id: "c", name: "c", validFrom: "2026-04-01" },
    ]
    for (const each of [rates, rates.toReversed()]) {
      expect(chosen({ rates: each })).toBe("b")
      expect(rejected({ rates: each }).map(([, id]) => id)).toEqual(["c", "a"])
    }
  })

  it("is none of another hire's", () => {
    const excursion = { ...dispo, tripType: "EXCURSION" }
    expect(Result.isFailure(hire({ rates: [excursion] }))).toBe(true)
  })

  it("counts in the book's increments where it has none of its own", () => {
    const { incrementMinutes: __, ...plain } = dispo
    expect(linesOf({ rates: [plain] }, { minutes: 241 })[0].terms).toMatchObject({
      billedMinutes: 255,
      incrementMinutes: 15,
    })
  })
})

describe("packages of a hire", () => {
  const grid = { mode: "FIXED_GRID" } as const

  it("are not offered for more time or kilometres than they have a price for, and say so", () => {
    const { extraPerHour: __, overagePerKm: ___, ...bare } = day
    const packages = [bare, { ...day, id: "full", name: "Full" }]
    expect(rejected({ packages }, { minutes: 330 }, grid)).toEqual([
      ["PACKAGE", "day", "TOO_SHORT", undefined],
    ])
    expect(rejected({ packages }, { minutes: 300, km: "60.1" }, grid)).toEqual([
      ["PACKAGE", "day", "TOO_FAR", undefined],
    ])
    expect(rejected({ packages: [bare] }, { minutes: 300, km: "60" }, grid)).toEqual([])
  })

  it("of one total are the longer, then the first by id; the others are rejected with what they would have cost", () => {
    const packages = [
      { ...day, id: "b", name: "b" },
      { ...day, id: "a", name: "a" },
      { ...day, id: "c", name: "c", includedMinutes: 360 },
      { ...day, id: "d", name: "d", unitPrice: "400.00" },
    ]
    for (const each of [packages, packages.toReversed()]) {
      expect(chosen({ packages: each }, { minutes: 300 }, grid)).toBe("c")
      expect(rejected({ packages: each }, { minutes: 300 }, grid)).toEqual([
        ["PACKAGE", "a", "LOWER_RANK", "320"],
        ["PACKAGE", "b", "LOWER_RANK", "320"],
        ["PACKAGE", "d", "HIGHER_TOTAL", "400"],
      ])
    }
  })

  it("that do not fit are rejected by id, in whatever order the book has them", () => {
    const { extraPerHour: __, ...bare } = day
    const packages = [
      { ...bare, id: "b" },
      { ...bare, id: "a" },
      { ...day, id: "full" },
    ]
    for (const each of [packages, packages.toReversed()])
      expect(rejected({ packages: each }, { minutes: 330 }, grid)).toEqual([
        ["PACKAGE", "a", "TOO_SHORT", undefined],
        ["PACKAGE", "b", "TOO_SHORT", undefined],
      ])
  })

  it("that cost and last as long as the rate win by id, and before it where the id is one", () => {
    const named = (id: string) => ({ ...day, id, name: `package ${id}`, includedMinutes: 240 })
    const rate = (id: string) => ({ ...dispo, id, name: `rate ${id}`, perHour: "80.00" })
    const among = (packageId: string, rateId: string) => {
      const { includedKm: __, ...row } = rate(rateId)
      const lines = linesOf(
        { packages: [named(packageId)], rates: [row] },
        { minutes: 240 },
        {},
        { packagesUnderTariff: true },
      )
      const [{ description, trace }] = lines
      return [description, trace.rejected.map(({ id, kind, price, reason }) => [kind, id, reason, price])]
    }
    expect(among("b", "a")).toEqual(["rate a", [["PACKAGE", "b", "LOWER_RANK", "320"]]])
    expect(among("a", "b")).toEqual(["package a", [["RATE", "b", "LOWER_RANK", "320"]]])
    expect(among("a", "a")).toEqual(["package a", [["RATE", "a", "LOWER_RANK", "320"]]])
  })

  it("that fit under FIXED_GRID leave no place for the rate, whatever it would cost", () => {
    const rows = {
      packages: [day],
      rates: [{ ...dispo, perHour: "1.00" }],
      settings: { fallback: "DYNAMIC" },
    }
    expect(chosen(rows, { minutes: 240 }, grid)).toBe("Day")
    expect(chosen({ ...rows, packages: [] }, { minutes: 240 }, grid)).toBe(dispo.name)
  })

  it("of a transfer are none of a hire's", () => {
    const { includedMinutes: __, includedKm: ___, extraPerHour: ____, ...flat } = day
    const transfer = { ...flat, incrementMinutes: undefined, overagePerKm: undefined, tripType: "TRANSFER" }
    const book = { packages: [transfer], rates: [], settings: { incrementMinutes: 15 } }
    // What a transfer's package looks like is no matter here.
    const compiled = compileHire(book as unknown as Parameters<typeof compileHire>[0])
    expect(compiled.packages("operator", "TRANSFER", "BERLINE")).toEqual([])
  })

  it("agreed with the client are told of where the tariff gives the price", () => {
    const clientId = uuid(77)
    const context = { clientId } as unknown as Partial<PricingContext> // an id
    const agreed = { ...day, id: "agreed", name: "Agreed", clientId }
    const dearer = { ...agreed, id: "dearer", name: "Dearer", unitPrice: "500.00" }
    const { lines, warnings } = priced(
      hire({ packages: [dearer, agreed], rates: [dispo] }, { minutes: 300 }, context),
    )
    expect(lines[0].description).toBe(dispo.name)
    expect(warnings).toEqual([
      {
        code: "ContractPriceExists",
        detail: "Agreed was agreed and is not applied",
        id: "agreed",
        price: "320.00",
      },
    ])
    const told = (rows: Rows, more: Partial<PricingContext>, packagesUnderTariff = false) =>
      priced(hire(rows, { minutes: 300 }, { ...context, ...more }, { packagesUnderTariff })).warnings
    expect(told({ packages: [agreed], rates: [dispo] }, grid)).toEqual([])
    expect(told({ packages: [agreed] }, {}, true)).toEqual([])
    expect(told({ packages: [day], rates: [dispo] }, {})).toEqual([])
    expect(
      told({ packages: [day, agreed], rates: [{ ...dispo, clientId, perHour: "1.00" }] }, {}, true),
    ).toHaveLength(1)
  })

  it("give way to the tariff's rate under DYNAMIC and are rejected for that", () => {
    expect(rejected({ packages: [day], rates: [dispo] }, { minutes: 240 })).toEqual([
      ["PACKAGE", "day", "OTHER_MODE", "320"],
    ])
  })

  it("of an agency stand before the operator's, which are of a lower level", () => {
    const agencyId = AgencyId.make(uuid(78))
    const packages = [day, { ...day, id: "agency", name: "Agency", agencyId, unitPrice: "900.00" }]
    const context = { ...grid, agencyBooked: agencyId }
    expect(linesOf({ packages }, { minutes: 300 }, context)[0].source).toBe("AGENCY_GRID")
    expect(rejected({ packages }, { minutes: 300 }, context)).toEqual([
      ["PACKAGE", "day", "LOWER_LEVEL", undefined],
    ])
  })
})

describe("a hire without its time or its vehicle", () => {
  it("names what is missing", () => {
    const missing = (minutes: number | undefined, known: boolean) => {
      const situation = hiring("DISPO", minutes === undefined ? {} : { minutes })
      const { vehicleCategory: __, ...trip } = situation.trip
      const asked = known ? situation : { ...situation, trip }
      return Result.getOrThrow(Result.flip(priceHire(asked, bookOf({ rates: [dispo] }), style)))
    }
    expect(missing(undefined, true)).toMatchObject({ _tag: "TripIncomplete", missing: ["durationMinutes"] })
    expect(missing(240, false)).toMatchObject({ missing: ["vehicleCategory"] })
    expect(missing(undefined, false)).toMatchObject({ missing: ["durationMinutes", "vehicleCategory"] })
  })
})

describe("the lines of a hire", () => {
  it("by the hour say hours, terms and kilometres, each with what it was made of", () => {
    const rates = [{ ...dispo, minimumMinutes: 120 }]
    const [transport, overage] = linesOf({ rates }, { minutes: 131, km: "70.5" })
    expect(transport).toMatchObject({
      kind: "TRANSPORT",
      description: "Dispo BERLINE",
      quantity: 2_500,
      unit: "hour",
      unitPrice: 600_000,
      net: 15_000,
      source: "TARIFF",
      terms: {
        method: "HOURLY",
        billedMinutes: 150,
        minimumMinutes: 120,
        perHour: "60",
        includedKmPerHour: 25_000,
        overagePerKm: 18_000,
      },
    })
    expect(overage).toMatchObject({
      kind: "OVERAGE",
      description: "Kilometres beyond the included",
      quantity: 8_000,
      unit: "km",
      unitPrice: 18_000,
      net: 1_440,
      source: "TARIFF",
    })
    expect(overage?.trace.rejected).toEqual([])
    expect(partsOf({ rates }, { minutes: 131, km: "70.5" })).toEqual([
      [
        {
          kind: "HOURS",
          id: "dispo-berline",
          label: "Dispo BERLINE",
          inputs: {
            bookedMinutes: 131,
            billedMinutes: 150,
            minimumMinutes: 120,
            incrementMinutes: 30,
            perHour: "60.00",
          },
          amount: "150",
        },
      ],
      [
        {
          kind: "OVERAGE",
          id: "dispo-berline",
          label: "Dispo BERLINE",
          inputs: { km: "70.5", includedKm: "62.5", beyondKm: "8", perKm: "1.80" },
          amount: "14.4",
        },
      ],
    ])
  })

  it("keep in their terms only what the rate has", () => {
    const { includedKm: __, minimumMinutes: ___, overagePerKm: ____, ...bare } = dispo
    const [{ terms }] = linesOf({ rates: [bare] })
    expect(Object.keys(terms!).toSorted()).toEqual([
      "allowance",
      "billedMinutes",
      "creditUnused",
      "graceMinutes",
      "incrementMinutes",
      "method",
      "perHour",
      "wholeKm",
    ])
    expect(linesOf({ rates: [buckets] })[0].terms).not.toHaveProperty("minimumMinutes")
    const [, overage] = linesOf({ rates: [bare] }, { minutes: 240, km: "10" }, {}, { alwaysOverage: true })
    expect(overage?.trace.parts[0]?.inputs).toEqual({ km: "10", beyondKm: "0", perKm: "0.00" })
  })

  it("have no line for kilometres that cost nothing, unless one is always there", () => {
    const free = { ...dispo, overagePerKm: "0.00" }
    expect(linesOf({ rates: [free] }, { minutes: 240, km: "500" })).toHaveLength(1)
    expect(linesOf({ rates: [dispo] }, { minutes: 240, km: "100" })).toHaveLength(1)
    expect(
      linesOf({ rates: [dispo] }, { minutes: 240, km: "100" }, {}, { alwaysOverage: true }),
    ).toHaveLength(2)
  })

  it("of a package say the flat price and the started increments beyond it", () => {
    const grid = { mode: "FIXED_GRID" } as const
    const row = { ...day, unitPrice: "320.00" }
    expect(partsOf({ packages: [row] }, { minutes: 331 }, grid)[0]).toEqual([
      {
        kind: "PACKAGE",
        id: "day",
        label: "Day",
        inputs: { includedMinutes: 300, price: "320.00" },
        amount: "320",
      },
      {
        kind: "EXTRA_TIME",
        id: "day",
        label: "started increments beyond the package",
        inputs: { bookedMinutes: 331, extraMinutes: 60, incrementMinutes: 30, perHour: "55.00" },
        amount: "55",
      },
    ])
    const [line] = linesOf({ packages: [row] }, { minutes: 331 }, grid)
    expect(line).toMatchObject({
      quantity: 1_000,
      unit: "trip",
      source: "GRID",
      terms: { method: "PACKAGE", billedMinutes: 360, perHour: "55" },
    })
    expect(partsOf({ packages: [row] }, { minutes: 300 }, grid)[0]).toHaveLength(1)
    // Five hours at the price of one more: it is one package all the same.
    expect(linesOf({ packages: [{ ...row, unitPrice: "275.00" }] }, { minutes: 300 }, grid)[0]).toMatchObject(
      {
        quantity: 1_000,
        unit: "trip",
        net: 27_500,
      },
    )
    const { extraPerHour: __, ...bare } = row
    expect(linesOf({ packages: [bare] }, { minutes: 300 }, grid)[0].terms?.perHour).toBe("0")
  })

  it("by buckets say which were read", () => {
    const inputs = (rate: object, asked: Parameters<typeof hiring>[1]) =>
      partsOf({ rates: [{ ...buckets, ...rate }] }, asked)[0]?.map((part) => [part.kind, part.inputs])
    expect(inputs({}, { minutes: 301 })).toEqual([
      ["BUCKET", { bookedMinutes: 301, bucketMinutes: 360, price: "375.00" }],
    ])
    expect(inputs({}, { minutes: 721 })).toEqual([
      [
        "BUCKET",
        {
          bookedMinutes: 721,
          bucketMinutes: 720,
          price: "690.00",
          extraMinutes: 30,
          perHourBeyond: "60.00",
        },
      ],
    ])
    expect(inputs({ between: "PROPORTIONAL" }, { minutes: 420 })).toEqual([
      [
        "BUCKET",
        { bookedMinutes: 420, fromMinutes: 360, fromPrice: "375.00", toMinutes: 480, toPrice: "480.00" },
      ],
    ])
    expect(inputs({ between: "PROPORTIONAL" }, { minutes: 360 })).toEqual([
      ["BUCKET", { bookedMinutes: 360, bucketMinutes: 360, price: "375.00" }],
    ])
    expect(inputs({}, { minutes: 720 })).toEqual([
      ["BUCKET", { bookedMinutes: 720, bucketMinutes: 720, price: "690.00" }],
    ])
    expect(linesOf({ rates: [buckets] }, { minutes: 301 })[0].terms?.method).toBe("BUCKETS")
  })

  it("by buckets of day and night cover the longer of what both cover", () => {
    const rates = [{ ...buckets, nightBuckets }]
    const asked = { minutes: 270, at: "2026-05-07T18:00:00+02:00" }
    expect(linesOf({ rates }, asked)[0].terms?.billedMinutes).toBe(300)
    const long = [{ ...buckets, nightBuckets: [{ minutes: 600, price: "900.00" }] }]
    expect(linesOf({ rates: long }, asked)[0].terms?.billedMinutes).toBe(600)
  })

  it("by buckets are read from the shortest on, of two as long the cheaper, in any order of the book", () => {
    const unsorted = [...buckets.buckets.toReversed(), { minutes: 240, price: "250.00" }]
    expect(linesOf({ rates: [{ ...buckets, buckets: unsorted }] }, { minutes: 200 })).toCost(["250.00"])
    const nights = [
      { minutes: 300, price: "400.00" },
      { minutes: 200, price: "100.00" },
    ]
    const at = "2026-05-07T22:00:00+02:00"
    expect(linesOf({ rates: [{ ...buckets, nightBuckets: nights }] }, { minutes: 200, at })).toCost([
      "100.00",
    ])
  })

  it("by buckets and packages take no time rule, an hourly rate does", () => {
    const surcharges: Surcharges = () => ({
      factor: Exact.of(6, 5),
      added: Exact.of(5),
      parts: [{ kind: "TIME_RULE", label: "Night", inputs: {}, amount: Exact.of(53) }],
      missing: [],
    })
    expect(linesOf({ rates: [dispo] }, { minutes: 240 }, {}, {}, surcharges)).toCost(["293.00"])
    expect(linesOf({ rates: [dispo] }, { minutes: 240 }, {}, {}, surcharges)[0].terms?.perHour).toBe("72")
    expect(linesOf({ rates: [buckets] }, { minutes: 240 }, {}, {}, surcharges)).toCost(["260.00"])
  })
})
