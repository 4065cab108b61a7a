/**
 * Tables change by numbered steps that only go forward, so that any installation can be brought to any later release.
 *
 * A step that has been released is never edited: its name and number are in the ledgers of installations.
 */
import type { Names } from "../Names.ts"

export interface Migration {
  /** Four digits and a name; steps run in the order of their numbers. */
  readonly name: `${number}_${string}`
  /** One statement each, as the owner unless it says otherwise. */
  readonly statements: (names: Names) => ReadonlyArray<string>
}

/** The operator the current statement is bound to; null outside a unit of work or a gated statement. */
export const boundOperator = "nullif(current_setting('caleche.operator', true), '')::uuid"

/** Puts a table whose first column is `operator_id` under the policy of its operator, also for its owner, and grants it to the app. */
export const tenantTable = (
  { schema, roles }: Names,
  table: string,
  granted: string,
): ReadonlyArray<string> => [
  `alter table ${schema}.${table} enable row level security`,
  `alter table ${schema}.${table} force row level security`,
  `create policy operator on ${schema}.${table}
     using (operator_id = ${boundOperator}) with check (operator_id = ${boundOperator})`,
  `grant ${granted} on ${schema}.${table} to ${roles.app}`,
]
