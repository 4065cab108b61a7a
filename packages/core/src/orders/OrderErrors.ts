/** What can be wrong with an order. */
import { Schema } from "effect"
import { LineId, OrderId } from "../shared/Ids.ts"

export class OrderNotFound extends Schema.TaggedError<OrderNotFound>()("OrderNotFound", { id: OrderId }) {}

/** The order has no cancellation fee of that id. */
export class FeeNotFound extends Schema.TaggedError<FeeNotFound>()("FeeNotFound", {
  orderId: OrderId,
  id: LineId,
}) {}

/** A fee is confirmed or waived once. */
export class FeeDecided extends Schema.TaggedError<FeeDecided>()("FeeDecided", {
  orderId: OrderId,
  id: LineId,
  state: Schema.Literals(["ACTIVE", "VOID"]),
}) {}
