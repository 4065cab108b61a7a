/** Postal codes as people write them, and what is filed under their beginnings. */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { prefixIndex } from "../../../src/pricing/zones/postalCodes.ts"
import { check } from "../../properties.ts"
import { idsAt, zoneOf } from "./demoZones.ts"

const coded = (id: string, ...codes: ReadonlyArray<string>) =>
  zoneOf({ id, name: id, shape: { type: "POSTAL_CODES", codes } })
const zonesAt = (zones: ReadonlyArray<ReturnType<typeof coded>>, postalCode: string) =>
  idsAt(compileZones(zones, "SPECIFICITY"), { label: "x", postalCode })

describe("a postal code", () => {
  it.each(["IP1 2AB", "ip1 2ab", "IP1-2AB", " ip12ab"])("%s is in IP1, however that is written", (code) => {
    for (const prefix of ["IP1", "ip1", "I-P 1"])
      expect(zonesAt([coded("ipswich", prefix)], code)).toEqual(["ipswich"])
  })

  it("put in small letters by a Turkish telephone, which writes I as ı, is the same", () => {
    expect("IP1 2AB".toLocaleLowerCase("tr")).toBe("ıp1 2ab")
    expect(zonesAt([coded("ipswich", "IP1")], "ıp1 2ab")).toEqual(["ipswich"])
  })

  it("is in a zone once, of however many of its beginnings it is", () => {
    const zones = [coded("paris", "7", "75", "750", "75008"), coded("louvre", "75001"), coded("france", "7")]
    expect(zonesAt(zones, "75008")).toEqual(["paris", "france"])
    expect(zonesAt(zones, "75001")).toEqual(["louvre", "paris", "france"])
    expect(zonesAt(zones, "7")).toEqual(["france", "paris"])
    expect(zonesAt([coded("paris", "75 008", "75008", "75-008")], "75008")).toEqual(["paris"])
  })
})

it("an index of beginnings names each thing once that is filed under one, the longest first", () => {
  const code = fc.string({ unit: fc.constantFrom("1", "2"), minLength: 1, maxLength: 5 })
  check(
    fc.property(fc.uniqueArray(code, { maxLength: 12 }), code, (codes, asked) => {
      const beginnings = codes.filter((each) => asked.startsWith(each))
      expect(prefixIndex(codes.map((each) => [each, each] as const)).within(asked)).toEqual(
        beginnings.toSorted((a, b) => b.length - a.length),
      )
    }),
  )
})
