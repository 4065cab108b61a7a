/**
 * Distances on the great circle, on a sphere of the Earth's mean radius: within half a percent of the ellipsoid, the same
 * everywhere, across the antimeridian and at the poles.
 *
 * Places become points of the unit sphere once, so that a comparison takes no trigonometry. Two points are compared by the
 * square of the chord between them: unlike a cosine it keeps its digits over a few metres.
 */
import type { Position } from "../book/Zone.ts"

/** Mean radius of the Earth, (2a + b) / 3 of WGS 84 (IUGG). */
export const earthRadiusKm = 6371.0088

/** What lies this near to an edge lies on it: a millimetre, the eighth decimal of a degree. */
export const edgeKm = 1e-6
/** The same in degrees of latitude. */
export const edgeDegrees = 1e-8

const radians = Math.PI / 180

/** A point by its degrees and on the unit sphere. */
export interface SpherePoint {
  /** −180 and 180 are both the antimeridian. */
  readonly longitude: number
  readonly latitude: number
  readonly x: number
  readonly y: number
  readonly z: number
}

export const spherePoint = (longitude: number, latitude: number): SpherePoint => {
  const lambda = longitude * radians
  const phi = latitude * radians
  const parallel = Math.cos(phi)
  return {
    longitude,
    latitude,
    x: parallel * Math.cos(lambda),
    y: parallel * Math.sin(lambda),
    z: Math.sin(phi),
  }
}

export const ofPosition = ([longitude, latitude]: Position): SpherePoint => spherePoint(longitude, latitude)

/** The square of the straight line through the Earth between two points, in Earth radii: 0 to 4. */
export const chordSquared = (a: SpherePoint, b: SpherePoint): number => {
  const x = a.x - b.x
  const y = a.y - b.y
  const z = a.z - b.z
  return x * x + y * y + z * z
}

/** The squared chord that spans `km` on the great circle; half the Earth's girth at most. */
export const chordSquaredOf = (km: number): number => {
  const half = Math.sin(Math.min(km / earthRadiusKm, Math.PI) / 2)
  return 4 * half * half
}

/** Kilometres on the great circle. */
export const kmBetween = (a: SpherePoint, b: SpherePoint): number =>
  2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chordSquared(a, b)) / 2))

/** Degrees of a great circle in `km`. */
export const degreesOf = (km: number): number => km / earthRadiusKm / radians

/** The surface of a cap of the sphere, in km². */
export const capSquareKm = (radiusKm: number): number =>
  Math.PI * earthRadiusKm ** 2 * chordSquaredOf(radiusKm)
