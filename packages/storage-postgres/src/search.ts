/** Parties found by text: what to look for is core's affair, looking for it is the search role's function. */
import { type Page, searchKey, searchKeyVersion, searchNeedles } from "@caleche/core"
import type { Start } from "./keyset.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"

/** The columns a party is sorted by name and found by. */
export const keyColumns = ["name_key", "search_index", "search_version"]

export const keysOf = (name: string, index: string) => ({
  name_key: searchKey(name),
  search_index: index,
  search_version: searchKeyVersion,
})

/** What a record is found by that was folded into another: nothing. */
export const unfound = { search_index: "" }

/** For lists so short that each row is looked into: `and` the row's own index holds what `q` says. */
export const lookedInto = (sql: Sql, q: string | undefined): Fragment => {
  if (q === undefined) return sql.literal("")
  const [first, second] = searchNeedles(q)
  return sql`and (strpos(search_index, ${first}::text) > 0 or strpos(search_index, ${second ?? null}::text) > 0)`
}

type Parties = "clients" | "contacts"

const needles = (sql: Sql, q: string): Fragment => {
  const [first, second] = searchNeedles(q)
  return sql`${first}::text, ${second ?? null}::text`
}

/** Rows (id) of some `most` parties that `q` finds and the filters let through. */
export const found = (
  sql: Sql,
  tenant: TenantSql,
  parties: Parties,
  q: string,
  most: number,
  { status, type }: { readonly status?: string | undefined; readonly type?: string | undefined } = {},
): Fragment => sql`
  ${tenant.named("search_parties")}(${parties}::text, ${needles(sql, q)}, ${type ?? null}::text,
    ${status === undefined ? null : status === "ARCHIVED"}::boolean, null, null, null, ${most}::int)`

/** Rows (id) of a page of those that `q` finds and the filters let through, and one more. */
export const foundPage = (
  sql: Sql,
  tenant: TenantSql,
  parties: Parties,
  {
    q,
    status,
    type,
  }: { readonly q: string; readonly status: string | undefined; readonly type?: string | undefined },
  page: Page.PageRequest<string>,
  { after }: Start,
): Fragment => sql`
  ${tenant.named("search_parties")}(${parties}::text, ${needles(sql, q)}, ${type ?? null}::text,
    ${status === undefined ? null : status === "ARCHIVED"}::boolean, ${page.sort}::text,
    ${after?.key ?? null}::text, ${after?.id ?? null}::uuid, ${page.limit + 1}::int)`
