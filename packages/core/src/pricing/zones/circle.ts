/** Everything within some kilometres of a point, on the great circle. */
import type { Position } from "../book/Zone.ts"
import type { Area } from "./Area.ts"
import { capBox } from "./BoxIndex.ts"
import { capSquareKm, chordSquared, chordSquaredOf, edgeKm, ofPosition } from "./Sphere.ts"

export const circle = (centre: Position, radiusKm: number): Area => {
  const middle = ofPosition(centre)
  const furthest = chordSquaredOf(radiusKm + edgeKm)
  return {
    squareKm: capSquareKm(radiusKm),
    box: capBox(middle, radiusKm),
    contains: (point) => chordSquared(point, middle) <= furthest,
    fromCentre: (point) => chordSquared(point, middle),
  }
}
