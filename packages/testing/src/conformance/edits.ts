/** What is changed after the sale: missions with their price, notes of orders, and what an invoice covers. */
import {
  Actuals,
  Corrections,
  InternalMissions,
  type Order,
  OrderRepository,
  Orders,
  Quantity,
  type StoragePorts,
  Views,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { expectEqual, type Suite } from "../Suite.ts"
import { asManager, newOrder } from "./thread.ts"

const actuals = Actuals.make({ minutes: 95, km: Quantity.Quantity.make(41_500) })

export const edits: Suite<StoragePorts> = [
  {
    name: "a changed mission warns that its price was for something else, until it is changed back; null takes fields away",
    run: asManager(() =>
      Effect.gen(function* () {
        const [corrections, views] = [yield* Corrections, yield* Views]
        const order = yield* newOrder(["2027-06-01T08:00:00Z"])
        const [mission] = (yield* views.orderPage(order.id)).missions
        const { id, pickupAt } = mission!
        const later = DateTime.add(pickupAt, { hours: 1 })
        const moved = yield* corrections.edit(id, { pickupAt: later, stops: "Reims" as never }) // a text
        const iso = DateTime.formatIso
        expectEqual(
          moved.warnings.map(({ code, changed }) => [code, changed]),
          [
            [
              "PriceNotUpdated",
              [
                { field: "pickupAt", accepted: iso(pickupAt), now: iso(later) },
                { field: "stops", accepted: null, now: "Reims" },
              ],
            ],
          ],
          "what it was for",
        )
        expectEqual((yield* views.orderPage(order.id)).order.totals, order.totals, "the price stays")
        const noted = yield* corrections.edit(id, { notes: "gate 3" as never }) // likewise
        expectEqual(noted.warnings, moved.warnings, "it is told whatever changes")
        const back = yield* corrections.edit(id, { pickupAt, stops: null, notes: null })
        expectEqual([back.stops, back.notes, back.warnings], [undefined, undefined, []], "as it was accepted")
      }),
    ),
  },
  {
    name: "an order's notes are changed in any status, under its version; the history does not repeat them",
    run: asManager(() =>
      Effect.gen(function* () {
        const [orders, views] = [yield* Orders, yield* Views]
        const order = yield* newOrder(["2027-06-01T08:00:00Z"])
        const notes = "call the concierge" as never // a text
        const noted = yield* orders.edit(order.id, { notes }, order.version)
        expectEqual([noted.notes, noted.version], [notes, order.version + 1], "what was asked for")
        const page = yield* views.orderPage(order.id)
        expectEqual(page.order, noted, "what was saved is read")
        expectEqual(page.history.at(-1)?.action, "OrderEdited", "it is in the history")
        expectEqual(JSON.stringify(page.history).includes("concierge"), false, "without the text")
        expectEqual(yield* orders.edit(order.id, { notes }), noted, "nothing to change: nothing is written")
        const stale = yield* Effect.flip(orders.edit(order.id, { notes: null }, order.version))
        expectEqual(stale._tag, "StaleVersion", "an old version")
        yield* (yield* Corrections).raise(order.id, { status: "COMPLETED", reason: "done" as never }) // a line
        expectEqual(
          (yield* orders.edit(order.id, { notes: null })).notes,
          undefined,
          "taken away when all is done",
        )
      }),
    ),
  },
  {
    name: "what a mission took is recorded anew until an invoice covers it; an internal mission never meets one",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [corrections, orders, views] = [yield* Corrections, yield* OrderRepository, yield* Views]
        const made = yield* newOrder(["2027-06-01T08:00:00Z"])
        const [mission] = (yield* views.orderPage(made.id)).missions
        const { id } = mission!
        yield* corrections.closeByHand(id, { reason: "by a partner" as never, actuals }) // a line
        const invoiced = Effect.fnUntraced(function* (invoiceStatus: Order["invoiceStatus"]) {
          const order = yield* orders.get(operator.id, made.id)
          yield* orders.save(operator.id, { ...order, invoiceStatus, version: order.version + 1 })
        })
        for (const status of ["NONE", "DEPOSIT", "PARTIAL"] as const) {
          yield* invoiced(status)
          yield* corrections.recordActuals(id, actuals)
        }
        for (const status of ["INVOICED", "PAID"] as const) {
          yield* invoiced(status)
          const before = yield* views.orderPage(made.id)
          const refused = yield* Effect.flip(corrections.recordActuals(id, { ...actuals, minutes: 99 }))
          expectEqual({ ...refused }, { _tag: "MissionInvoiced", id }, status)
          expectEqual(yield* views.orderPage(made.id), before, "nothing is written")
        }
        const internal = yield* (yield* InternalMissions).create({ pickupAt: mission!.pickupAt })
        yield* corrections.closeByHand(internal.id, { reason: "driven" as never }) // a line
        const recorded = yield* corrections.recordActuals(internal.id, actuals)
        expectEqual(recorded.actuals, actuals, "it is on record")
      }),
    ),
  },
]
