/** What the zones of pickup and drop-off multiply a tariff's price by; an end in no zone counts with 1. */
import * as Exact from "../../shared/Exact.ts"
import * as Factor from "../book/Factor.ts"
import type { ZoneFactors } from "../book/Zone.ts"
import type { Inputs } from "../Explanation.ts"
import type { CompiledZone } from "./compileZones.ts"

export interface ZoneFactor {
  readonly factor: Exact.Exact
  /** Zone names where there are zones, their factors and how these became one. */
  readonly inputs: Inputs
}

/**
 * Combines the factors of both ends: the greater, one of them, or their mean.
 *
 * @example
 * zoneFactor(paris, cdg, "AVERAGE") // (1.00 + 1.20) / 2 = 1.10
 */
export const zoneFactor = (
  pickup: CompiledZone | undefined,
  dropOff: CompiledZone | undefined,
  how: ZoneFactors,
): ZoneFactor => ({
  factor: combined(pickup?.factor ?? Exact.one, dropOff?.factor ?? Exact.one, how),
  inputs: {
    ...(pickup === undefined ? {} : { pickupZone: pickup.zone.name }),
    pickupFactor: written(pickup),
    ...(dropOff === undefined ? {} : { dropOffZone: dropOff.zone.name }),
    dropOffFactor: written(dropOff),
    combined: how,
  },
})

const two = Exact.of(2)

function combined(pickup: Exact.Exact, dropOff: Exact.Exact, how: ZoneFactors): Exact.Exact {
  switch (how) {
    case "MAX":
      return Exact.max(pickup, dropOff)
    case "PICKUP_ONLY":
      return pickup
    case "DROPOFF_ONLY":
      return dropOff
    case "AVERAGE":
      return Exact.divide(Exact.add(pickup, dropOff), two)
  }
}

const written = (zone: CompiledZone | undefined): string =>
  zone?.zone.factor === undefined ? "1.00" : Factor.format(zone.zone.factor)
