/**
 * What was agreed with a client passes to another with all else of it. Prices are in the price book, whose capability comes
 * after this one: so it is a port, which the price book fills.
 */
import { Context, type Effect } from "effect"
import type { Fact } from "../ports/Decision.ts"
import type { ClientId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export class AgreedPrices extends Context.Service<
  AgreedPrices,
  {
    /**
     * Routes, packages, rates and tariffs of `from` are `into`'s in the next version of the book; earlier versions keep whose
     * they were. Answers what is to be recorded: nothing where nothing was agreed. Part of the caller's unit of work.
     */
    readonly move: (
      operatorId: OperatorId,
      clients: { readonly from: ClientId; readonly into: ClientId },
      at: Instant,
    ) => Effect.Effect<ReadonlyArray<Fact>, StorageFailed>
  }
>()("@caleche/core/contacts/AgreedPrices") {}
