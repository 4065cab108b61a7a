/** What was granted off the price of a quote, as data: its DISCOUNT lines are made from it. */
import type { Migration } from "./Migration.ts"

export const discounts: Migration = {
  name: "0023_discounts",
  statements: ({ schema }) => [
    `alter table ${schema}.quotes add column discounts jsonb`,
    `alter table ${schema}.orders add column discounts jsonb`,
  ],
}
