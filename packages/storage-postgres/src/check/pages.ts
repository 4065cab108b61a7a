/** A table walked by id, some hundred rows at a time: what is held in memory does not grow with it. */
import type { StorageFailed } from "@caleche/core"
import { Effect, Option, Stream } from "effect"

/** Rows a statement looks at. */
export const stretch = 200

/** What `read` gives for the rows after an id, stretch by stretch, until there are no more. */
export const pages = <Row extends { readonly id: string }>(
  read: (after: string) => Effect.Effect<ReadonlyArray<Row>, StorageFailed>,
): Stream.Stream<ReadonlyArray<Row>, StorageFailed> =>
  Stream.paginate(beforeAll, (after: string) =>
    Effect.map(read(after), (rows) => {
      const last = rows.at(-1)
      return [
        rows.length === 0 ? [] : [rows],
        last === undefined || rows.length < stretch ? Option.none<string>() : Option.some(last.id),
      ] as const
    }),
  )

/** The nil UUID (RFC 9562) comes before every id. */
const beforeAll = "00000000-0000-0000-0000-000000000000"
