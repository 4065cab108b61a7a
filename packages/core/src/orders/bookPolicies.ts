/**
 * Cancellation and waiting as the operator's price book in force says them, where the host has no policy of its own: the
 * conditions a client is held to are those of the day it happens.
 */
import { Effect, Layer } from "effect"
import type { History } from "../ports/History.ts"
import { CompiledBooks } from "../pricing/CompiledBooks.ts"
import { layerBookCancellation } from "./bookCancellationPolicy.ts"
import { waitForFree, WaitingPolicy } from "./WaitingPolicy.ts"

const cancellation = Layer.unwrap(
  Effect.map(CompiledBooks, (books) =>
    layerBookCancellation(({ operator }) =>
      Effect.map(
        books.current(operator),
        ({ book, settings }) =>
          settings.cancellation && { settings: settings.cancellation, bookVersion: book.version },
      ),
    ),
  ),
)

const waiting = Layer.effect(
  WaitingPolicy,
  Effect.gen(function* () {
    const books = yield* CompiledBooks
    const given = yield* WaitingPolicy
    if (given !== waitForFree) return given
    return {
      termsFor: Effect.fn("WaitingPolicy.termsFor")(function* (operator, { pickup, tripType }) {
        if (tripType !== "TRANSFER") return undefined
        const { book, settings, zones } = yield* books.current(operator)
        if (settings.waiting === undefined) return undefined
        const located = pickup === undefined ? undefined : zones.locate(pickup)
        const here = located === undefined ? [] : [located.zone, ...located.others]
        return {
          waiting: settings.waiting,
          bookVersion: book.version,
          liesIn: (zoneId: string) => here.some((found) => found?.zone.id === zoneId),
        }
      }),
    }
  }),
)

/** Both policies; neither is a service of its own, so a layer above may replace either. */
export const layerBookPolicies: Layer.Layer<never, never, CompiledBooks | History> = Layer.merge(
  cancellation,
  waiting,
)
