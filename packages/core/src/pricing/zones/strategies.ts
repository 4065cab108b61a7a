/** Which of several zones around one place counts: a total order, so that no list's order ever decides. */
import type { Zone, ZoneStrategy } from "../book/Zone.ts"
import type { CompiledZone } from "./compileZones.ts"

/** A zone as something that can hold a place: by its surface, or by one of its postal codes. */
export interface Claim {
  readonly compiled: CompiledZone
  /** Characters of the postal code, 0 of a surface. A longer beginning means a smaller area. */
  readonly prefixLength: number
}

type Compare = (a: Claim, b: Claim) => number

/** Negative when `a` goes first. Under CLOSEST this is only for those equally far; ties go to the smaller area, then the id. */
export const inOrder = (strategy: ZoneStrategy): Compare => {
  const better = preferred[strategy]
  return (a, b) => better(a, b) || bySize(a, b) || byId(a, b)
}

const bySize: Compare = (a, b) =>
  a.compiled.squareKm === b.compiled.squareKm
    ? b.prefixLength - a.prefixLength
    : a.compiled.squareKm - b.compiled.squareKm

const preferred: Readonly<Record<ZoneStrategy, Compare>> = {
  SPECIFICITY: (a, b) => kindOf(a) - kindOf(b),
  PRIORITY: (a, b) => (b.compiled.zone.priority ?? 0) - (a.compiled.zone.priority ?? 0),
  MOST_EXPENSIVE: (a, b) => factorOf(b) - factorOf(a),
  CLOSEST: bySize,
}

const kinds: Readonly<Record<Zone["shape"]["type"], number>> = {
  POINT: 0,
  CORRIDOR: 1,
  RADIUS: 2,
  POLYGON: 2,
  POSTAL_CODES: 3,
}
const kindOf = ({ compiled }: Claim): number => kinds[compiled.zone.shape.type]

/** In ten-thousandths, whole numbers. */
const factorOf = ({ compiled }: Claim): number => compiled.zone.factor ?? 10_000

/** Not of two claims of one zone, of which either may go first. */
const byId: Compare = (a, b) => (a.compiled.zone.id < b.compiled.zone.id ? -1 : 1)
