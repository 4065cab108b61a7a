/** Programs' credentials. They are found by hash before an operator is known, by a function that answers only that. */
import type { ApiKey, ApiKeyId, ApiKeyRepository, OperatorId } from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import type { TenantSql } from "./tenantSql.ts"

interface ApiKeyRow {
  readonly operator_id: OperatorId
  readonly id: ApiKeyId
  readonly name: string
  readonly role: ApiKey["role"]
  readonly contacts: NonNullable<ApiKey["contacts"]> | null
  readonly hash: string
  readonly created_at: Instant
  readonly last_used_at: Instant | null
  readonly revoked_at: Instant | null
}

export const makeApiKeys = (tenant: TenantSql): ApiKeyRepository["Service"] => {
  const keys = tenant.named("api_keys")
  const actorOfKey = tenant.named("actor_of_key")
  return {
    insert: ({ operatorId, id, name, role, contacts, hash, createdAt, lastUsedAt, revokedAt }) =>
      Effect.asVoid(
        tenant.write(
          "ApiKeyRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${keys} (operator_id, id, name, role, contacts, hash, created_at, last_used_at, revoked_at)
            select ${operatorId}::uuid, ${id}::uuid, ${name}::text, ${role}::text, ${contacts ?? null}::text, ${hash}::text,
              ${DateTime.toDateUtc(createdAt)}::timestamptz, ${dateOrNull(lastUsedAt)}::timestamptz,
              ${dateOrNull(revokedAt)}::timestamptz
            where ${mine}`,
        ),
      ),
    findByHash: (hash) =>
      Effect.map(
        tenant.common<ApiKeyRow>(
          "ApiKeyRepository.findByHash",
          (sql) => sql`select * from ${actorOfKey}(${hash}::text)`,
        ),
        ([row]) => Option.map(Option.fromUndefinedOr(row), apiKeyOf),
      ),
    list: (operatorId) =>
      Effect.map(
        tenant.read<ApiKeyRow>(
          "ApiKeyRepository.list",
          operatorId,
          (sql, mine) => sql`
            select * from ${keys} where ${mine} and operator_id = ${operatorId}::uuid order by created_at, id`,
        ),
        (rows) => rows.map(apiKeyOf),
      ),
    touch: (operatorId, id, at) =>
      Effect.asVoid(
        tenant.write(
          "ApiKeyRepository.touch",
          operatorId,
          (sql, mine) => sql`
            update ${keys} set last_used_at = ${DateTime.toDateUtc(at)}::timestamptz
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
      ),
    revoke: (operatorId, id, at) =>
      Effect.asVoid(
        tenant.write(
          "ApiKeyRepository.revoke",
          operatorId,
          (sql, mine) => sql`
            update ${keys} set revoked_at = coalesce(revoked_at, ${DateTime.toDateUtc(at)}::timestamptz)
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
      ),
  }
}

const dateOrNull = (at: DateTime.Utc | undefined): Date | null =>
  at === undefined ? null : DateTime.toDateUtc(at)

const apiKeyOf = (row: ApiKeyRow): ApiKey =>
  filled({
    id: row.id,
    operatorId: row.operator_id,
    name: row.name,
    role: row.role,
    contacts: row.contacts,
    hash: row.hash,
    createdAt: instant(row.created_at),
    lastUsedAt: instantOrNull(row.last_used_at),
    revokedAt: instantOrNull(row.revoked_at),
  })
