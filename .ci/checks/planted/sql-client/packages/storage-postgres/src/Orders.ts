import { SqlClient } from "effect/sql"

export const client = SqlClient.SqlClient
