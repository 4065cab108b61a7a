/** Everything within some metres of a line, such as a road: its pieces are arcs of great circles, its ends are round. */
import type { Position } from "../book/Zone.ts"
import type { Area } from "./Area.ts"
import { type Box, capBox } from "./BoxIndex.ts"
import {
  capSquareKm,
  chordSquared,
  chordSquaredOf,
  edgeKm,
  kmBetween,
  ofPosition,
  type SpherePoint,
  spherePoint,
} from "./Sphere.ts"

/** The part of a great circle between two points less than half the girth apart. */
interface Arc {
  readonly from: SpherePoint
  readonly to: SpherePoint
  /** At right angles to the circle; of no numbers when both points are one, as nothing lies beside a point. */
  readonly normal: Vector
}

interface Vector {
  readonly x: number
  readonly y: number
  readonly z: number
}

export const corridor = (line: ReadonlyArray<Position>, bufferKm: number): Area => {
  const points = line.map(ofPosition)
  const arcs = points.slice(1).map((to, n) => arcBetween(points[n]!, to)) // n counts from the point before
  const furthest = chordSquaredOf(bufferKm + edgeKm)
  const fromLine = (point: SpherePoint): number => {
    let least = Number.POSITIVE_INFINITY
    for (const arc of arcs) least = Math.min(least, fromArc(point, arc))
    return least
  }
  const lengthKm = arcs.reduce((km, { from, to }) => km + kmBetween(from, to), 0)
  return {
    // The strip and its two half-discs; where it folds over itself it counts twice.
    squareKm: 2 * bufferKm * lengthKm + capSquareKm(bufferKm),
    box: arcs.map((arc) => boxOf(arc, bufferKm)).reduce(together),
    contains: (point) => fromLine(point) <= furthest,
    fromCentre: fromLine,
  }
}

function arcBetween(from: SpherePoint, to: SpherePoint): Arc {
  // (from + to) × (to − from) is twice from × to, and keeps its digits when the two are metres apart.
  const [sx, sy, sz] = [from.x + to.x, from.y + to.y, from.z + to.z]
  const [dx, dy, dz] = [to.x - from.x, to.y - from.y, to.z - from.z]
  const x = sy * dz - sz * dy
  const y = sz * dx - sx * dz
  const z = sx * dy - sy * dx
  const length = Math.hypot(x, y, z)
  return { from, to, normal: { x: x / length, y: y / length, z: z / length } }
}

/** The squared chord from a point to the nearest point of an arc. */
function fromArc(point: SpherePoint, { from, normal, to }: Arc): number {
  if (turn(normal, from, point) >= 0 && turn(normal, to, point) <= 0) {
    // The sine of the distance to the circle; its chord without taking the difference of near numbers.
    const sine = point.x * normal.x + point.y * normal.y + point.z * normal.z
    const squared = Math.min(1, sine * sine)
    return (2 * squared) / (1 + Math.sqrt(1 - squared))
  }
  return Math.min(chordSquared(point, from), chordSquared(point, to))
}

/** Whether `point` lies before (negative) or behind `mark`, on the way along the circle around `normal`. */
function turn(normal: Vector, mark: SpherePoint, point: SpherePoint): number {
  return (
    (normal.y * mark.z - normal.z * mark.y) * point.x +
    (normal.z * mark.x - normal.x * mark.z) * point.y +
    (normal.x * mark.y - normal.y * mark.x) * point.z
  )
}

/** The box of the disc around the middle of the arc that holds it and its buffer. */
function boxOf({ from, to }: Arc, bufferKm: number): Box {
  const [x, y, z] = [from.x + to.x, from.y + to.y, from.z + to.z]
  const degrees = 180 / Math.PI
  const middle = spherePoint(Math.atan2(y, x) * degrees, Math.atan2(z, Math.hypot(x, y)) * degrees)
  return capBox(middle, kmBetween(from, to) / 2 + bufferKm)
}

/** One box around two that touch, the second moved by whole turns to where it is nearest to the first. */
function together(a: Box, b: Box): Box {
  const turns = 360 * Math.round((a.west + a.east - b.west - b.east) / 720)
  return {
    west: Math.min(a.west, b.west + turns),
    south: Math.min(a.south, b.south),
    east: Math.max(a.east, b.east + turns),
    north: Math.max(a.north, b.north),
  }
}
