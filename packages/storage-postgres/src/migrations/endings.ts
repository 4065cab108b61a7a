/** How missions and orders end: what a mission took, and who gave it up, why, and at whose charge. */
import type { Migration } from "./Migration.ts"

export const endings: Migration = {
  name: "0006_endings",
  statements: ({ schema }) => [
    `alter table ${schema}.missions add column actuals jsonb, add column proposed_actuals jsonb, add column cancellation jsonb`,
    `alter table ${schema}.orders add column cancellation jsonb`,
  ],
}
