/** The trip types there are. Another one is a file and a line here; a host hands in its own beside these. */
import type { CompiledBook } from "../compileBook.ts"
import type { OwnTripType } from "../Trip.ts"
import { Dispo } from "./Dispo.ts"
import { Excursion } from "./Excursion.ts"
import { OffGrid } from "./OffGrid.ts"
import { Transfer } from "./Transfer.ts"
import type { TripKind } from "./TripKind.ts"

export const tripKinds: { readonly [T in OwnTripType]: TripKind<CompiledBook> } = {
  TRANSFER: Transfer,
  EXCURSION: Excursion,
  DISPO: Dispo,
  OFF_GRID: OffGrid,
}
