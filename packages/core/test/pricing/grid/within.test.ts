import { describe, expect, it } from "vitest"
import { placeAt, points } from "../zones/demoZones.ts"
import { ask, type Asked, between, demoBook, routeOf } from "./demoGrid.ts"

const at = (code: keyof typeof points) => placeAt(points[code])
const told = (asked: Asked, book: Parameters<typeof ask>[0]) => {
  const { match, rejected } = ask(book, asked)
  return [match?.row.id, match?.reversed, rejected.map(({ id, reason }) => `${id} ${reason}`)]
}
const inParis: Asked = { from: at("PAR"), to: at("PAR") }

describe("a row that lies within one zone", () => {
  it("is used as it is written, and not told as one that gave way to itself", () => {
    const book = {
      ...demoBook,
      routes: [routeOf(between("PARIS", "PARIS", null, "60.00", { id: "inside" }))],
    }
    expect(told(inParis, book)).toEqual(["inside", false, []])
  })

  it("is not told twice either where both of its ends name the zone among others", () => {
    const either = routeOf({
      ...between("PARIS", "PARIS", null, "60.00", { id: "either" }),
      from: { zoneIds: ["PARIS", "CDG"] },
      to: { zoneIds: ["PARIS", "ORY"] },
    })
    const book = { ...demoBook, routes: [either] }
    expect(told(inParis, book)).toEqual(["either", false, []])
    expect(told({ from: at("CDG"), to: at("ORY") }, book)).toEqual(["either", false, []])
    expect(told({ from: at("ORY"), to: at("CDG") }, book)).toEqual(["either", true, []])
  })
})
