/** Why the tables could not be made or brought up to date. */
import { Schema } from "effect"

/** An extension is missing and this login may not create it: an administrator of the database runs `command`. */
export class ExtensionMissing extends Schema.TaggedError<ExtensionMissing>()("ExtensionMissing", {
  extension: Schema.String,
  command: Schema.String,
}) {
  override get message(): string {
    return `PostgreSQL extension ${this.extension} is missing. As an administrator run: ${this.command}`
  }
}

/** A role is missing, or this login may not act as it: an administrator of the cluster runs `command`. */
export class RoleMissing extends Schema.TaggedError<RoleMissing>()("RoleMissing", {
  role: Schema.String,
  command: Schema.String,
}) {
  override get message(): string {
    return `PostgreSQL role ${this.role} is missing or cannot be taken on. As an administrator run: ${this.command}`
  }
}

/** A statement failed; nothing of this run was kept. `migration` is the step, or `connect`, `ledger`, `partitions`. */
export class MigrationFailed extends Schema.TaggedError<MigrationFailed>()("MigrationFailed", {
  migration: Schema.String,
  cause: Schema.Defect(),
}) {
  override get message(): string {
    const { cause } = this
    return `Migration ${this.migration} failed: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

export type MigrationError = ExtensionMissing | RoleMissing | MigrationFailed
