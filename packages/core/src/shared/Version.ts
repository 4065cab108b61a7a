/** Every aggregate counts its changes, so that two people editing one record cannot silently undo each other. */
import { Schema } from "effect"
import { UpTo } from "./Text.ts"

/** 1 when created, one more with each change. */
export const Version = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))
export type Version = typeof Version.Type

/** The record was changed since it was read: `expected` is the caller's version, `actual` the stored one. */
export class StaleVersion extends Schema.TaggedError<StaleVersion>()("StaleVersion", {
  id: UpTo(200),
  expected: Schema.Int,
  actual: Schema.Int,
}) {}
