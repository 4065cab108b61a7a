/** An order as its page shows it: with its client, its quote, its missions and what happened. One read. */
import { Context, type Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { Order } from "../orders/Order.ts"
import type { OrderNotFound } from "../orders/OrderErrors.ts"
import type { RecordedEntry } from "../ports/History.ts"
import type { Quote } from "../quotes/Quote.ts"
import type { ClientId, DriverId, OperatorId, OrderId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export interface OrderPage {
  readonly order: Order
  readonly client: { readonly id: ClientId; readonly name: string }
  readonly quote: Quote
  /** By (pickupAt, id). */
  readonly missions: ReadonlyArray<Mission>
  /** Those on the missions, each once, by id. */
  readonly drivers: ReadonlyArray<{ readonly id: DriverId; readonly name: string }>
  /** The histories of the order, its missions and its quote merged, oldest first; the first 200 entries. */
  readonly history: ReadonlyArray<RecordedEntry>
}

export class OrderPageReader extends Context.Service<
  OrderPageReader,
  {
    readonly get: (
      operatorId: OperatorId,
      id: OrderId,
    ) => Effect.Effect<OrderPage, OrderNotFound | StorageFailed>
  }
>()("@caleche/core/views/OrderPageReader") {}
