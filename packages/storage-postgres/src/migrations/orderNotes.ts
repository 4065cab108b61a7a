/** What the staff notes on an order. */
import type { Migration } from "./Migration.ts"

export const orderNotes: Migration = {
  name: "0027_order_notes",
  statements: ({ schema }) => [`alter table ${schema}.orders add column notes text`],
}
