/** What happened to a record, as the API shows it. */
import { Actor, Aggregate, type RecordedEntry } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const HistoryResource = Schema.Struct({
  sequence: Schema.Int,
  aggregate: Aggregate,
  id: Schema.String,
  at: WrittenInstant,
  actor: Actor,
  action: Schema.String,
  from: Schema.optionalKey(Schema.String),
  to: Schema.optionalKey(Schema.String),
  reason: Schema.optionalKey(Schema.String),
  data: Schema.Record(Schema.String, Schema.Json),
}).annotate({ identifier: "HistoryEntry" })
export type HistoryResource = typeof HistoryResource.Type

export const HistoryList = listOf(HistoryResource, "HistoryList")

export const presentEntry = (entry: RecordedEntry): HistoryResource => ({
  sequence: entry.sequence,
  aggregate: entry.aggregate,
  id: entry.id,
  at: written(entry.at),
  actor: entry.actor,
  action: entry.action,
  ...given({ from: entry.from, to: entry.to, reason: entry.reason }),
  data: entry.data,
})
