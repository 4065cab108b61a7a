/**
 * Finds, of many shapes on the globe, the few that a point can lie in at all: those whose box of longitudes and latitudes
 * comes near it. The cost hardly grows with their number.
 *
 * The tree is asked once for each cell of a raster laid over all boxes, and its answer kept: the points of a cell have
 * nearly the same boxes about them, and looking up a cell costs a tenth of a walk through the tree.
 */
import Flatbush from "flatbush"
import { degreesOf, edgeDegrees, type SpherePoint } from "./Sphere.ts"

/** Degrees. `west` and `east` may lie beyond ±180: a box across the antimeridian runs from 170 to 190. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** The box of everything within `km` of a point: all longitudes where it holds a pole. */
export const capBox = (centre: SpherePoint, km: number): Box => {
  const reach = degreesOf(km)
  const south = centre.latitude - reach
  const north = centre.latitude + reach
  if (south <= -90 || north >= 90) return { west: -180, south, east: 180, north }
  const radians = Math.PI / 180
  const width = Math.asin(Math.sin(reach * radians) / Math.cos(centre.latitude * radians)) / radians
  return { west: centre.longitude - width, south, east: centre.longitude + width, north }
}

export interface BoxIndex {
  /** The places in the list of the boxes that may hold a point, each once, in no order; a few others may be among them. */
  readonly around: (longitude: number, latitude: number) => ReadonlyArray<number>
}

const none: ReadonlyArray<number> = []

export const boxIndex = (boxes: ReadonlyArray<Box>): BoxIndex => {
  if (boxes.length === 0) return { around: () => none }
  const pieces = boxes.flatMap((box, place) => withinTheMap(box).map((piece) => ({ ...piece, place })))
  const tree = new Flatbush(pieces.length)
  for (const { west, south, east, north } of pieces) tree.add(west, south, east, north)
  tree.finish()
  const search = (west: number, south: number, east: number, north: number): ReadonlyArray<number> => {
    const found = tree.search(west, south, east, north).map((piece) => pieces[piece]!.place) // a place in the list
    return found.length < 2 ? found : [...new Set(found)]
  }
  const { minX: west, minY: south, maxX: east, maxY: north } = tree
  const side = Math.min(mostCells, 4 * Math.ceil(Math.sqrt(pieces.length)))
  const [perLongitude, perLatitude] = [side / (east - west), side / (north - south)]
  const rows: Array<Array<ReadonlyArray<number>>> = []
  /** What comes near a cell; its edges round by far less than the boxes are too large. */
  const about = (column: number, row: number): ReadonlyArray<number> =>
    search(
      west + column / perLongitude,
      south + row / perLatitude,
      west + (column + 1) / perLongitude,
      south + (row + 1) / perLatitude,
    )
  return {
    around: (longitude, latitude) => {
      if (!(longitude >= west && longitude <= east && latitude >= south && latitude <= north)) return none
      // What lies just at the eastern or northern end is in a cell of its own.
      const column = Math.floor((longitude - west) * perLongitude)
      const row = Math.floor((latitude - south) * perLatitude)
      const found = ((rows[row] ??= [])[column] ??= about(column, row))
      // Where everything is crowded into a corner of the map the raster is too coarse for it.
      return found.length <= few ? found : search(longitude, latitude, longitude, latitude)
    },
  }
}

/** Cells in a row of the raster, at most. */
const mostCells = 256
/** So many shapes are asked one by one sooner than the tree. */
const few = 16

/**
 * The box a little larger, so that no rounding leaves an edge out, cut where it crosses the antimeridian: one that holds
 * either meridian of 180° holds both. The pieces of one all round the globe overlap.
 */
function withinTheMap(box: Box): ReadonlyArray<Box> {
  const margin = 10 * edgeDegrees
  const south = box.south - margin
  const north = box.north + margin
  // Towards the poles a millimetre is more of a longitude; there every longitude is within reach anyway.
  const sideways = margin / Math.max(1e-9, Math.cos((Math.min(90, Math.max(-south, north)) * Math.PI) / 180))
  const start = box.west - sideways
  const west = start - 360 * Math.floor((start + 180) / 360)
  const east = west + (box.east - box.west) + 2 * sideways
  return east < 180
    ? [{ west, south, east, north }]
    : [
        { west, south, east: 180, north },
        { west: -180, south, east: east - 360, north },
      ]
}
