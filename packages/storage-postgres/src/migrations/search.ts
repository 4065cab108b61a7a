/**
 * People and companies are found by part of a name, e-mail or phone, and sorted by name.
 *
 * `LIKE` is not leakproof, so under a policy it could use no index: one function that runs as the search role looks for
 * itself, in the columns it needs and for the operator its caller is bound to, and answers ids.
 */
import { boundOperator, type Migration } from "./Migration.ts"

export const search: Migration = {
  name: "0005_search",
  statements: ({ schema, roles }) => [
    ...["clients", "contacts"].flatMap((table) => [
      // 0: the keys were not computed yet. They are computed by core's searchKey, and compared by code point.
      `alter table ${schema}.${table}
         add column name_key text collate "C" not null default '',
         add column search_index text collate "C" not null default '',
         add column search_version smallint not null default 0`,
      `create index ${table}_name on ${schema}.${table} (operator_id, name_key, id)`,
      `create index ${table}_search on ${schema}.${table} using gin (operator_id, search_index gin_trgm_ops)`,
      `create policy search on ${schema}.${table} for select to ${roles.search} using (true)`,
      `grant select (operator_id, id, archived_at, created_at, name_key, search_index) on ${schema}.${table} to ${roles.search}`,
    ]),
    `grant select (type) on ${schema}.clients to ${roles.search}`,

    `grant create on schema ${schema} to ${roles.search}`,
    `set local role ${roles.search}`,
    // The planner knows nothing of what it may not see: how common a text is has to be tried. Up to 1,000 finds are looked
    // up and sorted; what more have is soon met on a walk along the sorted list, and strpos keeps to that.
    `create function ${schema}.search_parties(
         parties text, first text, second text, of_type text, archived boolean,
         sort text, after_key text, after_id uuid, most int
       ) returns table (id uuid)
       language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
       declare
         operator uuid := ${boundOperator};
         searched text := case parties when 'clients' then '${schema}.clients' when 'contacts' then '${schema}.contacts' end;
         field text := case ltrim(sort, '-') when 'name' then 'name_key' when 'createdAt' then 'created_at' end;
         way text := case when sort like '-%' then 'desc' else 'asc' end;
         patterns text[] := array(
           select '%' || regexp_replace(needle, '([\\\\%_])', '\\\\\\1', 'g') || '%' from unnest(array[first, second]) needle);
         indexed text := 'from ' || searched || ' p where p.operator_id = $1 and '
           || case when second is null then 'p.search_index like $2' else '(p.search_index like $2 or p.search_index like $3)' end;
         walked text := 'from ' || searched || ' p where p.operator_id = $1 and '
           || case when second is null then 'strpos(p.search_index, $2) > 0'
                else '(strpos(p.search_index, $2) > 0 or strpos(p.search_index, $3) > 0)' end;
         narrowed text := case when of_type is null then '' else ' and p.type = $4' end
           || case archived when true then ' and p.archived_at is not null' when false then ' and p.archived_at is null' else '' end
           || case when after_id is null then '' else format(' and (p.%I, p.id) %s ($5::%s, $6)', field,
                case way when 'asc' then '>' else '<' end, case field when 'name_key' then 'text' else 'timestamptz' end) end
           || case when field is null then '' else format(' order by p.%I %s, p.id %s', field, way, way) end
           || ' limit $7';
         common boolean := false;
       begin
         if field is not null then
           execute 'select count(*) > 1000 from (select ' || indexed || ' limit 1001) f'
             into common using operator, patterns[1], patterns[2];
         end if;
         return query execute 'select p.id ' || case when common then walked else indexed end || narrowed
           using operator, case when common then first else patterns[1] end,
             case when common then second else patterns[2] end, of_type, after_key, after_id, most;
       end $$`,
    `revoke all on function ${schema}.search_parties(text, text, text, text, boolean, text, text, uuid, int) from public`,
    `grant execute on function ${schema}.search_parties(text, text, text, text, boolean, text, text, uuid, int) to ${roles.app}`,
    `set local role ${roles.owner}`,
    `revoke create on schema ${schema} from ${roles.search}`,
  ],
}
