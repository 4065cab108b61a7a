import type { SqlError } from "effect/sql"

/** Types of the SQL module are free for all. */
export const isFinal = (error: SqlError.SqlError): boolean => !error.isRetryable
