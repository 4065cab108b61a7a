/**
 * Finds, of many shapes on the globe, the few that a point can lie in at all: those whose box of longitudes and latitudes
 * holds it. The cost hardly grows with their number.
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
  /** The places in the list of the boxes that may hold the point, each once, in no order. */
  readonly around: (point: SpherePoint) => ReadonlyArray<number>
}

const none: ReadonlyArray<number> = []

export const boxIndex = (boxes: ReadonlyArray<Box>): BoxIndex => {
  if (boxes.length === 0) return { around: () => none }
  const pieces = boxes.flatMap((box, place) => withinTheMap(box).map((piece) => ({ ...piece, place })))
  if (pieces.length <= few) return among(pieces)
  const tree = new Flatbush(pieces.length)
  for (const { west, south, east, north } of pieces) tree.add(west, south, east, north)
  tree.finish()
  const places = Int32Array.from(pieces, ({ place }) => place)
  return {
    around: ({ longitude, latitude }) => {
      const found = tree.search(longitude, latitude, longitude, latitude)
      for (let n = 0; n < found.length; n++) found[n] = places[found[n]!]! // the tree answers with places of its own
      return found
    },
  }
}

/** Up to as many boxes are looked at one by one sooner than a tree is walked. */
const few = 24

function among(pieces: ReadonlyArray<Box & { readonly place: number }>): BoxIndex {
  const sides = Float64Array.from(
    pieces.flatMap(({ west, south, east, north }) => [west, south, east, north]),
  )
  return {
    around: ({ longitude, latitude }) => {
      const found: Array<number> = []
      for (let n = 0, at = 0; n < pieces.length; n++, at += 4)
        if (
          longitude >= sides[at]! && // four sides a piece
          latitude >= sides[at + 1]! &&
          longitude <= sides[at + 2]! &&
          latitude <= sides[at + 3]!
        )
          found.push(pieces[n]!.place) // n is a place in the list
      return found
    },
  }
}

/** The box a little larger, so that no rounding leaves an edge out, cut where it crosses the antimeridian. */
function withinTheMap(box: Box): ReadonlyArray<Box> {
  const margin = 10 * edgeDegrees
  const south = box.south - margin
  const north = box.north + margin
  // Towards the poles a millimetre is more of a longitude; there every longitude is within reach anyway.
  const sideways = margin / Math.max(1e-9, Math.cos((Math.min(90, Math.max(-south, north)) * Math.PI) / 180))
  const width = box.east - box.west + 2 * sideways
  if (width >= 360) return [{ west: -180, south, east: 180, north }]
  const west = -180 + ((((box.west - sideways + 180) % 360) + 360) % 360)
  const east = west + width
  return east < 180
    ? [{ west, south, east, north }]
    : [
        { west, south, east: 180, north },
        { west: -180, south, east: east - 360, north },
      ]
}
