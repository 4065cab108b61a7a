/** What can be wrong with an order. */
import { Schema } from "effect"
import { OrderId } from "../shared/Ids.ts"

export class OrderNotFound extends Schema.TaggedError<OrderNotFound>()("OrderNotFound", { id: OrderId }) {}
