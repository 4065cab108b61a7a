/** The surface a zone covers on the globe, made ready for being asked which points lie in it. */
import type { Shape } from "../book/Zone.ts"
import type { Box } from "./BoxIndex.ts"
import { circle } from "./circle.ts"
import { corridor } from "./corridor.ts"
import { polygon } from "./polygon.ts"
import type { SpherePoint } from "./Sphere.ts"

export interface Area {
  readonly squareKm: number
  readonly box: Box
  /** The edge belongs to it, to the millimetre. */
  readonly contains: (point: SpherePoint) => boolean
  /** The squared chord to its centre: of a polygon the centroid, of a corridor the nearest point of its line. */
  readonly fromCentre: (point: SpherePoint) => number
}

/** A shape that is drawn; postal codes are not. */
export type DrawnShape = Exclude<Shape, { readonly type: "POSTAL_CODES" }>

export const areaOf = (shape: DrawnShape): Area => {
  switch (shape.type) {
    case "RADIUS":
      return circle(shape.centre, shape.radiusKm)
    case "POINT":
      return circle(shape.centre, shape.toleranceMetres / 1_000)
    case "CORRIDOR":
      return corridor(shape.line, shape.bufferMetres / 1_000)
    case "POLYGON":
      return polygon(shape.coordinates)
  }
}
