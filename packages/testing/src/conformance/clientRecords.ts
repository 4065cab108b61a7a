/** What belongs to a client stands on its page in the order of its dates, of whatever kind it is. */
import {
  Acceptance,
  Cancellation,
  type ClientRecord,
  Clients,
  ClientViews,
  Quotes,
  type RecordFilters,
  type RecordSort,
  type StoragePorts,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const shown = ({ kind, number, status, net, date }: ClientRecord) => [
  kind,
  number,
  status,
  net,
  kind === "QUOTE" ? "" : DateTime.formatIso(date),
]

export const clientRecords: Suite<StoragePorts> = [
  {
    name: "F13 a client's quotes, orders and missions are listed by date, together or by kind, page by page",
    run: asManager(() =>
      Effect.gen(function* () {
        const quotes = yield* Quotes
        const views = yield* ClientViews
        const client = yield* (yield* Clients).create(inputs.businessClient())
        yield* newOrder(["2030-12-01T06:30:00Z"]) // another client's
        const rides = ["2030-03-02T08:00:00Z", "2030-01-01T08:00:00Z"].map((at) =>
          inputs.transport(at, { unitPrice: "40.00" }),
        )
        const fee = { kind: "FEE", description: "Sign", unitPrice: "5.00", vatRate: "0.20" }
        const quote = yield* quotes.create(inputs.quote(client.id, [...rides, fee]))
        yield* quotes.send(quote.id, { channel: "MANUAL" })
        const { order } = yield* (yield* Acceptance).accept(quote.id, {})
        const later = yield* quotes.create(inputs.quote(client.id))
        const second = order.lines[1]!.missionId!
        yield* (yield* Cancellation).cancelMission(second, { by: "CLIENT", reason: "ill" })

        const walked = Effect.fnUntraced(function* (sort: RecordSort, filters: RecordFilters, limit: number) {
          const all: Array<ClientRecord> = []
          let cursor: string | undefined
          do {
            const page = yield* views.records(client.id, filters, { sort, limit, cursor })
            all.push(...page.items)
            cursor = page.nextCursor ?? undefined
          } while (cursor !== undefined)
          return all
        })
        const all = yield* walked("date", {}, 50)
        const { number } = order
        const trip = "2030-03-02T08:00:00.000Z"
        expectEqual(
          all.map(shown).toSorted((a, b) => (`${a}` < `${b}` ? -1 : 1)),
          [
            ["MISSION", number, "CANCELLED", 0, "2030-01-01T08:00:00.000Z"],
            ["MISSION", number, "PENDING_ASSIGNMENT", 4_000, trip],
            ["ORDER", number, "PENDING", 4_500, trip],
            ["QUOTE", quote.number, "ACCEPTED", 8_500, ""],
            ["QUOTE", later.number, "DRAFT", 8_500, ""],
          ],
          "all five, each with its own status and net",
        )
        expectEqual(
          all.map(({ kind }) => kind).slice(0, 2),
          ["QUOTE", "QUOTE"],
          "offers are made before their trips",
        )
        expectEqual(
          yield* walked("-date", {}, 2),
          all.toReversed(),
          "turned round, in pages that end between records of one date",
        )
        for (const kind of ["QUOTE", "ORDER", "MISSION"] as const)
          for (const sort of ["date", "-date"] as const) {
            const those = all.filter((record) => record.kind === kind)
            expectEqual(
              yield* walked(sort, { kind }, 1),
              sort === "date" ? those : those.toReversed(),
              `${kind} by ${sort}`,
            )
          }
        const { nextCursor } = yield* views.records(client.id, {}, { sort: "date", limit: 1 })
        const misused = yield* Effect.flip(
          views.records(client.id, { kind: "QUOTE" }, { sort: "date", limit: 1, cursor: nextCursor! }),
        )
        expectEqual(misused._tag, "CursorMismatch", "a cursor of all for those of one kind")
      }),
    ),
  },
]
