/**
 * What the log may tell of a failure on our side: the kinds of error, what the database calls them, and where they were
 * thrown. Never a message: it may quote what somebody entered, and no name, address or number belongs in a log.
 */
import { Cause, Predicate } from "effect"

/** One error; `because` is what it was made from. */
export interface Fault {
  readonly error: string
  /** SQLSTATE or a system's code, and what the database names with it. */
  readonly code?: string
  readonly table?: string
  readonly constraint?: string
  /** Where it was thrown, innermost first. */
  readonly at: ReadonlyArray<string>
  readonly because?: Fault
}

/** The faults of a cause; interruptions are none. */
export const faultsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<Fault> =>
  cause.reasons.flatMap((reason) =>
    Cause.isDieReason(reason)
      ? [faultOf(reason.defect)]
      : Cause.isFailReason(reason)
        ? [faultOf(reason.error)]
        : [],
  )

/** The fault of anything thrown. */
export const faultOf = (thrown: unknown, depth = 0): Fault => {
  const because = Predicate.isObject(thrown) ? (thrown["reason"] ?? thrown["cause"]) : undefined
  return {
    error: kindOf(thrown),
    ...named(thrown, "code"),
    ...named(thrown, "table"),
    ...named(thrown, "constraint"),
    at: thrown instanceof Error ? framesOf(thrown) : [],
    ...(Predicate.isObject(because) && depth < 5 ? { because: faultOf(because, depth + 1) } : {}),
  }
}

function kindOf(thrown: unknown): string {
  if (!Predicate.isObject(thrown)) return typeof thrown
  const { _tag, name } = thrown
  return (
    ([_tag, name].find((kind) => typeof kind === "string" && identifier.test(kind)) as string) ?? "object"
  )
}

/** A name in a program or a schema: letters, digits and underscores. */
const identifier = /^\w{1,100}$/

function named(thrown: unknown, field: "code" | "table" | "constraint"): Partial<Fault> {
  const value = Predicate.isObject(thrown) ? thrown[field] : undefined
  return typeof value === "string" && identifier.test(value) ? { [field]: value } : {}
}

/** The lines of the stack that name a place; a message can have many lines and stands before them. */
function framesOf({ stack = "", message }: Error): ReadonlyArray<string> {
  const start = stack.indexOf(message)
  const frames = start === -1 ? stack : stack.slice(start + message.length)
  return frames
    .split("\n")
    .filter((line) => /^\s+at \S/.test(line))
    .slice(0, 12)
    .map((line) => line.trim().slice(3))
}
