/**
 * What was offered to a client and ordered by it passes to another client as a whole.
 *
 * It reaches quotes and orders, whose capabilities come after this one: so it is the storage's, in one step each.
 */
import { Context, type Effect } from "effect"
import type { ClientId, ContactId, OperatorId, OrderId, QuoteId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** Whose quotes and orders are meant, and which card they name. */
export interface Owning {
  readonly clientId: ClientId
  readonly cardId?: ContactId | undefined
}

/** What has changed hands, in the order of ids. */
export interface Moved {
  readonly quotes: ReadonlyArray<QuoteId>
  readonly orders: ReadonlyArray<OrderId>
  /** Quotes of other clients that name the card. */
  readonly named: ReadonlyArray<QuoteId>
}

export class ClientMoves extends Context.Service<
  ClientMoves,
  {
    /**
     * Locks the client's quotes and the quotes that name its card, then its orders, in the order of their ids. It comes before
     * the locks on clients; quotes that are entered in between are moved all the same.
     */
    readonly lock: (operatorId: OperatorId, owning: Owning) => Effect.Effect<void, StorageFailed>
    /**
     * Quotes and orders of `from` are `to`'s, and quotes and communications name `to`'s card where they named `from`'s, once each; versions go up.
     * What was folded into `from` before is folded into `to`. Both clients and cards are locked by the caller.
     */
    readonly move: (
      operatorId: OperatorId,
      from: Owning,
      to: Owning,
      at: Instant,
    ) => Effect.Effect<Moved, StorageFailed>
  }
>()("@caleche/core/contacts/ClientMoves") {}
