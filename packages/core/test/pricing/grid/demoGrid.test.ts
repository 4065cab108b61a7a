import { describe, expect, it } from "vitest"
import * as Exact from "../../../src/shared/Exact.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { placeAt, points } from "../zones/demoZones.ts"
import {
  ask,
  type Asked,
  between,
  demoBook,
  demoPackages,
  demoRoutes,
  hotel,
  hotelPlace,
  lumiere,
  otherAgency,
  otherClient,
  packageOf,
  routeOf,
} from "./demoGrid.ts"

const at = (code: keyof typeof points): Place => placeAt(points[code])
const louvre = placeAt([48.8606, 2.3376])
const paris8 = placeAt([48.8718, 2.3095])

const priceOf = (asked: Asked, book: Parameters<typeof ask>[0] = demoBook): string | undefined => {
  const { match } = ask(book, asked)
  return match === undefined ? undefined : Exact.format(match.price)
}
const reasonsOf = (asked: Asked): ReadonlyArray<readonly [string | undefined, string, string | undefined]> =>
  ask(demoBook, asked).rejected.map(({ id, price, reason }) => [id, reason, price] as const)

describe("the grid of the demonstration tariff (fixture 2.2)", () => {
  const zones = { PARIS: "PAR", CDG: "CDG", ORY: "ORY", BVA: "BVA", LBG: "LBG", VERSAILLES: "VER" } as const
  const codeOf: Readonly<Record<string, keyof typeof points>> = { ...zones, DISNEY: "DIS" }
  const cells = demoRoutes
    .filter((row) => row.agencyId === undefined && row.active !== false && row.vehicleCategory !== null)
    .filter((row) => row.oneWay !== true)
    .flatMap((row) =>
      "zoneIds" in row.from && "zoneIds" in row.to
        ? [[row.from.zoneIds[0]!, row.to.zoneIds[0]!, row.vehicleCategory!, row.unitPrice / 10_000] as const]
        : [],
    )
  it.each(cells)("%s – %s, %s: %d, and back", (from, to, category, price) => {
    const [a, b] = [at(codeOf[from]!), at(codeOf[to]!)]
    expect(priceOf({ from: a, to: b, category })).toBe(String(price))
    if (from === "PARIS" && to === "DISNEY" && category === "BERLINE") return // the row below goes first
    expect(priceOf({ from: b, to: a, category })).toBe(String(price))
  })

  it("S1: from the 8th arrondissement to CDG", () => {
    const answer = ask(demoBook, { from: paris8, to: at("CDG") })
    expect(answer.match).toMatchObject({
      kind: "ROUTE",
      row: { id: "PARIS-CDG-BERLINE" },
      level: { source: "GRID" },
      reversed: false,
    })
    expect(priceOf({ from: paris8, to: at("CDG") })).toBe("90")
    expect(ask(demoBook, { from: at("CDG"), to: paris8 }).match?.reversed).toBe(true)
  })

  it("S2: the agency's row binds, and the operator's is told as of a lower level", () => {
    const asked: Asked = {
      from: paris8,
      to: at("CDG"),
      category: "VAN",
      context: { agencyInvoiced: lumiere },
    }
    expect(ask(demoBook, asked).match).toMatchObject({
      row: { id: "lumiere-cdg" },
      level: { source: "AGENCY_GRID" },
    })
    expect(priceOf(asked)).toBe("108")
    expect(reasonsOf(asked)).toEqual([
      ["PARIS-CDG-VAN", "LOWER_LEVEL", "120.00"],
      ["PARIS-CDG-BERLINE", "OTHER_CATEGORY", "90.00"],
      ["PARIS-CDG-MINIBUS", "OTHER_CATEGORY", "260.00"],
    ])
  })

  it("Lumière's inactive row does not exist, and is told as such", () => {
    const asked: Asked = { from: louvre, to: at("ORY"), category: "VAN", context: { agencyBooked: lumiere } }
    expect(priceOf(asked)).toBe("105")
    expect(reasonsOf(asked)[0]).toEqual(["lumiere-ory", "INACTIVE", "92.00"])
  })

  it("Lumière's row for any category beats the operator's row of the category", () => {
    expect(priceOf({ from: louvre, to: paris8, context: { agencyInvoiced: lumiere } })).toBe("55")
    expect(priceOf({ from: louvre, to: paris8 })).toBe("60")
  })

  it("S6: the one-way row beats the two-way row; the other way it is told as of the other direction", () => {
    expect(priceOf({ from: at("DIS"), to: louvre })).toBe("99")
    expect(reasonsOf({ from: at("DIS"), to: louvre })).toContainEqual([
      "PARIS-DISNEY-BERLINE",
      "LOWER_RANK",
      "105.00",
    ])
    expect(priceOf({ from: louvre, to: at("DIS") })).toBe("105")
    expect(reasonsOf({ from: louvre, to: at("DIS") })).toContainEqual([
      "DISNEY-PARIS-BERLINE",
      "OTHER_DIRECTION",
      "99.00",
    ])
  })

  it("S8: the hotel's package holds to its last day, for the hotel alone, in both directions", () => {
    const asked: Asked = { from: hotelPlace, to: at("CDG"), on: "2026-12-31", context: { clientId: hotel } }
    expect(ask(demoBook, asked).match).toMatchObject({
      kind: "PACKAGE",
      row: { id: "etoile-cdg" },
      level: { source: "CLIENT_PACKAGE" },
    })
    expect(priceOf(asked)).toBe("84")
    expect(priceOf({ ...asked, from: at("CDG"), to: hotelPlace })).toBe("84")
    expect(priceOf({ ...asked, on: "2026-01-01" })).toBe("84")
    for (const on of ["2025-12-31", "2027-01-01"]) {
      expect(priceOf({ ...asked, on })).toBe("90")
      expect(reasonsOf({ ...asked, on })[0]).toEqual(["etoile-cdg", "OUT_OF_DATE", "84.00"])
    }
    expect(priceOf({ ...asked, context: {} })).toBe("90")
    expect(priceOf({ ...asked, context: { clientId: otherClient } })).toBe("90")
    expect(priceOf({ ...asked, category: "VAN" })).toBe("120")
    expect(priceOf({ ...asked, from: louvre })).toBe("90")
  })

  it("S10: the row for any category", () => {
    expect(priceOf({ from: louvre, to: at("DEF"), category: "VAN" })).toBe("60")
    expect(priceOf({ from: at("DEF"), to: louvre, category: "AUTOCAR" })).toBe("60")
  })

  it("CDG – LBG is inactive: no price", () => {
    expect(priceOf({ from: at("CDG"), to: at("LBG") })).toBeUndefined()
    expect(reasonsOf({ from: at("CDG"), to: at("LBG") })).toEqual([["CDG-LBG-any", "INACTIVE", "70.00"]])
  })

  it("an end in no zone, or a zone without a row, has no price", () => {
    expect(ask(demoBook, { from: louvre, to: at("REI") })).toEqual({ match: undefined, rejected: [] })
    expect(ask(demoBook, { from: { label: "?" }, to: at("CDG") })).toEqual({ match: undefined, rejected: [] })
    expect(priceOf({ from: at("BVA"), to: at("CDG") })).toBeUndefined()
  })

  it("another client's or agency's rows are neither used nor told", () => {
    const asked: Asked = {
      from: hotelPlace,
      to: at("CDG"),
      category: "VAN",
      context: { agencyInvoiced: otherAgency, clientId: otherClient },
    }
    expect(priceOf(asked)).toBe("120")
    expect(reasonsOf(asked).map(([id]) => id)).toEqual(["PARIS-CDG-BERLINE", "PARIS-CDG-MINIBUS"])
  })
})

describe("levels", () => {
  const row = (id: string, price: string, more: object = {}) =>
    between("PARIS", "CDG", null, price, { id, ...more })
  const flat = (id: string, price: string, more: object = {}) =>
    packageOf({ ...row(id, price, more), tripType: "TRANSFER" })
  const book = {
    currency: "EUR",
    routes: [
      routeOf(row("operator-route", "1.00")),
      routeOf(row("invoiced-route", "2.00", { agencyId: lumiere })),
      routeOf(row("booked-route", "3.00", { agencyId: otherAgency })),
    ],
    packages: [
      flat("operator-package", "4.00"),
      flat("booked-package", "5.00", { agencyId: otherAgency, validFrom: "2026-01-01" }),
      flat("client-package", "6.00", { clientId: hotel }),
      flat("client-and-agency", "7.00", { clientId: otherClient, agencyId: lumiere }),
    ],
  }
  const asked: Asked = {
    from: louvre,
    to: at("CDG"),
    context: { clientId: hotel, agencyInvoiced: lumiere, agencyBooked: otherAgency },
  }

  it("come in their order, each told as lower than the one that won", () => {
    const { match, rejected } = ask(book, asked)
    expect(match?.row.id).toBe("client-package")
    expect(rejected.map(({ id, reason }) => [id, reason])).toEqual([
      ["invoiced-route", "LOWER_LEVEL"],
      ["booked-package", "LOWER_LEVEL"],
      ["booked-route", "LOWER_LEVEL"],
      ["operator-package", "LOWER_LEVEL"],
      ["operator-route", "LOWER_LEVEL"],
    ])
  })

  it.each([
    [{ agencyInvoiced: lumiere, agencyBooked: otherAgency }, "invoiced-route", "ROUTE"],
    [{ agencyBooked: otherAgency }, "booked-package", "PACKAGE"],
    [{ agencyInvoiced: otherAgency, agencyBooked: otherAgency }, "booked-package", "PACKAGE"],
    [{}, "operator-package", "PACKAGE"],
    [{ clientId: otherClient }, "client-and-agency", "PACKAGE"],
  ] as const)("%j: %s", (context, id, kind) => {
    expect(ask(book, { ...asked, context }).match).toMatchObject({ kind, row: { id } })
  })

  it("without its packages the operator's routes count", () => {
    expect(ask({ ...book, packages: [] }, { ...asked, context: {} }).match?.row.id).toBe("operator-route")
  })

  it("packages of a hire are none of a transfer", () => {
    const hire = {
      id: "day",
      name: "Day",
      tripType: "EXCURSION",
      vehicleCategory: null,
      includedMinutes: 300,
      unitPrice: demoRoutes[0]!.unitPrice,
    } as const
    expect(ask({ ...demoBook, packages: [hire, ...demoPackages] }, asked)).toEqual(ask(demoBook, asked))
  })
})
