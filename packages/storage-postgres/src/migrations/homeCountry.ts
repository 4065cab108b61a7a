/** Whose phone numbers an operator's staff writes without a prefix. */
import type { Migration } from "./Migration.ts"

export const homeCountry: Migration = {
  name: "0018_home_country",
  statements: ({ schema }) => [
    `alter table ${schema}.operators add column country text not null default 'FR' check (country ~ '^[A-Z]{2}$')`,
  ],
}
