/** A page of a list: its items, and the cursor of the next page or null. */
import type { Page } from "@caleche/core"
import { Schema } from "effect"

export const listOf = <S extends Schema.Top>(item: S, identifier: string) =>
  Schema.Struct({ items: Schema.Array(item), nextCursor: Schema.NullOr(Schema.String) }).annotate({
    identifier,
  })

export const presentList = <A, B>(page: Page.Page<A>, present: (item: A) => B) => ({
  items: page.items.map(present),
  nextCursor: page.nextCursor,
})
