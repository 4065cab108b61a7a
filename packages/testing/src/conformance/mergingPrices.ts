/** Prices agreed with a client that becomes one with another. */
import { Clients, History, Merging, NewClient, PriceBook, PriceBooks, type StoragePorts } from "@caleche/core"
import { Effect, Schema } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager } from "./thread.ts"

const company = Schema.decodeUnknownSync(NewClient)
const encodeBook = Schema.encodeSync(PriceBook)

const entered = (name: string) =>
  Clients.use((use) => use.create(company({ type: "BUSINESS", name, phone: "+33142000000" })))

export const mergingPrices: Suite<StoragePorts> = [
  {
    name: "F21 prices agreed with a merged client are the other's in a new version of the book, which changes nothing else",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const books = yield* PriceBooks
        const { merge } = yield* Merging
        const [source, target, other] = [yield* entered("A"), yield* entered("B"), yield* entered("C")]
        const hired = (id: string, clientId: string) => ({
          id,
          name: id,
          clientId,
          tripType: "DISPO",
          vehicleCategory: "VAN",
          method: "HOURLY",
          perHour: "60.00",
        })
        const before = yield* books.replace(
          yield* Schema.decodeUnknownEffect(PriceBook)({
            ...encodeBook(yield* books.get()),
            rates: [
              hired("a", source.id),
              { ...hired("off", source.id), active: false },
              hired("c", other.id),
            ],
          }),
        )
        const whose = (version?: number) =>
          Effect.map(books.get(version), ({ rates }) => rates.map(({ clientId, id }) => [id, clientId]))
        yield* merge(source.id, target.id)
        const moved = [
          ["a", target.id],
          ["c", other.id],
          ["off", target.id],
        ]
        expectEqual(yield* whose(), moved, "whose they are")
        expectEqual(
          yield* whose(before.version),
          [
            ["a", source.id],
            ["c", other.id],
            ["off", source.id],
          ],
          "the version before keeps whose they were",
        )
        const [version] = (yield* books.versions({ sort: "-version", limit: 1 })).items
        expectEqual(
          [version?.version, version?.written, version?.removed],
          [before.version + 1, 2, 0],
          "a version of two rows",
        )
        const history = yield* (yield* History).list(
          operator.id,
          [{ aggregate: "PRICE_BOOK", id: operator.id }],
          { limit: 9 },
        )
        expectEqual(
          history.items.at(-1)?.data?.["changed"],
          ["rates/a", "rates/off"].toSorted(),
          "what the history says",
        )
        yield* merge(other.id, target.id)
        yield* merge(other.id, target.id)
        expectEqual((yield* books.get()).version, before.version + 2, "merged again, nothing")
        const late = yield* Effect.flip(
          books.add("rates", { ...(yield* books.row("rates", "a")).row, id: "late", clientId: source.id }),
        )
        expectEqual(
          late._tag === "PriceBookInvalid" ? late.problems.map(({ path }) => path.join(".")) : late._tag,
          ["rates.3.clientId"],
          "no price is agreed with the one that is folded",
        )
        const fresh = yield* entered("D")
        yield* merge(target.id, fresh.id)
        expectEqual(
          (yield* whose()).map(([, client]) => client),
          [fresh.id, fresh.id, fresh.id],
          "those that came to it go on with it",
        )
      }),
    ),
  },
]
