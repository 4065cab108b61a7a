/** Pages of a list held in memory, in the same order as a storage with an index gives them. */
import { byCodePoint, Page } from "@caleche/core"
import { Effect, Result } from "effect"

/**
 * The page of `all` that `request` asks for: sorted by `keyOf`, as text by code point unless told, then id; a `-` in front of
 * the sort turns both around.
 */
export const listed = <A, S extends string>(
  all: ReadonlyArray<A>,
  filters: unknown,
  request: Page.PageRequest<S>,
  keyOf: (item: A) => Page.After,
  byKey: (a: string, b: string) => number = byCodePoint,
): Effect.Effect<Page.Page<A>, Page.CursorMismatch> =>
  Effect.fromResult(
    Result.map(Page.afterOf(request, filters), (after) => {
      const direction = request.sort.startsWith("-") ? -1 : 1
      const compare = (a: Page.After, b: Page.After) =>
        direction * (byKey(a.key, b.key) || byCodePoint(a.id, b.id))
      const rest = all
        .map((item) => ({ item, at: keyOf(item) }))
        .filter(({ at }) => after === undefined || compare(at, after) > 0)
        .sort((a, b) => compare(a.at, b.at))
      return Page.pageOf(
        request,
        filters,
        rest.slice(0, request.limit + 1).map(({ item }) => item),
        keyOf,
      )
    }),
  )

/** Orders whole numbers written as text. */
export const byNumber = (a: string, b: string): number => Number(a) - Number(b)
