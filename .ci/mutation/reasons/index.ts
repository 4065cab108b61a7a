import { amounts } from "./amounts.ts"
import { book } from "./book.ts"
import { bookRows } from "./bookRows.ts"
import { cancellation } from "./cancellation.ts"
import { clock } from "./clock.ts"
import { corrections } from "./corrections.ts"
import { fees } from "./fees.ts"
import { grid } from "./grid.ts"
import { hire } from "./hire.ts"
import { rules } from "./rules.ts"
import { tariff } from "./tariff.ts"
import { totals } from "./totals.ts"
import { tripTypes } from "./tripTypes.ts"
import { vat } from "./vat.ts"
import { waiting } from "./waiting.ts"
import { whole } from "./whole.ts"
import { zones } from "./zones.ts"
import type { Reasons } from "./Reason.ts"

/** By group. */
export const reasons: Readonly<Record<string, Reasons>> = {
  amounts,
  book,
  bookRows,
  cancellation,
  clock,
  corrections,
  fees,
  grid,
  hire,
  rules,
  tariff,
  totals,
  tripTypes,
  vat,
  waiting,
  whole,
  zones,
}
