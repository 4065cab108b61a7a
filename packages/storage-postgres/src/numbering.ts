/**
 * Numbers without gaps: the statement that inserts a document takes its number from a counter, so a rollback gives it back.
 *
 * The counter's row stays locked to the end of the unit of work. That statement is therefore its last one.
 */
import type { DocumentNumber, OperatorId } from "@caleche/core"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** A common table expression `counted (last)`: the next sequence of the series. */
export const counted = (
  sql: Sql,
  tenant: TenantSql,
  operatorId: OperatorId,
  { kind, year }: DocumentNumber.Series,
): Fragment => sql`
  counted as (
    insert into ${tenant.named("counters")} as c (operator_id, kind, year, last)
    values (${operatorId}::uuid, ${kind}::text, ${year}::int, 1)
    on conflict (operator_id, kind, year) do update set last = c.last + 1
    returning last
  )`

/** The columns of a number, and their values beside `counted`: year, sequence and the written form. */
export const numberColumns = "number_year, number_seq, number"
export const numberValues = (sql: Sql, { prefix, year }: DocumentNumber.Series): Fragment => sql`
  ${year}::int, counted.last,
  ${`${prefix}-${year}-`}::text || case when counted.last < 100000 then lpad(counted.last::text, 5, '0') else counted.last::text end`
