/** The audit trail in memory. */
import { History, type RecordedEntry } from "@caleche/core"
import { Effect, Layer } from "effect"
import { listed } from "./listed.ts"
import { put, rows, Store } from "./Store.ts"

/** A sequence as text that sorts as the number does. */
const key = (entry: RecordedEntry): string => String(entry.sequence).padStart(16, "0")

export const history = Layer.effect(
  History,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return History.of({
      append: (operatorId, entries) =>
        write((before) => {
          let data = before
          for (const entry of entries) {
            const sequence = data.sequence + 1
            data = {
              ...data,
              sequence,
              history: put(data.history, operatorId, String(sequence), { ...entry, sequence }),
            }
          }
          return [undefined, data]
        }),
      list: (operatorId, refs, page) =>
        Effect.flatMap(
          read((data) =>
            rows(data.history, operatorId).filter((entry) =>
              refs.some((ref) => ref.aggregate === entry.aggregate && ref.id === entry.id),
            ),
          ),
          (entries) =>
            listed(entries, refs, { ...page, sort: "sequence" }, (entry) => ({ key: key(entry), id: "" })),
        ),
    })
  }),
)
