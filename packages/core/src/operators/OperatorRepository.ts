/** Where operators and their settings are kept. */
import { Context, type Effect, Schema } from "effect"
import { OperatorId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { Operator } from "./Operator.ts"

export class OperatorNotFound extends Schema.TaggedError<OperatorNotFound>()("OperatorNotFound", {
  id: OperatorId,
}) {}

export class OperatorRepository extends Context.Service<
  OperatorRepository,
  {
    readonly get: (id: OperatorId) => Effect.Effect<Operator, OperatorNotFound | StorageFailed>
    /** Creates the operator or replaces its settings. */
    readonly save: (operator: Operator) => Effect.Effect<void, StorageFailed>
  }
>()("@caleche/core/operators/OperatorRepository") {}
