import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { compileFees } from "../../../src/pricing/fees/compileFees.ts"
import { priceFees } from "../../../src/pricing/fees/priceFees.ts"
import type { CompiledZone } from "../../../src/pricing/zones/compileZones.ts"
import type { Situation } from "../../../src/pricing/Situation.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { bookWith, type Ride, situationOf } from "../tariff/demo.ts"

const fee = (code: string, unitPrice: string, more: Record<string, unknown> = {}) => ({
  id: code.toLowerCase().replaceAll("_", "-"),
  name: code.replaceAll("_", " ").toLowerCase(),
  code,
  unitPrice,
  ...more,
})
const parking = fee("PARKING", "4.50", {
  automatic: { zoneIds: ["cdg", "orly"] },
  vat: { rate: "0.20", category: "S", reason: "parking" },
})
const late = fee("LATE_BOOKING", "15.00", { automatic: { bookedLessThanMinutesBefore: 60 } })
const catalogue = [
  fee("BABY_SEAT", "10.00", { unit: "seat" }),
  fee("MEET_GREET", "15.00"),
  fee("TOLL", "0.3333"),
  parking,
  late,
]

const zone = (id: string): CompiledZone => ({
  zone: { id, name: id.toUpperCase(), shape: { type: "RADIUS", centre: [2.35, 48.86], radiusKm: 1 } },
  factor: Exact.one,
  squareKm: 3,
})
const from = (pickup: string | undefined, dropOff: string | undefined): Situation["zones"] => ({
  pickup: pickup === undefined ? undefined : zone(pickup),
  dropOff: dropOff === undefined ? undefined : zone(dropOff),
})

const priced = (ride: Partial<Ride>, automatic = true, fees: ReadonlyArray<object> = catalogue) =>
  priceFees(
    compileFees(bookWith({ fees }).fees),
    situationOf({ at: "2026-05-07T14:00:00+02:00", ...ride }),
    automatic,
  )
const lines = (...asked: Parameters<typeof priced>) =>
  Result.getOrThrow(priced(...asked)).map(({ code, net, quantity }) => `${code} ${quantity / 1_000} ${net}`)

describe("fees", () => {
  it("S4: two baby seats and a meet & greet, as asked, each a line", () => {
    const fees = [{ code: "BABY_SEAT", quantity: Quantity.make(2_000) }, { code: "MEET_GREET" }]
    expect(lines({ fees }, false)).toEqual(["BABY_SEAT 2 2000", "MEET_GREET 1 1500"])
    expect(lines({ fees: fees.toReversed() })).toEqual(["MEET_GREET 1 1500", "BABY_SEAT 2 2000"])
  })

  it("carry code, unit, their own VAT and where they come from", () => {
    const [seat, park] = Result.getOrThrow(
      priced({ fees: [{ code: "BABY_SEAT" }], zones: from("paris", "cdg") }),
    )
    expect(seat).toMatchObject({
      kind: "FEE",
      code: "BABY_SEAT",
      description: "baby seat",
      unit: "seat",
      source: "TARIFF",
      vat: undefined,
    })
    expect(park).toMatchObject({
      kind: "FEE",
      unit: "unit",
      vat: { rate: 2_000, category: "S", reason: "parking", decidedBy: "POLICY" },
      trace: {
        parts: [{ kind: "FEE", id: "parking", inputs: { quantity: "1", unitPrice: "4.50", zones: "CDG" } }],
      },
    })
  })

  it("say in one part what they are made of, and what was rejected is nothing", () => {
    const [seat] = Result.getOrThrow(
      priced({ fees: [{ code: "BABY_SEAT", quantity: Quantity.make(2_000) }] }),
    )
    expect(seat?.trace).toEqual({
      parts: [
        {
          kind: "FEE",
          id: "baby-seat",
          label: "baby seat",
          inputs: { quantity: "2", unitPrice: "10.00", asked: true },
          amount: expect.anything(),
        },
      ],
      rejected: [],
    })
  })

  it("are rounded once: three of 0.3333 are 1.00, and the parts say 0.9999", () => {
    const [toll] = Result.getOrThrow(priced({ fees: [{ code: "TOLL", quantity: Quantity.make(3_000) }] }))
    expect(toll?.net).toBe(100)
    expect(Exact.format(toll!.trace.parts[0]!.amount)).toBe("0.9999")
  })

  it("nobody knows are all named at once, those out of date with them", () => {
    const fees = [{ code: "PIANO" }, { code: "BABY_SEAT" }, { code: "SUMMER" }, { code: "PIANO" }]
    const known = [
      ...catalogue,
      fee("SUMMER", "1.00", { validFrom: "2026-07-01" }),
      fee("OFF", "1.00", { active: false }),
    ]
    const refused = Result.getOrThrow(Result.flip(priced({ fees: [...fees, { code: "OFF" }] }, true, known)))
    expect(refused.codes).toEqual(["PIANO", "SUMMER", "OFF"])
    expect(refused._tag).toBe("FeeUnknown")
  })

  it("of one code are those valid on the local day of the pickup, later ones first", () => {
    const seats = [
      fee("BABY_SEAT", "10.00", { id: "old" }),
      fee("BABY_SEAT", "12.00", { id: "may", validFrom: "2026-05-01", validUntil: "2026-05-31" }),
    ]
    const on = (at: string, rows: ReadonlyArray<object>) =>
      lines({ at, fees: [{ code: "BABY_SEAT" }] }, true, rows)
    for (const rows of [seats, seats.toReversed()]) {
      expect(on("2026-05-31T23:59:59+02:00", rows)).toEqual(["BABY_SEAT 1 1200"])
      expect(on("2026-05-31T22:00:00Z", rows)).toEqual(["BABY_SEAT 1 1000"])
    }
  })
})

describe("fees that apply by themselves", () => {
  it("of a place count once for each end that lies in it", () => {
    expect(lines({ zones: from("paris", "versailles") })).toEqual([])
    expect(lines({ zones: from("cdg", "paris") })).toEqual(["PARKING 1 450"])
    expect(lines({ zones: from(undefined, "orly") })).toEqual(["PARKING 1 450"])
    expect(lines({ zones: from("cdg", "orly") })).toEqual(["PARKING 2 900"])
    expect(lines({ zones: from("cdg", "cdg") })).toEqual(["PARKING 2 900"])
  })

  it("of a place count for an end that lies in it although another zone was picked", () => {
    const situation: Situation = {
      ...situationOf({ at: "2026-05-07T14:00:00+02:00", zones: from("terminal-2e", "paris") }),
      located: { pickup: { zone: zone("terminal-2e"), others: [zone("cdg")] }, dropOff: undefined },
    }
    const fees = Result.getOrThrow(
      priceFees(compileFees(bookWith({ fees: catalogue }).fees), situation, true),
    )
    expect(fees.map(({ code, quantity }) => [code, quantity])).toEqual([["PARKING", 1_000]])
  })

  it("of two places under one code are each end's own", () => {
    const places = [parking, { ...parking, id: "bva", unitPrice: "3.00", automatic: { zoneIds: ["bva"] } }]
    expect(lines({ zones: from("bva", "cdg") }, true, places)).toEqual(["PARKING 1 300", "PARKING 1 450"])
  })

  it("for a late booking count below the limit, in whole minutes", () => {
    expect(lines({ lead: 59 })).toEqual(["LATE_BOOKING 1 1500"])
    expect(lines({ lead: 60 })).toEqual([])
    const tighter = {
      ...late,
      id: "later",
      unitPrice: "25.00",
      automatic: { bookedLessThanMinutesBefore: 30 },
    }
    for (const rows of [
      [late, tighter],
      [tighter, late],
    ]) {
      expect(lines({ lead: 29 }, true, rows)).toEqual(["LATE_BOOKING 1 2500"])
      expect(lines({ lead: 30 }, true, rows)).toEqual(["LATE_BOOKING 1 1500"])
    }
  })

  it("say what made them apply: the places of both ends, or how late it was", () => {
    const why = (ride: Partial<Ride>) =>
      Result.getOrThrow(priced(ride)).map(({ trace }) => trace.parts.map(({ inputs }) => inputs))
    expect(why({ zones: from("cdg", "orly") })).toEqual([
      [{ quantity: "2", unitPrice: "4.50", zones: "CDG, ORLY" }],
    ])
    expect(why({ lead: 45 })).toEqual([
      [{ quantity: "1", unitPrice: "15.00", leadMinutes: 45, bookedLessThanMinutesBefore: 60 }],
    ])
  })

  it("of two for one lateness are the later valid one, and of those the first id", () => {
    const rows = [
      { ...late, id: "c", unitPrice: "3.00" },
      { ...late, id: "b", unitPrice: "2.00" },
      { ...late, id: "a", unitPrice: "1.00", validFrom: "2026-05-01" },
    ]
    for (const each of [rows, rows.toReversed()]) {
      expect(lines({ lead: 5 }, true, each)).toEqual(["LATE_BOOKING 1 100"])
      expect(lines({ lead: 5, at: "2026-04-07T14:00:00+02:00" }, true, each)).toEqual(["LATE_BOOKING 1 200"])
    }
  })

  it("of two for one lateness are the later valid one whatever it is called, and before one valid ever since", () => {
    const dated = (id: string, unitPrice: string, validFrom: string) => ({
      ...late,
      id,
      unitPrice,
      validFrom,
    })
    const rivals = [
      [dated("b", "2.00", "2026-05-01"), dated("a", "1.00", "2026-04-01")],
      [dated("b", "2.00", "2026-05-01"), { ...late, id: "a", unitPrice: "1.00" }],
      [dated("a", "2.00", "2026-05-01"), { ...late, id: "b", unitPrice: "1.00" }],
    ]
    for (const rows of rivals)
      for (const each of [rows, rows.toReversed()])
        expect(lines({ lead: 5 }, true, each)).toEqual(["LATE_BOOKING 1 200"])
  })

  it("that were asked for do not come by themselves, and those of no place or time only when asked for", () => {
    const place = { ...parking, id: "seat-at-cdg", code: "BABY_SEAT", vat: undefined }
    const mixed = [fee("BABY_SEAT", "10.00"), JSON.parse(JSON.stringify(place)), fee("TOLL", "1.00")]
    expect(lines({ zones: from("cdg", undefined) }, true, mixed)).toEqual(["BABY_SEAT 1 450"])
    expect(lines({ zones: from("paris", undefined) }, true, mixed)).toEqual([])
    expect(compileFees(bookWith({ fees: mixed }).fees).automatic).toEqual(["BABY_SEAT"])
  })

  it("stay away where the price does not take them, and never come twice", () => {
    expect(lines({ lead: 5, zones: from("cdg", "orly") }, false)).toEqual([])
    expect(lines({ lead: 5, zones: from("cdg", "orly"), fees: [{ code: "MEET_GREET" }] }, false)).toEqual([
      "MEET_GREET 1 1500",
    ])
    expect(lines({ zones: from("cdg", "orly"), fees: [{ code: "PARKING" }] })).toEqual(["PARKING 1 450"])
    expect(lines({ zones: from("cdg", "orly"), fees: [{ code: "PARKING" }] }, false)).toEqual([
      "PARKING 1 450",
    ])
  })

  it("come by code, whatever their order in the book", () => {
    const ride = { lead: 5, zones: from("cdg", "orly") }
    const expected = ["LATE_BOOKING 1 1500", "PARKING 2 900"]
    expect(lines(ride)).toEqual(expected)
    expect(lines(ride, true, catalogue.toReversed())).toEqual(expected)
    const named = [
      { ...late, id: "z" },
      { ...parking, id: "a" },
    ]
    for (const rows of [named, named.toReversed()]) expect(lines(ride, true, rows)).toEqual(expected)
  })

  it("do not exist when they are out of date or not active", () => {
    expect(lines({ lead: 5 }, true, [{ ...late, validUntil: "2026-05-06" }])).toEqual([])
    expect(lines({ lead: 5 }, true, [{ ...late, active: false }])).toEqual([])
  })
})
