/**
 * An outline with holes, drawn on the map: its edges are straight between longitudes and latitudes (RFC 7946, 3.1.1), and
 * a point on an edge, of a hole too, is in.
 *
 * An edge of more than 180° is meant to go the other way round, across the antimeridian, which GeoJSON can say no other
 * way in one polygon. A ring that goes all the way round the globe holds the pole it is nearer to, the northern one
 * when it is as near to both.
 */
import pointInPolygon from "point-in-polygon-hao"
import type { Position } from "../book/Zone.ts"
import type { Area } from "./Area.ts"
import type { Box } from "./BoxIndex.ts"
import { chordSquared, earthRadiusKm, edgeDegrees, type SpherePoint, spherePoint } from "./Sphere.ts"

/** Longitudes may lie beyond ±180, so that neighbours are never more than 180° apart. */
type Ring = Array<[longitude: number, latitude: number]>

export const polygon = (coordinates: ReadonlyArray<ReadonlyArray<Position>>): Area => {
  const outline = unrolled(coordinates[0]!) // a polygon has an outline
  const west = Math.min(...outline.map(([longitude]) => longitude))
  const rings = [outline, ...coordinates.slice(1).map((hole) => movedBeside(unrolled(hole), west))]
  const box: Box = {
    west,
    south: Math.min(...outline.map(([, latitude]) => latitude)),
    east: Math.max(...outline.map(([longitude]) => longitude)),
    north: Math.max(...outline.map(([, latitude]) => latitude)),
  }
  const centre = centroid(rings, box)
  const containsAt = (longitude: number, latitude: number): boolean =>
    pointInPolygon([longitude, latitude], rings) !== false ||
    rings.some((ring) => isOnEdge(longitude, latitude, ring))
  return {
    squareKm: Math.max(
      0,
      rings.slice(1).reduce((left, hole) => left - squareKmOf(hole), squareKmOf(outline)),
    ),
    box,
    contains: ({ latitude, longitude }) => {
      if (latitude < box.south - edgeDegrees || latitude > box.north + edgeDegrees) return false
      // Once for most; an outline wound around the globe has places that it passes several times.
      for (let at = longitude + turnsTo(box.west, longitude); at <= box.east + edgeDegrees; at += 360)
        if (containsAt(at, latitude)) return true
      return false
    },
    fromCentre: (point) => chordSquared(point, centre),
  }
}

/** Follows the ring the short way round at each edge; one that so loses all its width was meant as written. */
function unrolled(ring: ReadonlyArray<Position>): Ring {
  const written = ring.map(([longitude, latitude]): Ring[number] => [longitude, latitude])
  let turns = 0
  const followed = written.map(([longitude, latitude], n): Ring[number] => {
    const step = longitude - (written[n - 1]?.[0] ?? longitude)
    if (step > 180) turns -= 360
    if (step < -180) turns += 360
    return [longitude + turns, latitude]
  })
  const [first, last] = [followed[0]!, followed.at(-1)!] // a ring has at least four positions
  if (first[0] !== last[0]) return closedOverPole(followed, first, last)
  return followed.every(([longitude]) => longitude === first[0]) ? written : followed
}

/** A ring round the globe, taken along the nearer pole to where it began. */
function closedOverPole(ring: Ring, first: Ring[number], last: Ring[number]): Ring {
  const pole = ring.reduce((sum, [, latitude]) => sum + latitude, 0) < 0 ? -90 : 90
  return [...ring, [last[0], pole], [first[0], pole], [first[0], first[1]]]
}

/** The ring moved by whole turns, so that it begins east of `west`, as what surrounds it does. */
function movedBeside(ring: Ring, west: number): Ring {
  const turns = turnsTo(west, Math.min(...ring.map(([longitude]) => longitude)))
  return ring.map(([longitude, latitude]) => [longitude + turns, latitude])
}

/** The degrees of the whole turns that bring a longitude to `west` or as little east of it as can be. */
function turnsTo(west: number, longitude: number): number {
  return 360 * Math.ceil((west - edgeDegrees - longitude) / 360)
}

/** Whether a point lies within a millimetre of an edge, where that is the rounding of a slanted one. */
function isOnEdge(longitude: number, latitude: number, ring: Ring): boolean {
  for (let n = 1; n < ring.length; n++) {
    const [ax, ay] = ring[n - 1]! // both are places in the ring
    const [bx, by] = ring[n]!
    const [dx, dy] = [bx - ax, by - ay]
    const [px, py] = [longitude - ax, latitude - ay]
    const squared = dx * dx + dy * dy
    const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared))
    if (Math.hypot(px - along * dx, py - along * dy) <= edgeDegrees) return true
  }
  return false
}

/** The surface on the sphere: the integral of sin φ over longitude, exact for straight edges between λ and φ. */
function squareKmOf(ring: Ring): number {
  const radians = Math.PI / 180
  let sum = 0
  for (let n = 1; n < ring.length; n++) {
    const [a, b] = [ring[n - 1]!, ring[n]!] // both are places in the ring
    const [south, north] = [a[1] * radians, b[1] * radians]
    const [middle, half] = [(south + north) / 2, (north - south) / 2]
    sum += (b[0] - a[0]) * radians * Math.sin(middle) * (half === 0 ? 1 : Math.sin(half) / half)
  }
  return Math.abs(sum) * earthRadiusKm ** 2
}

/** The centre of gravity on the map, less the holes; the middle of the box where nothing is left to weigh. */
function centroid(rings: ReadonlyArray<Ring>, { east, north, south, west }: Box): SpherePoint {
  // Measured from the middle of the box: small numbers keep their digits.
  const [x0, y0] = [(west + east) / 2, (south + north) / 2]
  let [weight, x, y] = [0, 0, 0]
  rings.forEach((ring, place) => {
    let [area, mx, my] = [0, 0, 0]
    for (let n = 1; n < ring.length; n++) {
      const [ax, ay] = [ring[n - 1]![0] - x0, ring[n - 1]![1] - y0] // both are places in the ring
      const [bx, by] = [ring[n]![0] - x0, ring[n]![1] - y0]
      const cross = ax * by - bx * ay
      area += cross
      mx += (ax + bx) * cross
      my += (ay + by) * cross
    }
    // Whichever way a ring runs, the outline adds and a hole takes away.
    const sign = place === 0 ? Math.sign(area) : -Math.sign(area)
    weight += sign * area
    x += sign * mx
    y += sign * my
  })
  const isFlat = !(weight > 0)
  const longitude = isFlat ? x0 : x0 + x / (3 * weight)
  const latitude = isFlat ? y0 : y0 + y / (3 * weight)
  return spherePoint(longitude, latitude)
}
