/** What happened to a record, as the API shows it. */
import { Actor, Aggregate, type RecordedEntry, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const HistoryResource = Schema.Struct({
  sequence: Schema.Int,
  aggregate: Aggregate,
  id: UpTo(200),
  at: WrittenInstant,
  actor: Actor,
  action: UpTo(100),
  from: Schema.optionalKey(UpTo(100)),
  to: Schema.optionalKey(UpTo(1_000)),
  reason: Schema.optionalKey(UpTo(2_000)),
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
