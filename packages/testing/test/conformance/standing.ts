/** After everything a suite did to a storage, what the storage keeps still follows from the facts. */
import { type Checked, OperatorRepository, StorageCheck } from "@caleche/core"
import { type Case, expectEqual, expectTrue } from "@caleche/testing"
import { Effect, Stream } from "effect"

/** The last case of a suite: every view of every operator the suite made. */
export const standing: Case<StorageCheck | OperatorRepository> = {
  name: "after all of this every view of every operator follows from the facts",
  run: Effect.gen(function* () {
    const check = yield* StorageCheck
    const operators = yield* OperatorRepository
    const looked = new Map<Checked["view"], number>()
    const note = ({ differences, records, view }: Checked) =>
      Effect.sync(() => {
        looked.set(view, (looked.get(view) ?? 0) + records)
        expectEqual(differences.slice(0, 5), [], `the view ${view}`)
      })
    yield* note(yield* check.structure)
    for (const id of yield* check.operators)
      yield* Stream.runForEach(check.views(yield* operators.get(id)), note)
    for (const view of ["ORDER", "QUOTE_CONTACTS", "CLIENT_FIGURES", "CLIENT_TOTALS", "SEARCH_KEYS"] as const)
      expectTrue((looked.get(view) ?? 0) > 0, `nothing of ${view} was looked at`)
  }),
}
