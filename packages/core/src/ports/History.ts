/**
 * The audit trail: every command leaves an entry, written with what it changed and never altered.
 *
 * An entry names the personal fields that changed and never holds their values.
 */
import { Context, type Effect, Schema } from "effect"
import { Actor } from "../access/Actor.ts"
import type { OperatorId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

export const Aggregate = Schema.Literals([
  "CLIENT",
  "QUOTE",
  "ORDER",
  "MISSION",
  "DRIVER",
  "VEHICLE",
  "CONTACT",
  "AGENCY",
  "PRICE_BOOK",
])
export type Aggregate = typeof Aggregate.Type

/** The record a history belongs to. */
export interface Ref {
  readonly aggregate: Aggregate
  readonly id: string
}

export const HistoryEntry = Schema.Struct({
  aggregate: Aggregate,
  id: Schema.String,
  at: Instant,
  actor: Actor,
  /** The fact, in the past: `QuoteSent`, `MissionAssigned`. */
  action: Schema.String,
  from: Schema.optionalKey(Schema.String),
  to: Schema.optionalKey(Schema.String),
  reason: Schema.optionalKey(Schema.String),
  data: Schema.Record(Schema.String, Schema.Json),
})
export type HistoryEntry = typeof HistoryEntry.Type

/** An entry as it is read: `sequence` grows with each entry of an operator. */
export interface RecordedEntry extends HistoryEntry {
  readonly sequence: number
}

export class History extends Context.Service<
  History,
  {
    /** Part of the surrounding unit of work. */
    readonly append: (
      operatorId: OperatorId,
      entries: ReadonlyArray<HistoryEntry>,
    ) => Effect.Effect<void, StorageFailed>
    /** The entries of all `refs` merged, oldest first, a page at a time. */
    readonly list: (
      operatorId: OperatorId,
      refs: ReadonlyArray<Ref>,
      page: { readonly limit: number; readonly cursor?: string | undefined },
    ) => Effect.Effect<Page<RecordedEntry>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/ports/History") {}
