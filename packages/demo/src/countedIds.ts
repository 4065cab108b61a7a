/** Ids that come out the same each time, so that the demonstration's records can be named in a text. */
import { IdGenerator } from "@caleche/core"
import { Effect, Layer } from "effect"

/** The `n`-th id: a UUID of version 7 in form, in the order they are given out. */
export const countedId = (n: number): string => `de300000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`

/** Counts from 4096, above the ids written by hand. A layer of its own starts over. */
export const countedIds: Layer.Layer<IdGenerator> = Layer.sync(IdGenerator, () => {
  let count = 4_096
  return IdGenerator.of({ next: Effect.sync(() => countedId(count++)) })
})
