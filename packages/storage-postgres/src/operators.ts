/** Operators and their settings. */
import { type Operator, OperatorNotFound, type OperatorId, type OperatorRepository } from "@caleche/core"
import { Effect } from "effect"
import { filled } from "./columns.ts"
import type { TenantSql } from "./tenantSql.ts"

export interface OperatorRow {
  readonly operator_id: OperatorId
  readonly name: string
  readonly email: string | null
  readonly country: string
  readonly time_zone: string
  readonly currency: string
  readonly quote_prefix: string
  readonly order_prefix: string
  readonly policies: Operator["policies"]
  readonly terms: NonNullable<Operator["terms"]> | null
  readonly client_categories: Operator["clientCategories"]
}

export const makeOperators = (tenant: TenantSql): OperatorRepository["Service"] => {
  const operators = tenant.named("operators")
  return {
    get: Effect.fnUntraced(function* (id) {
      const [row] = yield* tenant.read<OperatorRow>(
        "OperatorRepository.get",
        id,
        (sql, mine) => sql`select * from ${operators} where ${mine} and operator_id = ${id}::uuid`,
      )
      return row === undefined ? yield* new OperatorNotFound({ id }) : operatorOf(row)
    }),
    save: ({ id, name, email, country, timeZone, currency, prefixes, policies, terms, clientCategories }) =>
      Effect.asVoid(
        tenant.write(
          "OperatorRepository.save",
          id,
          (sql, mine) => sql`
            insert into ${operators}
              (operator_id, name, email, country, time_zone, currency, quote_prefix, order_prefix, policies, terms, client_categories)
            select ${id}::uuid, ${name}::text, ${email ?? null}::text, ${country}::text, ${timeZone}::text, ${currency}::text,
              ${prefixes.quote}::text, ${prefixes.order}::text, ${JSON.stringify(policies)}::jsonb, ${terms === undefined ? null : JSON.stringify(terms)}::jsonb,
              ${JSON.stringify(clientCategories)}::jsonb
            where ${mine}
            on conflict (operator_id) do update set
              name = excluded.name, email = excluded.email, country = excluded.country, time_zone = excluded.time_zone, currency = excluded.currency,
              quote_prefix = excluded.quote_prefix, order_prefix = excluded.order_prefix, policies = excluded.policies, terms = excluded.terms,
              client_categories = excluded.client_categories`,
        ),
      ),
  }
}

export const operatorOf = (row: OperatorRow): Operator =>
  filled({
    id: row.operator_id,
    name: row.name,
    email: row.email,
    country: row.country,
    timeZone: row.time_zone,
    currency: row.currency,
    prefixes: { quote: row.quote_prefix, order: row.order_prefix },
    policies: row.policies,
    terms: row.terms,
    clientCategories: row.client_categories,
  })
