import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"

const empty = Schema.encodeSync(PriceBook)(emptyBook("EUR"))
const warnings = (rows: object) =>
  validateBook(Schema.decodeUnknownSync(PriceBook)({ ...empty, ...rows })).warnings.map(
    ({ issue, path }) => `${path.join(".")} ${issue}`,
  )
const cheaper = (at: number) => `packages.${at}.unitPrice is less than that of a package for less time`
const givesWay = (at: number) =>
  `packages.${at} is not offered for more, which another price may make cheaper`

const agency = { agencyId: "01890000-0000-7000-8000-0000000000a1" }
const client = { clientId: "01890000-0000-7000-8000-0000000000c1" }
const van = { vehicleCategory: "VAN" }
const offered = { extraPerHour: "50.00" }
const flat = (hours: number, price: number, more: object = {}) => ({
  id: `p${hours}-${price}`,
  name: "row",
  tripType: "DISPO",
  vehicleCategory: null,
  includedMinutes: hours * 60,
  unitPrice: price.toFixed(2),
  ...more,
})
const hourly = (more: object = {}) => ({
  id: "hourly",
  name: "row",
  tripType: "DISPO",
  vehicleCategory: null,
  method: "HOURLY",
  perHour: "60.00",
  ...more,
})

describe("a package beside others that can be for the same hire", () => {
  it("is told to be cheaper than any shorter one, in whatever order the book has them", () => {
    const packages = [
      flat(8, 500, offered),
      flat(2, 300, offered),
      flat(6, 299, offered),
      flat(4, 400, offered),
      flat(3, 100, offered),
      flat(10, 500, offered),
    ]
    expect(warnings({ packages })).toEqual([cheaper(2), cheaper(4)])
    expect(warnings({ packages: packages.toReversed() })).toEqual([cheaper(1), cheaper(3)])
    const byLength = packages.toSorted((a, b) => a.includedMinutes - b.includedMinutes)
    expect(warnings({ packages: byLength })).toEqual([cheaper(1), cheaper(3)])
  })

  it("is not told so of one for as long, nor of one at the same price", () => {
    expect(warnings({ packages: [flat(4, 300, offered), flat(4, 200, offered)] })).toEqual([])
    expect(warnings({ packages: [flat(4, 300, offered), flat(5, 300, offered)] })).toEqual([])
  })

  it("meets those of its vehicle and of any, and one for any vehicle meets all", () => {
    const dear = flat(2, 300, offered)
    const cheap = flat(4, 200, offered)
    const bus = { vehicleCategory: "BUS" }
    expect(warnings({ packages: [dear, { ...cheap, ...van }] })).toEqual([cheaper(1)])
    expect(warnings({ packages: [{ ...dear, ...van }, cheap] })).toEqual([cheaper(1)])
    expect(
      warnings({
        packages: [
          { ...dear, ...van },
          { ...cheap, ...van },
        ],
      }),
    ).toEqual([cheaper(1)])
    expect(
      warnings({
        packages: [
          { ...dear, ...bus },
          { ...cheap, ...van },
        ],
      }),
    ).toEqual([])
    expect(
      warnings({ packages: [flat(8, 900, offered), { ...dear, ...bus }, { ...cheap, ...van }] }),
    ).toEqual([])
  })

  it("that is not offered for more gives way to a rate, or to what is agreed with somebody else", () => {
    const short = flat(4, 300)
    expect(warnings({ packages: [short] })).toEqual([])
    expect(warnings({ packages: [short, flat(8, 600, offered)] })).toEqual([])
    expect(warnings({ packages: [short], rates: [hourly(van)] })).toEqual([givesWay(0)])
    expect(warnings({ packages: [{ ...short, ...van }], rates: [hourly()] })).toEqual([givesWay(0)])
    expect(warnings({ packages: [short, flat(8, 600, { ...offered, ...agency, ...van })] })).toEqual([
      givesWay(0),
    ])
    expect(warnings({ packages: [{ ...short, ...van }, flat(8, 600, { ...offered, ...agency })] })).toEqual([
      givesWay(0),
    ])
    expect(
      warnings({ packages: [{ ...short, ...client }, flat(8, 600, { ...offered, ...agency })] }),
    ).toEqual([givesWay(0)])
  })

  it("that is offered for more time and more kilometres gives way to nothing", () => {
    const far = { ...offered, includedKm: { perBooking: "100" } }
    const rates = [hourly()]
    expect(warnings({ packages: [flat(4, 300, far)], rates })).toEqual([givesWay(0)])
    expect(warnings({ packages: [flat(4, 300, { ...far, overagePerKm: "2.00" })], rates })).toEqual([])
  })
})

describe("a fee that applies by itself is told of where one of two that meet does not take it", () => {
  const fees = [
    { id: "asked", name: "Seat", code: "SEAT", unitPrice: "5.00" },
    {
      id: "late",
      name: "Late",
      code: "LATE",
      unitPrice: "5.00",
      automatic: { bookedLessThanMinutesBefore: 60 },
    },
  ]
  const takes = { automaticFees: true }
  const excursion = { tripType: "EXCURSION" }
  const hours =
    "fees.1.automatic is added to the hours of an excursion and not to a package that takes their place"
  const among = "fees.1.automatic is added to one package and not to another that takes its place"

  it("of hours and packages of an excursion, whatever else there is", () => {
    const packages = [flat(4, 300, { ...offered, ...excursion, ...van }), flat(8, 600, offered)]
    expect(warnings({ fees, packages, rates: [hourly(excursion)] })).toEqual([hours])
    expect(warnings({ fees, packages, rates: [hourly({ ...excursion, vehicleCategory: "BUS" })] })).toEqual(
      [],
    )
    expect(warnings({ fees, packages, rates: [hourly()] })).toEqual([])
  })

  it("of packages, whatever else there is", () => {
    const other = flat(2, 100, { ...offered, ...excursion })
    const without = flat(4, 300, { ...offered, ...van })
    const taking = flat(8, 600, { ...offered, ...takes })
    expect(warnings({ fees, packages: [other, without, taking] })).toEqual([among])
    expect(warnings({ fees, packages: [other, without, { ...taking, ...van }] })).toEqual([among])
    expect(warnings({ fees, packages: [other, without, { ...taking, vehicleCategory: "BUS" }] })).toEqual([])
    expect(warnings({ fees, packages: [other, { ...without, ...takes }, taking] })).toEqual([])
  })
})
