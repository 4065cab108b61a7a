/** Prices of a client that becomes one with another, over a book that only remembers what it is told. */
import { DateTime, Effect, Layer } from "effect"
import { describe, expect, it } from "vitest"
import { AgreedPrices } from "../../../src/contacts/AgreedPrices.ts"
import { layerBookAgreedPrices } from "../../../src/pricing/bookAgreedPrices.ts"
import {
  type BookChange,
  PriceBookRepository,
  type StoredRow,
} from "../../../src/pricing/PriceBookRepository.ts"
import * as Ids from "../../../src/shared/Ids.ts"
import { ids, uuid } from "../../samples.ts"

const at = DateTime.makeUnsafe("2026-11-22T09:00:00Z")
const [from, into] = [Ids.ClientId.make(uuid(51)), Ids.ClientId.make(uuid(52))]
const agreed = (id: string, part: StoredRow["part"], active: boolean): StoredRow => ({
  part,
  id,
  active,
  data: { id, name: id, clientId: from, unitPrice: "85.50" },
})

/** Moves the prices in version 6 of a book in which `rows` name the client. */
const moving = async (rows: ReadonlyArray<StoredRow>) => {
  const calls: Array<readonly [string, Ids.OperatorId, ...ReadonlyArray<Ids.ClientId | BookChange>]> = []
  let span = ""
  const repository = Layer.mock(PriceBookRepository, {
    lock: (operatorId) =>
      Effect.map(Effect.orDie(Effect.currentSpan), ({ name }) => {
        span = name
        calls.push(["lock", operatorId])
        return 6
      }),
    ofClient: (operatorId, client) => Effect.sync(() => (calls.push(["ofClient", operatorId, client]), rows)),
    save: (operatorId, change) => Effect.sync(() => void calls.push(["save", operatorId, change])),
  })
  const facts = await Effect.runPromise(
    AgreedPrices.use(({ move }) => move(ids.operator, { from, into }, at)).pipe(
      Effect.provide(Layer.provide(layerBookAgreedPrices, repository)),
    ),
  )
  return { calls, facts, span }
}

describe("prices agreed with a client that is merged", () => {
  it("are the other's in the next version, all else of them as it was, active or not", async () => {
    const rows = [agreed("flat", "packages", true), agreed("hour", "rates", false)]
    const written = rows.map((row) => ({
      ...row,
      data: { id: row.id, name: row.id, clientId: into, unitPrice: "85.50" },
    }))
    const { calls, facts } = await moving(rows)
    expect(calls).toEqual([
      ["lock", ids.operator],
      ["ofClient", ids.operator, from],
      ["save", ids.operator, { version: 7, at, written, removed: [] }],
    ])
    expect(facts).toEqual([
      {
        aggregate: "PRICE_BOOK",
        id: ids.operator,
        action: "PriceBookChanged",
        data: { version: 7, added: [], changed: ["packages/flat", "rates/hour"], removed: [] },
      },
    ])
  })

  it("are moved under a name in the trace", async () => {
    expect((await moving([])).span).toBe("AgreedPrices.move")
  })

  it("are no new version and nothing to tell where nothing was agreed", async () => {
    const { calls, facts } = await moving([])
    expect(calls.map(([call]) => call)).toEqual(["lock", "ofClient"])
    expect(facts).toEqual([])
  })
})
