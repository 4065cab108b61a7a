/** Partner agencies, and their place in the audit trail. */
import { type Migration, tenantTable } from "./Migration.ts"

export const agencies: Migration = {
  name: "0011_agencies",
  statements: (names) => {
    const { schema } = names
    return [
      `create table ${schema}.agencies (
         operator_id uuid not null,
         id uuid not null,
         name text not null,
         active boolean not null,
         portal jsonb not null,
         version int not null,
         created_at timestamptz(3) not null,
         updated_at timestamptz(3) not null,
         primary key (operator_id, id)
       )`,
      `create index agencies_created on ${schema}.agencies (operator_id, created_at, id)`,
      ...tenantTable(names, "agencies", "select, insert, update"),
      `alter table ${schema}.history drop constraint history_aggregate_check`,
      `alter table ${schema}.history add constraint history_aggregate_check
         check (aggregate in ('CLIENT', 'QUOTE', 'ORDER', 'MISSION', 'DRIVER', 'CONTACT', 'AGENCY'))`,
    ]
  },
}
