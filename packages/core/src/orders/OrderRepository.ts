/** Where orders are kept, with their lines. */
import { Context, type Effect, type Option } from "effect"
import type { Mission } from "../missions/Mission.ts"
import type { Series } from "../shared/DocumentNumber.ts"
import type { MissionId, OperatorId, OrderId, QuoteId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { Order, UnnumberedOrder } from "./Order.ts"
import type { OrderNotFound } from "./OrderErrors.ts"

export class OrderRepository extends Context.Service<
  OrderRepository,
  {
    /** Gives the order the next number of its series, and writes its missions. The last write of its unit of work. */
    readonly insert: (
      operatorId: OperatorId,
      order: UnnumberedOrder,
      missions: ReadonlyArray<Mission>,
      series: Series,
    ) => Effect.Effect<Order, StorageFailed>
    readonly get: (operatorId: OperatorId, id: OrderId) => Effect.Effect<Order, OrderNotFound | StorageFailed>
    readonly findByQuote: (
      operatorId: OperatorId,
      quoteId: QuoteId,
    ) => Effect.Effect<Option.Option<Order>, StorageFailed>
    /**
     * Locks the orders of these missions, and of those they may overlap with, until the surrounding unit of work ends, then
     * reads them, by id. Any change to a mission starts here, so that two missions of one order never change side by side.
     * Internal missions have none.
     */
    readonly lockByMissions: (
      operatorId: OperatorId,
      missionIds: ReadonlyArray<MissionId>,
    ) => Effect.Effect<ReadonlyArray<Order>, StorageFailed>
    /** Locks the order until the surrounding unit of work ends, then reads it. */
    readonly lock: (
      operatorId: OperatorId,
      id: OrderId,
    ) => Effect.Effect<Order, OrderNotFound | StorageFailed>
    /** Stores `order`, whose version is one more than the stored one. */
    readonly save: (operatorId: OperatorId, order: Order) => Effect.Effect<void, StaleVersion | StorageFailed>
  }
>()("@caleche/core/orders/OrderRepository") {}
