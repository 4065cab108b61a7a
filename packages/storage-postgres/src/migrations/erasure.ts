/** When a person's data was blanked at his or her wish. */
import type { Migration } from "./Migration.ts"

export const erasure: Migration = {
  name: "0010_erasure",
  statements: ({ schema }) => [`alter table ${schema}.contacts add column erased_at timestamptz(3)`],
}
