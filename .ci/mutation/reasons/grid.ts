import { because, type Reasons } from "./Reason.ts"

export const grid: Reasons = {
  "pricing/grid/EndPairs.ts": [
    because("either way finds the same slots that are not empty, in as many steps as there are of the one.", [
      "begun.length < to.length",
      "true",
      "false",
      "begun.length <= to.length",
      "begun.length >= to.length",
    ]),
    because(
      "the search of a pair begins elsewhere, beyond the table even, and goes on round it to the same slot.",
      ["32 - bits", "32 + bits"],
    ),
    because("what is no slot has no destination in the table, and none is wanted: it is passed over.", [
      "[]",
      '["Stryker was here"]',
    ]),
  ],
  "pricing/grid/GridEnds.ts": [
    because("the index of no addresses finds none around the place, which takes longer.", [
      "this.addresses.length === 0",
      "false",
    ]),
    because("the zone's ends are copied with nothing before them, which takes longer.", [
      "near.length === 0",
      "false",
    ]),
    because(
      "no box is found around a coordinate that is undefined: it compares as neither less nor greater; the check is for the type.",
      [
        "latitude === undefined || longitude === undefined",
        "false",
        "latitude === undefined && longitude === undefined",
      ],
      ["latitude === undefined", "false"],
      ["longitude === undefined", "false"],
    ),
    because("a set of one zone, sorted and joined, is the same key, which takes longer.", [
      "zoneIds.length === 1",
      "false",
    ]),
  ],
  "pricing/grid/Stage.ts": [
    because("rows that gave way are then gathered to find that there are none, which takes longer.", [
      "pairs.count(pairs.slotOf(origin, destination)) === 1",
      "false",
    ]),
    because("one end on each side is gone through like several, which takes longer.", [
      "from.length === 1 && to.length === 1",
      "false",
    ]),
    because("no two rows have the same rank.", ["one.rank < best.rank", "one.rank <= best.rank"]),
    because(
      "the days of the row itself are then looked at each time, which takes longer.",
      [
        "{ return row.active !== false && row.validFrom === undefined && row.validUntil === undefined }",
        "{}",
      ],
      ["row.active !== false && row.validFrom === undefined && row.validUntil === undefined", "false"],
    ),
  ],
  "pricing/grid/compileGrid.ts": [
    because("a grid without owners has no stage to ask, which takes longer to find out.", [
      "rows.length === 0",
      "false",
    ]),
    because(
      "a stage without rows has no ends, so nothing is found in it.",
      ["kinds.filter(({ length }) => length > 0)", "kinds"],
      ["length > 0", "true", "length >= 0"],
    ),
    because(
      "rows that gave way are then gathered to find that there are none, which takes longer.",
      ["origins.length === 1 && destinations.length === 1", "false"],
      ["best.isAlone && isBetweenTwo && levels.length === 1 && stages.length === 1", "false"],
    ),
  ],
  "pricing/grid/ranking.ts": [
    because("both ways of sorting put any number of rows in the order of their ranks.", [
      "found.length > 8",
      "true",
      "false",
      "found.length >= 8",
      "found.length <= 8",
    ]),
    because("no two rows have the same rank.", [
      "found[at - 1]!.rank > one.rank",
      "found[at - 1]!.rank >= one.rank",
    ]),
  ],
}
