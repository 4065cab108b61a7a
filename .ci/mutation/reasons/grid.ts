import { because, type Reasons } from "./Reason.ts"

export const grid: Reasons = {
  "pricing/grid/GridEnds.ts": [
    because(
      "a shorter way to the same: the longer one below gives it, too.",
      ["addresses.length === 0", "false"],
      ["near.length === 0", "false"],
      ["around.length === 0", "false"],
    ),
  ],
  "pricing/grid/Stage.ts": [
    because("both ways give the same pairs of ends; the one with fewer steps is taken.", [
      "begun.size < destinations.size",
      "true",
      "false",
      "begun.size <= destinations.size",
      "begun.size >= destinations.size",
    ]),
    because(
      "a shorter way to the same: the longer one below gives it, too.",
      ["destinations.length === 0", "false"],
      ["origins.length > 1 || destinations.length > 1", "true"],
      ["origins.length > 1", "origins.length >= 1"],
      ["destinations.length > 1", "destinations.length >= 1"],
    ),
  ],
  "pricing/grid/compileGrid.ts": [
    because(
      "a shorter way to the same: the longer one below gives it, too.",
      ["kinds.filter(({ length }) => length > 0)", "kinds"],
      ["length > 0", "true", "length >= 0"],
      ["between.length === 1 && levels.length === 1 && stages.length === 1", "false"],
    ),
  ],
  "pricing/grid/ranking.ts": [
    because(
      "a shorter way to the same: the longer one below gives it, too.",
      ["between.length === 0", "false"],
      ["found.length > 8", "true", "false", "found.length >= 8", "found.length <= 8"],
    ),
  ],
}
