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
): ZoneFactor => new Combined(pickup, dropOff, how)

/** Its inputs are written down when somebody reads them: a price needs the factor alone. */
class Combined implements ZoneFactor {
  readonly factor: Exact.Exact
  private readonly pickup: CompiledZone | undefined
  private readonly dropOff: CompiledZone | undefined
  private readonly how: ZoneFactors

  constructor(pickup: CompiledZone | undefined, dropOff: CompiledZone | undefined, how: ZoneFactors) {
    this.factor = combined(pickup?.factor ?? Exact.one, dropOff?.factor ?? Exact.one, how)
    this.pickup = pickup
    this.dropOff = dropOff
    this.how = how
  }

  get inputs(): Inputs {
    const { dropOff, how, pickup } = this
    const inputs: Record<string, string> = {}
    if (pickup !== undefined) inputs["pickupZone"] = pickup.zone.name
    inputs["pickupFactor"] = written(pickup)
    if (dropOff !== undefined) inputs["dropOffZone"] = dropOff.zone.name
    inputs["dropOffFactor"] = written(dropOff)
    inputs["combined"] = how
    return inputs
  }
}

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
