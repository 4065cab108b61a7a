/** A page of a list: its items, and the cursor of the next page or null. */
import { type Page, UpTo } from "@caleche/core"
import { Schema } from "effect"

/** An array of no more than `most` items. */
export const atMost = <S extends Schema.Top>(most: number, item: S) =>
  Schema.Array(item).check(Schema.isMaxLength(most))

export const listOf = <S extends Schema.Top>(item: S, identifier: string) =>
  Schema.Struct({ items: atMost(200, item), nextCursor: Schema.NullOr(UpTo(2_000)) }).annotate({
    identifier,
  })

export const presentList = <A, B>(page: Page.Page<A>, present: (item: A) => B) => ({
  items: page.items.map(present),
  nextCursor: page.nextCursor,
})
