/** Links to quotes: when one was first opened, how often they were revoked, and which conditions of sale an acceptance agrees to. */
import type { Migration } from "./Migration.ts"

export const quoteLinks: Migration = {
  name: "0030_quote_links",
  statements: ({ schema }) => [
    `alter table ${schema}.quotes add column viewed_at timestamptz(3), add column links_revoked int`,
    `alter table ${schema}.operators add column terms jsonb`,
  ],
}
