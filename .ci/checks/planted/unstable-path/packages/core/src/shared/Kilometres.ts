export { SqlClient } from "effect/sql"
