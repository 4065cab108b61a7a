/** What an ADMIN narrowed a key's right on contacts to. */
import type { Migration } from "./Migration.ts"

export const contactRights: Migration = {
  name: "0014_contact_rights",
  statements: ({ schema }) => [
    // The look-up by hash answers whole rows: it knows the column from here on.
    `alter table ${schema}.api_keys add column contacts text check (contacts in ('NONE', 'READ', 'WRITE'))`,
  ],
}
