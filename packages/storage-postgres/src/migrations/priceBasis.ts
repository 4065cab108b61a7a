/** Whether the prices of an order include VAT, as in its quote. Orders from before were all excl. VAT. */
import type { Migration } from "./Migration.ts"

export const priceBasis: Migration = {
  name: "0017_price_basis",
  statements: ({ schema }) => [
    `alter table ${schema}.quotes add constraint quotes_price_basis check (price_basis in ('EXCL_VAT', 'INCL_VAT'))`,
    `alter table ${schema}.orders add column price_basis text not null default 'EXCL_VAT'
       check (price_basis in ('EXCL_VAT', 'INCL_VAT'))`,
  ],
}
