import { SqlClient } from "effect/sql"

/** The one place that may run SQL. */
export const client = SqlClient.SqlClient
