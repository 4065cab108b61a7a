/** Price books made ready for pricing, each version once: a version never changes, so what was compiled stays right. */
import { Context, Effect, Layer } from "effect"
import type { Operator } from "../operators/Operator.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { bookOf } from "./bookRows.ts"
import { type CompiledBook, compileBook } from "./compileBook.ts"
import { emptyBook } from "./PriceBook.ts"
import { PriceBookRepository } from "./PriceBookRepository.ts"
import { bookSchemasOf } from "./rowSchemas.ts"
import { PriceRuleKinds } from "./rules/PriceRuleKinds.ts"
import { PriceTripKinds } from "./tripTypes/PriceTripKinds.ts"

/** Books kept ready, of as many operators; the one asked for longest ago goes first. */
const kept = 64

export class CompiledBooks extends Context.Service<
  CompiledBooks,
  {
    /** The version in force. */
    readonly current: (operator: Operator) => Effect.Effect<CompiledBook, StorageFailed>
    /** A version that was in force once. */
    readonly at: (operator: Operator, version: number) => Effect.Effect<CompiledBook, StorageFailed>
  }
>()("@caleche/core/pricing/CompiledBooks") {
  static readonly layer = Layer.effect(
    CompiledBooks,
    Effect.gen(function* () {
      const repository = yield* PriceBookRepository
      const kinds = yield* PriceRuleKinds
      const trips = yield* PriceTripKinds
      const schemas = bookSchemasOf(kinds)
      const ready = new Map<string, CompiledBook>()

      const at = Effect.fn("CompiledBooks.at")(function* (operator: Operator, version: number) {
        const key = `${operator.id} ${version} ${operator.timeZone}`
        const found = ready.get(key)
        if (found !== undefined) {
          ready.delete(key)
          ready.set(key, found)
          return found
        }
        const rows = version === 0 ? [] : yield* repository.rows(operator.id, version)
        const book = bookOf(version, rows, schemas.book) ?? emptyBook(operator.currency)
        const compiled = compileBook(book, operator.timeZone, kinds, trips)
        ready.set(key, compiled)
        for (const oldest of ready.keys()) {
          if (ready.size <= kept) break
          ready.delete(oldest)
        }
        return compiled
      })
      return CompiledBooks.of({
        at,
        current: (operator) =>
          Effect.flatMap(repository.version(operator.id), (version) => at(operator, version)),
      })
    }),
  )
}
