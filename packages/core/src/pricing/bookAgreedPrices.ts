/** A client's prices are rows of the book: moving them writes those rows anew, and nothing else of the book is read. */
import { Effect, Layer, type Schema } from "effect"
import { AgreedPrices } from "../contacts/AgreedPrices.ts"
import { bookChanged } from "./bookChanged.ts"
import { PriceBookRepository, type StoredRow } from "./PriceBookRepository.ts"

export const layerBookAgreedPrices = Layer.effect(
  AgreedPrices,
  Effect.gen(function* () {
    const repository = yield* PriceBookRepository
    return AgreedPrices.of({
      move: Effect.fn("AgreedPrices.move")(function* (operatorId, { from, into }, at) {
        const before = yield* repository.lock(operatorId)
        const agreed = yield* repository.ofClient(operatorId, from)
        if (agreed.length === 0) return []
        const version = before + 1
        const written = agreed.map(
          (row): StoredRow => ({ ...row, data: { ...(row.data as Schema.JsonObject), clientId: into } }), // a row is an object
        )
        yield* repository.save(operatorId, { version, at, written, removed: [] })
        return [bookChanged(operatorId, { version, added: [], changed: written, removed: [] })]
      }),
    })
  }),
)
