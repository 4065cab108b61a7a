/** What changing a price book answers, and its versions. Books and rows are shown as they are written. */
import { BookProblem, type BookVersion, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { atMost, listOf } from "./List.ts"
import { written, WrittenInstant } from "./Written.ts"

const Warning = Schema.Struct({ code: UpTo(100), ...BookProblem.fields }).annotate({
  identifier: "PriceBookWarning",
})

export const BookChangedResource = Schema.Struct({
  /** In force from now on; the one before when nothing changed. */
  version: Schema.Int,
  added: Schema.Int,
  changed: Schema.Int,
  removed: Schema.Int,
  warnings: atMost(1_000, Warning),
}).annotate({ identifier: "PriceBookChanged" })

export const BookFindingsResource = Schema.Struct({
  problems: atMost(1_000, BookProblem),
  warnings: atMost(1_000, Warning),
}).annotate({ identifier: "PriceBookFindings" })

const VersionResource = Schema.Struct({
  version: Schema.Int,
  at: WrittenInstant,
  written: Schema.Int,
  removed: Schema.Int,
}).annotate({ identifier: "PriceBookVersion" })

export const VersionList = listOf(VersionResource, "PriceBookVersionList")

export const presentVersion = (version: BookVersion): typeof VersionResource.Type => ({
  ...version,
  at: written(version.at),
})
