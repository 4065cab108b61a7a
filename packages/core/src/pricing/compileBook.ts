/** A version of a price book made ready: zones and rows indexed, rules compiled, the operator's clock at hand. */
import { compileFees, type CompiledFees } from "./fees/compileFees.ts"
import type { Settings } from "./book/Settings.ts"
import { compileGrid, type CompiledGrid } from "./grid/compileGrid.ts"
import { compileHire, type CompiledHire } from "./hire/CompiledHire.ts"
import type { Surcharges } from "./hire/HireBook.ts"
import { type LocalClock, makeLocalClock } from "./LocalClock.ts"
import type { PriceBook } from "./PriceBook.ts"
import { ruleKinds } from "./rules/index.ts"
import type { RuleKinds } from "./rules/RuleKind.ts"
import { applySurcharges } from "./tariff/applySurcharges.ts"
import { compileTariffs, type CompiledTariffs } from "./tariff/compileTariffs.ts"
import { tripKinds } from "./tripTypes/index.ts"
import type { TripKinds } from "./tripTypes/TripKind.ts"
import { compileZones, type CompiledZones } from "./zones/compileZones.ts"

export interface CompiledBook {
  readonly book: PriceBook
  readonly clock: LocalClock
  readonly zones: CompiledZones
  readonly grid: CompiledGrid
  readonly hire: CompiledHire
  readonly settings: Settings
  readonly surcharges: Surcharges
  readonly tariffs: CompiledTariffs
  readonly fees: CompiledFees
  /** The trip types there are. */
  readonly trips: TripKinds
}

/** Once a version; days and nights are those of `timeZone`. Rule kinds and trip types are ours where a host has none. */
export const compileBook = (
  book: PriceBook,
  timeZone: string,
  kinds: RuleKinds = ruleKinds,
  trips: TripKinds = tripKinds,
): CompiledBook => {
  const tariffs = compileTariffs(book, kinds)
  const zones = compileZones(book.zones, book.settings.zoneStrategy)
  return {
    book,
    settings: book.settings,
    clock: makeLocalClock(timeZone),
    zones,
    grid: compileGrid(book, zones),
    hire: compileHire(book),
    surcharges: (base, situation) => applySurcharges(base, situation, tariffs),
    tariffs,
    fees: compileFees(book.fees),
    trips,
  }
}
