/** Quotes priced by a price book: by which version, with what warnings, and whose copies they are. */
import type { Migration } from "./Migration.ts"

export const pricedQuotes: Migration = {
  name: "0021_priced_quotes",
  statements: ({ schema }) => [
    `alter table ${schema}.quotes
       add column fallback text check (fallback in ('NONE', 'DYNAMIC')),
       add column price_book_version int,
       add column warnings jsonb,
       add column booked_by_agency_id uuid,
       add column duplicated_from uuid,
       add column replaces uuid,
       add column replaced_by uuid`,
    `create unique index quotes_open_replacement on ${schema}.quotes (operator_id, replaces)
       where replaces is not null and status = 'DRAFT'`,
  ],
}
