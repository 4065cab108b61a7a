/** The trip types there are. Another one is a file and a line here. */
import type { CompiledBook } from "../compileBook.ts"
import type { TripType } from "../Trip.ts"
import { Dispo } from "./Dispo.ts"
import { Excursion } from "./Excursion.ts"
import { OffGrid } from "./OffGrid.ts"
import { Transfer } from "./Transfer.ts"
import type { TripKind } from "./TripKind.ts"

export const tripKinds: { readonly [T in TripType]: TripKind<CompiledBook> } = {
  TRANSFER: Transfer,
  EXCURSION: Excursion,
  DISPO: Dispo,
  OFF_GRID: OffGrid,
}
