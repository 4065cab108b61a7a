/** Why a command did not do what it was asked to, as people read it: a sentence, no stack, no secret. */
import { problemTable } from "@caleche/http"
import { Data, type Schema, SchemaIssue } from "effect"

/** Said on standard error; the process ends with status 1. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{ readonly message: string }> {}

/** Ends with status 1; everything was said already. */
export class NotClean extends Data.TaggedError("NotClean")<{ readonly message: string }> {}

const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()

/** Every problem of a value that does not fit, with its path. */
export const issuesOf = (error: Schema.SchemaError): ReadonlyArray<string> =>
  formatIssue(error.issue).issues.map(({ message, path }) => {
    const place = (path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".")
    return place === "" ? message : `${place}: ${message}`
  })

/** The sentence for whatever came up; secrets of the environment are taken out of it. */
export const sentenceOf = (cause: unknown, environment: NodeJS.ProcessEnv): string =>
  withoutSecrets(worded(cause), environment)

function worded(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const tag = "_tag" in cause && typeof cause._tag === "string" ? cause._tag : undefined
  if (tag === "StorageFailed") return storageFailed(cause)
  if (tag === "MigrationFailed" && "migration" in cause)
    return `the database could not be brought to this release (${String(cause.migration)}): ${causeOf(cause.cause)}`
  if (tag === "IsolationNotEnforced" && "role" in cause)
    return `the storage does not run as ${String(cause.role)}: such a role is above the policies that keep operators apart`
  if (tag === "OperatorNotFound" && "id" in cause) return `there is no operator ${String(cause.id)}`
  if (tag === "ApiKeyNotFound" && "id" in cause) return `there is no key ${String(cause.id)}`
  if (tag !== undefined && Object.hasOwn(problemTable, tag)) {
    const { detail } = problemTable[tag as keyof typeof problemTable]
    return (detail as (error: Error) => string)(cause) // the row of this very tag
  }
  return cause.message === "" ? (tag ?? cause.name) : cause.message
}

function storageFailed(error: Error): string {
  const operation = "operation" in error ? String(error.operation) : "unknown"
  return `the storage does not answer as it should (${operation}): ${causeOf(error.cause)}`
}

/** The innermost reason: what wraps it only says where it came up. */
function causeOf(cause: unknown): string {
  for (const field of ["reason", "cause"] as const) {
    if (typeof cause === "object" && cause !== null && field in cause) {
      const inner = (cause as Record<typeof field, unknown>)[field]
      if (inner !== undefined && typeof inner === "object") return causeOf(inner)
    }
  }
  return cause instanceof Error ? cause.message : String(cause)
}

/** Values of variables that are secrets, and the password within a URL. */
function withoutSecrets(text: string, environment: NodeJS.ProcessEnv): string {
  const secrets = [
    environment["DATABASE_URL"],
    environment["METRICS_KEY"],
    passwordOf(environment["DATABASE_URL"]),
  ]
  return secrets
    .filter((secret) => secret !== undefined && secret !== "")
    .reduce<string>((clean, secret) => clean.replaceAll(secret!, "…"), text)
}

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return decodeURIComponent(new URL(url).password)
}
