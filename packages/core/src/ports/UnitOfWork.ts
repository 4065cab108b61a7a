/**
 * What belongs together is written together: state, history and messages commit as one, or none of them does.
 */
import { Context, type Effect } from "effect"
import type { OperatorId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/**
 * Runs `body` in one transaction of the operator.
 *
 * - Inside another unit of work it joins it; a failure of `body` rolls the outermost back.
 * - Reads inside see what was written before them.
 * - Serialization failures and deadlocks are retried, and only by the unit that opened the transaction.
 * - `body` must do no I/O of its own: it may run more than once.
 *
 * Joining a unit of another operator is a defect.
 */
export class UnitOfWork extends Context.Service<
  UnitOfWork,
  {
    readonly atomically: <A, E, R>(
      operatorId: OperatorId,
      body: Effect.Effect<A, E, R>,
    ) => Effect.Effect<A, E | StorageFailed, R>
  }
>()("@caleche/core/ports/UnitOfWork") {}
