/** What the history says of a change of the price book. */
import { type Fact, fact } from "../ports/Decision.ts"
import type { OperatorId } from "../shared/Ids.ts"
import type { BookDifference } from "./bookRows.ts"
import type { StoredRow } from "./PriceBookRepository.ts"

export const bookChanged = (
  operatorId: OperatorId,
  { added, changed, removed, version }: BookDifference & { readonly version: number },
): Fact =>
  fact("PRICE_BOOK", operatorId, "PriceBookChanged", {
    data: { version, added: named(added), changed: named(changed), removed: named(removed) },
  })

/** At most 100 of the rows by name, so that importing a whole book does not fill the history. */
function named(rows: ReadonlyArray<StoredRow>): ReadonlyArray<string> {
  return rows.slice(0, 100).map(({ part, id }) => `${part}/${id}`)
}
