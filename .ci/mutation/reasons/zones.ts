import { because, type Reasons } from "./Reason.ts"

export const zones: Reasons = {
  "pricing/zones/BoxIndex.ts": [
    because("of none or one, none is named twice: told apart for speed alone.", [
      "found.length < 2",
      "false",
    ]),
    because("the list of a cell has every box near it, whatever its size: chosen for speed alone.", [
      "Math.min(mostCells, 4 * Math.ceil(Math.sqrt(pieces.length)))",
      "Math.max(mostCells, 4 * Math.ceil(Math.sqrt(pieces.length)))",
    ]),
    because(
      "boxes are made a centimetre larger than their shapes: no shape reaches to where the outermost ends.",
      ["latitude >= south", "latitude > south"],
      ["latitude <= north", "latitude < north"],
      ["east < 180", "east <= 180"],
    ),
    because(
      "the tree names every box that a cell's list does, but those the point is not in: told apart for speed alone.",
      ["found.length <= few", "false", "found.length < few"],
    ),
  ],
  "pricing/zones/compileZones.ts": [
    because("no two claims have one rank.", ["before.rank < claim.rank", "before.rank <= claim.rank"]),
    because("of no shapes none is asked: told apart for speed alone.", ["around.length === 0", "false"]),
    because(
      "asked for the type-checker: no box is about what is no number.",
      [
        "place.latitude !== undefined && place.longitude !== undefined",
        "true",
        "place.latitude !== undefined || place.longitude !== undefined",
      ],
      ["place.latitude !== undefined", "true"],
      ["place.longitude !== undefined", "true"],
    ),
    because("where no code is filed none is found: told apart for speed alone.", [
      "coded.length > 0",
      "coded.length >= 0",
      "true",
    ]),
  ],
  "pricing/zones/corridor.ts": [
    because(
      "what lies square to an end of the arc is as far from its circle as from that end.",
      ["turn(normal, from, point) >= 0", "turn(normal, from, point) > 0"],
      ["turn(normal, to, point) <= 0", "turn(normal, to, point) < 0"],
    ),
  ],
  "pricing/zones/polygon.ts": [
    because(
      "a millimetre north or south of all its edges the outline says no by itself: asked before for speed alone.",
      [
        "latitude < box.south - edgeDegrees || latitude > box.north + edgeDegrees",
        "latitude < box.south - edgeDegrees && latitude > box.north + edgeDegrees",
        "false",
      ],
      ["latitude < box.south - edgeDegrees", "false"],
      ["latitude > box.north + edgeDegrees", "false"],
    ),
    because("a ring may run either way round: the sign of the sum is dropped.", [
      "sum += (b[0] - a[0]) * radians * Math.sin(middle) * (half === 0 ? 1 : Math.sin(half) / half)",
      "sum -= (b[0] - a[0]) * radians * Math.sin(middle) * (half === 0 ? 1 : Math.sin(half) / half)",
    ]),
  ],
  "pricing/zones/strategies.ts": [
    because("two claims of one id are one zone's, of which either may go first.", [
      "a.compiled.zone.id < b.compiled.zone.id",
      "a.compiled.zone.id <= b.compiled.zone.id",
    ]),
  ],
}
