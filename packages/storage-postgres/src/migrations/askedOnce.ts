/**
 * Policies of the tables that lists look into row by row ask once a statement which operator it is bound to: a condition is
 * asked again for each row that is looked up, what a sub-select answers is kept until the statement ends.
 *
 * The gate in the outermost WHERE comes before it, as it came before the condition; without one it answers null, nothing is
 * seen and nothing may be written.
 */
import { boundOperator, type Migration } from "./Migration.ts"

const tables = ["orders", "missions", "clients", "contacts", "drivers"]
const mine = `operator_id = (select ${boundOperator})`

export const askedOnce: Migration = {
  name: "0034_asked_once",
  statements: ({ schema }) =>
    tables.map((table) => `alter policy operator on ${schema}.${table} using (${mine}) with check (${mine})`),
}
