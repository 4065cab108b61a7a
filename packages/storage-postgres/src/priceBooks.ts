/** Price books, row by row: a change ends the rows it replaces and writes theirs, whatever else the book holds. */
import {
  type AgencyId,
  type BookPart,
  type BookVersion,
  type ClientId,
  type OperatorId,
  Page,
  type PriceBookRepository,
  type StoredRow,
} from "@caleche/core"
import { DateTime, Effect, Option, type Schema } from "effect"
import { type Instant, instant } from "./columns.ts"
import { rowFrom } from "./record.ts"
import type { Sql, TenantSql } from "./tenantSql.ts"

interface BookRow {
  readonly part: StoredRow["part"]
  readonly id: string
  readonly active: boolean
  readonly agency_id: AgencyId | null
  readonly data: Schema.Json
}

export const makePriceBooks = (tenant: TenantSql): PriceBookRepository["Service"] => {
  const books = tenant.named("price_books")
  const versions = tenant.named("price_book_versions")
  const rows = tenant.named("price_book_rows")

  const clientsTable = tenant.named("clients")
  const agenciesTable = tenant.named("agencies")

  const currentOf = (sql: Sql, operatorId: OperatorId, part: BookPart) =>
    sql`operator_id = ${operatorId}::uuid and part = ${part}::text and until_version is null`

  return {
    version: (operatorId) =>
      Effect.map(
        tenant.read<{ readonly version: number }>(
          "PriceBookRepository.version",
          operatorId,
          (sql, mine) =>
            sql`select version from ${books} where ${mine} and operator_id = ${operatorId}::uuid`,
        ),
        ([book]) => book?.version ?? 0,
      ),
    lock: (operatorId) =>
      Effect.map(
        tenant.write<{ readonly version: number }>(
          "PriceBookRepository.lock",
          operatorId,
          (sql, mine) => sql`
            insert into ${books} as b (operator_id, version) select ${operatorId}::uuid, 0 where ${mine}
            on conflict (operator_id) do update set version = b.version returning b.version`,
        ),
        ([book]) => book!.version, // written or locked
      ),
    rows: (operatorId, version) =>
      Effect.map(
        tenant.read<BookRow>(
          "PriceBookRepository.rows",
          operatorId,
          (sql, mine) => sql`
            select part, id, active, agency_id, data from ${rows}
            where ${mine} and operator_id = ${operatorId}::uuid and from_version <= ${version}::int
              and (until_version is null or until_version > ${version}::int)
              and exists (
                select from ${versions} v where v.operator_id = ${operatorId}::uuid and v.version = ${version}::int)`,
        ),
        (found) => found.map(rowOf),
      ),
    find: (operatorId, part, id) =>
      Effect.map(
        tenant.read<BookRow>(
          "PriceBookRepository.find",
          operatorId,
          (sql, mine) => sql`
            select part, id, active, agency_id, data from ${rows}
            where ${mine} and ${currentOf(sql, operatorId, part)} and id = ${id}::text`,
        ),
        ([row]) => (row === undefined ? Option.none() : Option.some(rowOf(row))),
      ),
    list: Effect.fnUntraced(function* (operatorId, part, filters, page) {
      const scope = { part, ...filters }
      const after = yield* Effect.fromResult(Page.afterOf(page, scope))
      const descending = page.sort === "-id"
      const found = yield* tenant.read<BookRow>("PriceBookRepository.list", operatorId, (sql, mine) => {
        const sign = sql.literal(descending ? "<" : ">")
        const nothing = sql.literal("")
        return sql`
          select part, id, active, agency_id, data from ${rows}
          where ${mine} and ${currentOf(sql, operatorId, part)}
          ${filters.active === undefined ? nothing : sql`and active = ${filters.active}::boolean`}
          ${filters.agencyId === undefined ? nothing : sql`and agency_id = ${filters.agencyId}::uuid`}
          ${after === undefined ? nothing : sql`and id ${sign} ${after.id}::text`}
          order by id ${sql.literal(descending ? "desc" : "")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, scope, found.map(rowOf), ({ id }) => ({ key: id, id }))
    }),
    ofClient: (operatorId, clientId) =>
      Effect.map(
        tenant.read<BookRow>(
          "PriceBookRepository.ofClient",
          operatorId,
          (sql, mine) => sql`
            select part, id, active, agency_id, data from ${rows}
            where ${mine} and operator_id = ${operatorId}::uuid and until_version is null
              and data ->> 'clientId' = ${clientId}::text`,
        ),
        (found) => found.map(rowOf),
      ),
    owners: (operatorId, { agencies, clients }) =>
      Effect.map(
        tenant.read<{ readonly client: ClientId | null; readonly agency: AgencyId | null }>(
          "PriceBookRepository.owners",
          operatorId,
          (sql, mine) => sql`
            select id as client, null::uuid as agency from ${clientsTable}
            where ${mine} and operator_id = ${operatorId}::uuid and id = any(${[...clients]}::uuid[]) and merged_into is null
            union all
            select null, id from ${agenciesTable}
            where ${mine} and operator_id = ${operatorId}::uuid and id = any(${[...agencies]}::uuid[])`,
        ),
        (found) => ({
          clients: found.flatMap(({ client }) => client ?? []),
          agencies: found.flatMap(({ agency }) => agency ?? []),
        }),
      ),
    save: Effect.fnUntraced(function* (operatorId, { at, removed, version, written }) {
      const operation = "PriceBookRepository.save"
      const ended = [...written, ...removed].map(({ part, id }) => ({ operator_id: operatorId, part, id }))
      yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${rows} b set until_version = ${version}::int from ${rowFrom(sql, rows, ended)}
          where ${mine} and b.operator_id = ${operatorId}::uuid and b.part = r.part and b.id = r.id
            and b.until_version is null`,
      )
      const put = written.map((row) => ({ ...row, agency_id: row.agencyId }))
      yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          with put as (
            insert into ${rows} (operator_id, part, id, from_version, active, agency_id, data)
            select ${operatorId}::uuid, r.part, r.id, ${version}::int, r.active, r.agency_id, r.data
            from ${rowFrom(sql, rows, put)} where ${mine}
          ), noted as (
            insert into ${versions} (operator_id, version, at, written, removed)
            select ${operatorId}::uuid, ${version}::int, ${DateTime.formatIso(at)}::timestamptz, ${written.length}::int, ${removed.length}::int
            where ${mine}
          )
          update ${books} set version = ${version}::int where ${mine} and operator_id = ${operatorId}::uuid`,
      )
    }),
    versions: Effect.fnUntraced(function* (operatorId, page) {
      const after = yield* Effect.fromResult(Page.afterOf(page, {}))
      const before = after === undefined ? undefined : Number(after.key)
      if (before !== undefined && !Number.isInteger(before))
        return yield* new Page.CursorMismatch({ cursor: page.cursor ?? "" })
      const found = yield* tenant.read<Omit<BookVersion, "at"> & { readonly at: Instant }>(
        "PriceBookRepository.versions",
        operatorId,
        (sql, mine) => sql`
          select version, at, written, removed from ${versions} where ${mine} and operator_id = ${operatorId}::uuid
          ${before === undefined ? sql.literal("") : sql`and version < ${before}::int`}
          order by version desc limit ${page.limit + 1}::int`,
      )
      return Page.pageOf(
        page,
        {},
        found.map((row): BookVersion => ({ ...row, at: instant(row.at) })),
        ({ version }) => ({ key: String(version), id: String(version) }),
      )
    }),
  }
}

const rowOf = ({ active, agency_id, data, id, part }: BookRow): StoredRow => ({
  part,
  id,
  active,
  ...(agency_id === null ? {} : { agencyId: agency_id }),
  data,
})
