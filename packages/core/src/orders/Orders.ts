/** What is noted on an order, whatever became of it. */
import { Context, Effect, Layer } from "effect"
import type { OrderChange } from "./Corrections.ts"
import type { OrderEdit } from "./Order.ts"
import * as OrderCommands from "./OrderCommands.ts"
import { makeOrderChange } from "./orderChange.ts"
import type { OrderId } from "../shared/Ids.ts"
import type { Version } from "../shared/Version.ts"

export class Orders extends Context.Service<
  Orders,
  {
    /** Changes the notes, in any status: what was agreed is the quote's, and what is done the missions'. */
    readonly edit: (id: OrderId, edit: OrderEdit, ifVersion?: Version) => OrderChange
  }
>()("@caleche/core/orders/Orders") {
  static readonly layer = Layer.effect(
    Orders,
    Effect.gen(function* () {
      const { ofOrder } = yield* makeOrderChange
      return Orders.of({
        edit: Effect.fn("Orders.edit")((id, edit, ifVersion) =>
          ofOrder("order.edit", id, ifVersion, ({ order }) => {
            const changed = OrderCommands.edit(order, edit)
            return Effect.succeed(changed && { ...changed, missions: [] })
          }),
        ),
      })
    }),
  )
}
