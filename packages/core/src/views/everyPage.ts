/** A list as a stream, read page after page while someone takes from it: memory does not grow with the list. */
import { Effect, Option, Stream } from "effect"
import type { Page } from "../shared/Page.ts"

/**
 * All items of a list. The first page is read before the stream is there, so that what cannot be read at all is an error
 * and no stream; rows that change their place meanwhile may be missed or come twice.
 */
export const everyPage = <A, E, E2>(
  first: Effect.Effect<Page<A>, E>,
  next: (cursor: string) => Effect.Effect<Page<A>, E2>,
): Effect.Effect<Stream.Stream<A, E2>, E> =>
  Effect.map(first, (page) =>
    Stream.paginate(page, (current: Page<A>) => {
      const { items, nextCursor } = current
      return nextCursor === null
        ? Effect.succeed([items, Option.none<Page<A>>()] as const)
        : Effect.map(next(nextCursor), (following) => [items, Option.some(following)] as const)
    }),
  )
