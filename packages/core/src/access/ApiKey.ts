/**
 * A program's credential: it carries one staff role of one operator.
 *
 * A key reads `cal_<env>_<id>_<secret>` with 256 random bits of secret. It is shown once; only its SHA-256 is stored, and
 * keys are found by that hash, so that a stolen table opens nothing.
 */
import { Context, type Effect, type Option, Schema } from "effect"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { ApiKeyId, OperatorId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Line } from "../shared/Text.ts"
import { ContactsRight, Role } from "./Actor.ts"

export const ApiKey = Schema.Struct({
  id: ApiKeyId,
  operatorId: OperatorId,
  name: Line(),
  role: Role,
  /** What an ADMIN narrowed its right on contacts to. */
  contacts: Schema.optionalKey(ContactsRight),
  /** SHA-256 of the whole key, lower-case hexadecimal. */
  hash: Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/)),
  createdAt: Instant,
  lastUsedAt: Schema.optionalKey(Instant),
  revokedAt: Schema.optionalKey(Instant),
})
export type ApiKey = typeof ApiKey.Type

export class ApiKeyNotFound extends Schema.TaggedError<ApiKeyNotFound>()("ApiKeyNotFound", {
  id: ApiKeyId,
}) {}

/** Where keys are kept. */
export class ApiKeyRepository extends Context.Service<
  ApiKeyRepository,
  {
    readonly insert: (key: ApiKey) => Effect.Effect<void, StorageFailed>
    /** The key with this hash, of whichever operator: the one look-up made before an operator is known. Not a revoked one. */
    readonly findByHash: (hash: string) => Effect.Effect<Option.Option<ApiKey>, StorageFailed>
    /** Every key of the operator, revoked ones too, in the order they were made. There are few. */
    readonly list: (operatorId: OperatorId) => Effect.Effect<ReadonlyArray<ApiKey>, StorageFailed>
    /** Records the last use; called at most once a minute a key. */
    readonly touch: (operatorId: OperatorId, id: ApiKeyId, at: Instant) => Effect.Effect<void, StorageFailed>
    readonly revoke: (operatorId: OperatorId, id: ApiKeyId, at: Instant) => Effect.Effect<void, StorageFailed>
  }
>()("@caleche/core/access/ApiKeyRepository") {}
