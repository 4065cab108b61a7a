/** What a story is told in. */
import type { Effect } from "effect"

/** One thing that happens: a heading, and what there is to see. */
export interface Chapter {
  readonly title: string
  readonly lines: ReadonlyArray<string>
}

/** Whatever hears the story. */
export type Tell<R> = (chapter: Chapter) => Effect.Effect<void, never, R>
