/** Whether the views follow from the facts, over PostgreSQL: each stretch one statement, so of one moment. */
import type { OperatorId, StorageCheck } from "@caleche/core"
import { Effect, Stream } from "effect"
import { filled, type Instant, instantOrNull, type Whole } from "../columns.ts"
import type { TenantSql } from "../tenantSql.ts"
import { checkClients, checkClientTotals } from "./clients.ts"
import { checkKeys, rekey } from "./keys.ts"
import { checkOrders, checkQuoteContacts } from "./orders.ts"
import { checkStructure } from "./structure.ts"

interface OpenRow {
  readonly pending: Whole
  readonly buried: Whole
  readonly oldest: Instant | null
}

export const makeStorageCheck = (tenant: TenantSql): StorageCheck["Service"] => ({
  operators: Effect.map(
    tenant.common<{ readonly operator_id: OperatorId }>(
      "StorageCheck.operators",
      (sql) => sql`select operator_id from ${tenant.named("operator_ids")}()`,
    ),
    (rows) => rows.map(({ operator_id }) => operator_id),
  ),
  structure: checkStructure(tenant),
  views: (operator) =>
    checkOrders(tenant, operator).pipe(
      Stream.concat(checkQuoteContacts(tenant, operator)),
      Stream.concat(checkClients(tenant, operator.id)),
      Stream.concat(Stream.fromEffect(checkClientTotals(tenant, operator.id))),
      Stream.concat(checkKeys(tenant, operator.id)),
    ),
  messages: (operatorId) =>
    Effect.map(
      tenant.read<OpenRow>(
        "StorageCheck.messages",
        operatorId,
        (sql, mine) => sql`
          select * from (
            select count(*) filter (where state = 'PENDING') as pending, count(*) filter (where state = 'BURIED') as buried,
              min(due_at) filter (where state = 'PENDING') as oldest
            from ${tenant.named("outbox")} where operator_id = ${operatorId}::uuid and state <> 'SETTLED'
          ) o where ${mine}`,
      ),
      ([row]) => ({
        pending: Number(row?.pending ?? 0),
        buried: Number(row?.buried ?? 0),
        ...filled({ oldestDueAt: instantOrNull(row?.oldest ?? null) }),
      }),
    ),
  rekey: (operatorId) => rekey(tenant, operatorId),
})
