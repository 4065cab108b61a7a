/** Whatever goes wrong below a port comes up as this one error: the caller can retry or not, and needs to know no more. */
import { Schema } from "effect"

export class StorageFailed extends Schema.TaggedError<StorageFailed>()("StorageFailed", {
  /** The port's operation, such as `QuoteRepository.get`. */
  operation: Schema.String,
  /** Whether the same call may succeed a moment later. */
  retryable: Schema.Boolean,
  cause: Schema.optionalKey(Schema.Defect()),
}) {}
