import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { EndPairs } from "../../../src/pricing/grid/EndPairs.ts"
import { check, classes } from "../../properties.ts"

/** Few numbers, so that pairs share one of theirs, and some that lie far apart. */
const end = fc.oneof(fc.nat({ max: 12 }), fc.constantFrom(1_000, 46_341, 300_000))
const pairs = fc
  .uniqueArray(fc.record({ origin: end, destination: end, count: fc.integer({ min: 1, max: 4 }) }), {
    selector: ({ destination, origin }) => `${origin} ${destination}`,
    minLength: 1,
    maxLength: 120,
    size: "max",
  })
  .map((drawn) => {
    const list = drawn.flatMap(({ count, destination, origin }) =>
      Array.from({ length: count }, () => ({ origin, destination })),
    )
    return { list, table: new EndPairs(list) }
  })
const ends = fc.uniqueArray(end, { maxLength: 12 })

type Pair = Readonly<Record<"origin" | "destination", number>>
const placesOf = (table: EndPairs, slot: number) =>
  Array.from({ length: table.count(slot) }, (_, n) => table.first(slot) + n)
const placesBetween = (list: ReadonlyArray<Pair>, isMeant: (pair: Pair) => boolean) =>
  list.flatMap((pair, place) => (isMeant(pair) ? [place] : []))

describe("what lies between two ends", () => {
  it("is found whatever else there is, and nothing between ends without anything", () => {
    const seen = classes(["something", "nothing"])
    check(
      fc.property(pairs, end, end, ({ list, table }, origin, destination) => {
        const slot = table.slotOf(origin, destination)
        const places = placesBetween(
          list,
          (pair) => pair.origin === origin && pair.destination === destination,
        )
        seen.note(places.length > 0 && "something", places.length === 0 && "nothing")
        expect(placesOf(table, slot)).toEqual(places)
        for (const each of list)
          expect(table.count(table.slotOf(each.origin, each.destination))).toBeGreaterThan(0)
      }),
      500,
    )
    seen.enough()
  })

  it("is found of several ends on either side, each pair once, with its numbers", () => {
    const seen = classes(["more pairs begin there than are asked for", "fewer do"])
    check(
      fc.property(pairs, ends, ends, ({ list, table }, from, to) => {
        const slots = table.slotsBetween(from, to).filter((slot) => table.count(slot) > 0)
        const begun = new Set(list.filter(({ origin }) => from[0] === origin).map((pair) => pair.destination))
        seen.note(
          begun.size > to.length && "more pairs begin there than are asked for",
          begun.size < to.length && "fewer do",
        )
        const places = slots.flatMap((slot) => placesOf(table, slot))
        const isMeant = ({ destination, origin }: Pair) => from.includes(origin) && to.includes(destination)
        expect(places.toSorted((a, b) => a - b)).toEqual(placesBetween(list, isMeant))
        for (const slot of slots)
          for (const place of placesOf(table, slot))
            expect({ origin: table.origin(slot), destination: table.destination(slot) }).toEqual(list[place])
      }),
      500,
    )
    seen.enough()
  })

  it("is nothing where a place is at no end", () => {
    const table = new EndPairs([{ origin: 0, destination: 1 }])
    expect([table.slotsBetween([], [1]), table.slotsBetween([0], [])]).toEqual([[], []])
  })
})
