/** What PostgreSQL said went wrong: the five characters of its SQLSTATE (PostgreSQL manual, appendix A). */
import type { SqlError } from "effect/sql"

/** The SQLSTATE of a failed statement; undefined when the server never answered. */
export const sqlStateOf = (error: SqlError.SqlError): string | undefined => {
  const { cause } = error.reason
  return typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined
}

/** A serialization failure or a deadlock: the transaction was given up for another's sake and may be run again. */
export const isConflict = ({ reason }: SqlError.SqlError): boolean =>
  reason._tag === "SerializationError" || reason._tag === "DeadlockError"

/** Classes of errors that go away by themselves: connection, conflict, resources, locks, shutdown. */
const passing = ["08", "40", "53", "57"]

/** Whether the same statement may succeed a moment later: also when nobody answered, or a lock took too long. */
export const isPassing = (error: SqlError.SqlError): boolean => {
  const state = sqlStateOf(error)
  return state === undefined || state.length !== 5
    ? error.reason._tag === "ConnectionError"
    : state === "55P03" || passing.some((classOf) => state.startsWith(classOf))
}

/**
 * Wrong data, a broken constraint or a row of another operator: nothing a caller could do, so a defect of ours. Not while
 * connecting: there the same codes say that a role is missing or not granted.
 */
export const isDefect = (error: SqlError.SqlError): boolean => {
  const state = sqlStateOf(error) ?? ""
  const wrong = state.startsWith("22") || state.startsWith("23") || state === "42501"
  return wrong && error.reason.operation !== "connect"
}

/** Whether `defect` is what the driver makes of a lost connection when the roll-back after it has failed too. */
export const isLostConnection = (defect: unknown): defect is SqlError.SqlError =>
  typeof defect === "object" &&
  defect !== null &&
  "reason" in defect &&
  typeof defect.reason === "object" &&
  defect.reason !== null &&
  "_tag" in defect.reason &&
  defect.reason._tag === "ConnectionError"
