/**
 * The search for parties with its statements planned once a session, and each text looked up once.
 *
 * What a text finds is read up to 1,000 and sorted from there; the planner is told of no limit, which would make it expect
 * to be done soon and read the whole table. What more have is met on a walk along the sorted list, and so is most of what
 * begins with a letter or two: for those a stretch is walked before the index is asked. Walks are planned for what is asked.
 */
import { boundOperator, type Migration } from "./Migration.ts"
import { searchColumns } from "./wideSearch.ts"

/** Rows in which a page of what begins with a letter or two is likely met. */
const walkedFirst = 2_000

/** What both kinds are sorted by. */
const ofContacts = ["name", "createdAt"]

export const searchAtOnce: Migration = {
  name: "0031_search_at_once",
  statements: ({ schema, roles }) => {
    const found = (parties: string, narrowed: string, key = "") => `
      with f as materialized (
        select p.id, p.archived_at${key === "" ? "" : `, p.${key} as key`}${parties === "clients" ? ", p.type" : ""}
        from ${schema}.${parties} p
        where p.operator_id = operator and (p.search_index like one or p.search_index like other) ${narrowed}
      )`
    const narrowed = (parties: string, row: string) =>
      `(archived is null or (${row}.archived_at is not null) = archived)` +
      (parties === "clients" ? ` and (of_type is null or ${row}.type = of_type)` : "")
    /** Leaves the function with what is found, unless that is too much. */
    const sorted = (parties: string, sort: string, [column, kind]: readonly [string, string]) =>
      (["asc", "desc"] as const).map((way) => {
        const beyond = `(after_id is null or (f.key, f.id) ${way === "asc" ? ">" : "<"} (after_key::${kind}, after_id))`
        return `when '${parties} ${way === "asc" ? "" : "-"}${sort}' then
          ${found(parties, "", column)}
          select array(
            select f.id from f where ${narrowed(parties, "f")} and ${beyond} order by f.key ${way}, f.id ${way} limit most
          ) into ids where (select count(*) from (select from f limit 1001) n) <= 1000;`
      })
    const sorts = Object.entries(searchColumns)
    const chosen = (of: 0 | 1) =>
      sorts.map(([sort, column]) => `when '${sort}' then '${column[of]}'`).join(" ")
    const unsorted = (parties: string) => `
      when '${parties}' then return query
        ${found(parties, `and ${narrowed(parties, "p")}`)}
        select f.id from f limit most;
        return;`
    return [
      `grant create on schema ${schema} to ${roles.search}`,
      `set local role ${roles.search}`,
      `create or replace function ${schema}.search_parties(
         parties text, first text, second text, of_type text, archived boolean,
         sort text, after_key text, after_id uuid, most int
       ) returns table (id uuid)
       language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
       declare
         operator uuid := ${boundOperator};
         one text := '%' || regexp_replace(first, '([\\\\%_])', '\\\\\\1', 'g') || '%';
         other text := '%' || regexp_replace(second, '([\\\\%_])', '\\\\\\1', 'g') || '%';
         ids uuid[];
         field text;
         kind text;
         way text;
         walked text;
         along text;
         in_order text;
       begin
         if sort is not null then
           field := case ltrim(sort, '-') ${chosen(0)} end;
           kind := case ltrim(sort, '-') ${chosen(1)} end;
           way := case when sort like '-%' then 'desc' else 'asc' end;
           walked := case when second is null then 'strpos(p.search_index, $2) > 0'
               else '(strpos(p.search_index, $2) > 0 or strpos(p.search_index, $3) > 0)' end;
           along := format('from ${schema}.%I p where p.operator_id = $1', parties)
             || case when of_type is null then '' else ' and p.type = $4' end
             || case archived when true then ' and p.archived_at is not null' when false then ' and p.archived_at is null' else '' end
             || case when after_id is null then '' else format(' and (p.%I, p.id) %s ($5::%s, $6)', field,
                  case way when 'asc' then '>' else '<' end, kind) end;
           in_order := format(' order by p.%I %s, p.id %s', field, way, way);
           if ascii(first) = 10 then
             execute format('select array(select p.id from (select p.id, p.%I, p.search_index ', field)
                 || along || in_order || ' limit ${walkedFirst}) p where ' || walked || in_order || ' limit $7)'
               into ids using operator, first, second, of_type, after_key, after_id, most;
             if cardinality(ids) = most then
               return query select unnest(ids);
               return;
             end if;
           end if;
         end if;
         case concat_ws(' ', parties, sort)
           ${["clients", "contacts"].map(unsorted).join("\n")}
           ${sorts.flatMap(([sort, column]) => sorted("clients", sort, column)).join("\n")}
           ${sorts
             .filter(([sort]) => ofContacts.includes(sort))
             .flatMap(([sort, column]) => sorted("contacts", sort, column))
             .join("\n")}
         end case;
         if found then
           return query select unnest(ids);
         else
           return query execute 'select p.id ' || along || ' and ' || walked || in_order || ' limit $7'
             using operator, first, second, of_type, after_key, after_id, most;
         end if;
       end $$`,
      `set local role ${roles.owner}`,
      `revoke create on schema ${schema} from ${roles.search}`,
    ]
  },
}
