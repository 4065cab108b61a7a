/** Price books: one row for each row of a book, with the versions it was in force. */
import { type Migration, tenantTable } from "./Migration.ts"

export const priceBooks: Migration = {
  name: "0016_price_books",
  statements: (names) => {
    const { schema } = names
    return [
      `create table ${schema}.price_books (
         operator_id uuid primary key,
         version int not null check (version >= 0)
       )`,
      ...tenantTable(names, "price_books", "select, insert, update"),
      `create table ${schema}.price_book_versions (
         operator_id uuid not null,
         version int not null check (version > 0),
         at timestamptz(3) not null,
         written int not null,
         removed int not null,
         primary key (operator_id, version)
       )`,
      ...tenantTable(names, "price_book_versions", "select, insert"),
      `create table ${schema}.price_book_rows (
         operator_id uuid not null,
         part text not null check (part in ('book', 'zones', 'routes', 'packages', 'rates', 'tariffs', 'rules', 'fees')),
         id text collate "C" not null,
         from_version int not null check (from_version > 0),
         until_version int check (until_version > from_version),
         active boolean not null,
         agency_id uuid,
         data jsonb not null,
         primary key (operator_id, part, id, from_version)
       )`,
      `comment on column ${schema}.price_book_rows.until_version is 'the version that changed or removed the row'`,
      `create unique index price_book_rows_current on ${schema}.price_book_rows (operator_id, part, id)
         where until_version is null`,
      `create index price_book_rows_agency on ${schema}.price_book_rows (operator_id, agency_id, part, id)
         where until_version is null and agency_id is not null`,
      ...tenantTable(names, "price_book_rows", "select, insert, update"),
      `alter table ${schema}.history drop constraint history_aggregate_check`,
      `alter table ${schema}.history add constraint history_aggregate_check check (aggregate in
         ('CLIENT', 'QUOTE', 'ORDER', 'MISSION', 'DRIVER', 'VEHICLE', 'CONTACT', 'AGENCY', 'PRICE_BOOK'))`,
    ]
  },
}
