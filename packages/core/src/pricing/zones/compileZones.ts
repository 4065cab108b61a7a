/** Finds the zone a place lies in, of many, fast; of several the one the book's strategy picks. */
import type { Place } from "../../shared/Place.ts"
import type { Exact } from "../../shared/Exact.ts"
import type { Zone } from "../book/Zone.ts"

export interface CompiledZone {
  readonly zone: Zone
  readonly factor: Exact
  /** Of its surface, for SPECIFICITY. */
  readonly squareKm: number
}

/** Where a place lies: in one zone that counts, or in none, and in others that do not. */
export interface Located {
  readonly zone: CompiledZone | undefined
  readonly others: ReadonlyArray<CompiledZone>
}

export interface CompiledZones {
  readonly byId: ReadonlyMap<string, CompiledZone>
  readonly locate: (place: Place) => Located
}
