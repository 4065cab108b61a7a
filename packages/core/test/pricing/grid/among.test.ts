import { describe, expect, it } from "vitest"
import { placeAt, points } from "../zones/demoZones.ts"
import { ask, type Asked, between, demoBook, hotelPlace, packageOf, routeOf } from "./demoGrid.ts"

const address = {
  address: { label: "Hôtel", position: [hotelPlace.longitude!, hotelPlace.latitude!], toleranceMetres: 150 },
}
const toCdg: Asked = { from: hotelPlace, to: placeAt(points.CDG) }
const back: Asked = { from: toCdg.to, to: toCdg.from }
const row = (id: string, more: object = {}) => between("PARIS", "CDG", "BERLINE", "90.00", { id, ...more })
const told = (asked: Asked, rows: ReadonlyArray<object>, packages: ReadonlyArray<object> = []) => {
  const book = { ...demoBook, routes: rows.map(routeOf), packages: packages.map(packageOf) }
  const { match, rejected } = ask(book, asked)
  return [match?.row.id, rejected.map(({ id, reason }) => `${id} ${reason}`)]
}

describe("a row among others", () => {
  it("of a trip at an address within a zone gives way to the one of the address, and is told, either way", () => {
    const rows = [row("zone"), row("address", { from: address })]
    expect(told(toCdg, rows)).toEqual(["address", ["zone LOWER_RANK"]])
    expect(told(back, rows)).toEqual(["address", ["zone LOWER_RANK"]])
  })

  it("of the zone gives the price where the one of the address is for another vehicle, either way", () => {
    const rows = [row("zone"), row("address", { from: address, vehicleCategory: "VAN" })]
    expect(told(toCdg, rows)).toEqual(["zone", ["address OTHER_CATEGORY"]])
    expect(told(back, rows)).toEqual(["zone", ["address OTHER_CATEGORY"]])
  })

  it("is told as of a lower level where it is a route beside the operator's package", () => {
    const flat = { ...row("package"), tripType: "TRANSFER" }
    expect(told(toCdg, [row("route")], [flat])).toEqual(["package", ["route LOWER_LEVEL"]])
  })

  it("of the trip's own vehicle goes before one of any, however late that one is valid from", () => {
    const any = row("any", { vehicleCategory: null, validFrom: "2026-05-01" })
    expect(told(toCdg, [any, row("own")])).toEqual(["own", ["any LOWER_RANK"]])
    expect(told(toCdg, [row("own"), any])).toEqual(["own", ["any LOWER_RANK"]])
  })

  it("is out of date where it only says until when it is valid, or only from when", () => {
    const [until, from] = [
      row("until", { validUntil: "2026-05-06" }),
      row("from", { validFrom: "2026-05-08" }),
    ]
    expect(told(toCdg, [until])).toEqual([undefined, ["until OUT_OF_DATE"]])
    expect(told(toCdg, [from])).toEqual([undefined, ["from OUT_OF_DATE"]])
    expect(told({ ...toCdg, on: "2026-05-06" }, [until])).toEqual(["until", []])
    expect(told({ ...toCdg, on: "2026-05-08" }, [from])).toEqual(["from", []])
  })
})
