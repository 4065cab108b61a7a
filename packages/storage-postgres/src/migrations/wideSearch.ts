/** The search for parties, able to answer in the order of any column a list of clients is sorted by. */
import type { Names } from "../Names.ts"
import { boundOperator } from "./Migration.ts"

/** The columns a search is sorted by, by what a list calls them, with their types. */
export const searchColumns = {
  name: ["name_key", "text"],
  createdAt: ["created_at", "timestamptz"],
  companyName: ["company_key", "text"],
  type: ["type", "text"],
  revenue: ["revenue", "bigint"],
  averageMargin: ["average_margin", "bigint"],
  lastActivityAt: ["last_activity_at", "timestamptz"],
  status: ["status", "text"],
} as const

/** Statements that put the function in place of the one before; they begin and end as the owner. */
export const wideSearch = ({ schema, roles }: Names): ReadonlyArray<string> => {
  const chosen = (of: 0 | 1) =>
    Object.entries(searchColumns)
      .map(([sort, column]) => `when '${sort}' then '${column[of]}'`)
      .join(" ")
  return [
    `grant select (company_key, revenue, average_margin, last_activity_at, status) on ${schema}.clients to ${roles.search}`,
    `grant create on schema ${schema} to ${roles.search}`,
    `set local role ${roles.search}`,
    `create or replace function ${schema}.search_parties(
         parties text, first text, second text, of_type text, archived boolean,
         sort text, after_key text, after_id uuid, most int
       ) returns table (id uuid)
       language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
       declare
         operator uuid := ${boundOperator};
         searched text := case parties when 'clients' then '${schema}.clients' when 'contacts' then '${schema}.contacts' end;
         field text := case ltrim(sort, '-') ${chosen(0)} end;
         kind text := case ltrim(sort, '-') ${chosen(1)} end;
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
                case way when 'asc' then '>' else '<' end, kind) end
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
    `set local role ${roles.owner}`,
    `revoke create on schema ${schema} from ${roles.search}`,
  ]
}
