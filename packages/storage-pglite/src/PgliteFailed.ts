/** The in-process database could not do what its owner asked. */
import { Schema } from "effect"

/** PGlite or its folder failed while `operation` ran; `cause` is what it threw. */
export class PgliteFailed extends Schema.TaggedError<PgliteFailed>()("PgliteFailed", {
  operation: Schema.Literals(["lock", "open", "exec", "dump"]),
  cause: Schema.Defect(),
}) {
  override get message(): string {
    return `PGlite: ${this.operation} failed: ${this.cause instanceof Error ? this.cause.message : String(this.cause)}`
  }
}
