/** Search and sort keys beside what this release computes from the same rows: they are core's to compute, never SQL's. */
import {
  type Checked,
  contactSearchIndex,
  driverSearchIndex,
  fullName,
  type OperatorId,
  vehicleSearchIndex,
} from "@caleche/core"
import { Effect, Stream } from "effect"
import { clientKeysOf, clientName } from "../clients.ts"
import { rowFrom } from "../record.ts"
import { keyColumns, keysOf } from "../search.ts"
import type { TenantSql } from "../tenantSql.ts"
import { pages, stretch } from "./pages.ts"

type Row = { readonly id: string; readonly version: number } & Readonly<Record<string, unknown>>

interface Keyed {
  readonly table: string
  readonly columns: ReadonlyArray<string>
  /** What follows `select c.id, c.version, <columns>`: what the keys are computed from. */
  readonly facts: string
  readonly joined: string
  /** Begins with `and`: rows that are found by something. */
  readonly standing: string
  readonly keys: (row: Row) => Readonly<Record<string, string | number | undefined>>
}

const notMerged = "and c.merged_into is null"

/** Every table with keys of its own. */
const keyedIn = (schema: string): ReadonlyArray<Keyed> => [
  {
    table: "clients",
    columns: [...keyColumns, "company_key", "email_key", "phone_key"],
    facts: `${clientName} as name, c.company_name, coalesce(c.email, p.email) as email, coalesce(c.phone, p.phone) as phone`,
    joined: `left join ${schema}.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id`,
    standing: notMerged,
    keys: (row) =>
      clientKeysOf({
        name: text(row, "name") ?? "",
        ...given("companyName", text(row, "company_name")),
        ...given("email", text(row, "email")),
        ...given("phone", text(row, "phone")),
      }),
  },
  {
    table: "contacts",
    columns: keyColumns,
    facts: "c.first_name, c.last_name, c.email, c.phone",
    joined: "",
    standing: notMerged,
    keys: (row) => {
      const card = {
        lastName: text(row, "last_name") ?? "",
        ...given("firstName", text(row, "first_name")),
        ...given("email", text(row, "email")),
        ...given("phone", text(row, "phone")),
      }
      return keysOf(fullName(card), contactSearchIndex(card))
    },
  },
  {
    table: "drivers",
    columns: keyColumns,
    facts: "c.name, c.email, c.phone",
    joined: "",
    standing: "",
    keys: (row) => {
      const name = text(row, "name") ?? ""
      const reach = { ...given("email", text(row, "email")), ...given("phone", text(row, "phone")) }
      return keysOf(name, driverSearchIndex({ name, ...reach }))
    },
  },
  {
    table: "vehicles",
    columns: keyColumns,
    facts: "c.name, c.registration",
    joined: "",
    standing: "",
    keys: (row) => {
      const [name, registration] = [text(row, "name") ?? "", text(row, "registration") ?? ""]
      return keysOf(name, vehicleSearchIndex({ name, registration }))
    },
  },
]

function text(row: Row, field: string): string | undefined {
  const value = row[field]
  return typeof value === "string" ? value : undefined
}

const given = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string }) // the one key

interface Outdated {
  readonly row: Row
  readonly fresh: ReturnType<Keyed["keys"]>
  readonly columns: ReadonlyArray<string>
}

/** Stretches of a table with those of its rows whose keys are not what they should be. */
const outdated = (tenant: TenantSql, operatorId: OperatorId, keyed: Keyed) =>
  pages((after) =>
    tenant.read<Row>(
      "StorageCheck.keys",
      operatorId,
      (sql, mine) => sql`
        select c.id, c.version, ${sql.literal(keyed.columns.map((column) => `c.${column}`).join(", "))}, ${sql.literal(keyed.facts)}
        from ${tenant.named(keyed.table)} c ${sql.literal(keyed.joined)}
        where ${mine} and c.operator_id = ${operatorId}::uuid and c.id > ${after}::uuid ${sql.literal(keyed.standing)}
        order by c.id limit ${stretch}::int`,
    ),
  ).pipe(
    Stream.map((rows) => ({
      records: rows.length,
      outdated: rows.flatMap((row): ReadonlyArray<Outdated> => {
        const fresh = keyed.keys(row)
        const columns = keyed.columns.filter((column) => (row[column] ?? undefined) !== fresh[column])
        return columns.length === 0 ? [] : [{ row, fresh, columns }]
      }),
    })),
  )

/** What is in a key is somebody's name or number: only which keys are meant, and their versions, are told. */
export const checkKeys = (tenant: TenantSql, operatorId: OperatorId) =>
  Stream.fromIterable(keyedIn(tenant.names.schema)).pipe(
    Stream.flatMap((keyed) =>
      outdated(tenant, operatorId, keyed).pipe(
        Stream.map(({ records, outdated }): Checked => ({
          view: "SEARCH_KEYS",
          records,
          differences: outdated.map(({ columns, fresh, row }) => ({
            view: "SEARCH_KEYS",
            id: row.id,
            field: `${keyed.table}: ${columns.join(", ")}`,
            stored: `version ${String(row["search_version"])}`,
            expected: `version ${fresh["search_version"]}, computed anew`,
          })),
        })),
      ),
    ),
  )

/** A row that was saved in between has keys of this release already: the version it was read in is asked for. */
export const rekey = (tenant: TenantSql, operatorId: OperatorId) =>
  Stream.fromIterable(keyedIn(tenant.names.schema)).pipe(
    Stream.flatMap((keyed) => {
      const table = tenant.named(keyed.table)
      const columns = tenant.literal(keyed.columns.join(", "))
      const values = tenant.literal(keyed.columns.map((column) => `r.${column}`).join(", "))
      return outdated(tenant, operatorId, keyed).pipe(
        Stream.mapEffect(({ records, outdated }) => {
          if (outdated.length === 0) return Effect.succeed({ records, rekeyed: 0 })
          const fresh = outdated.map(({ fresh, row }) => ({ id: row.id, version: row.version, ...fresh }))
          return Effect.map(
            tenant.write(
              "StorageCheck.rekey",
              operatorId,
              (sql, mine) => sql`
                update ${table} c set (${columns}) = row(${values}) from ${rowFrom(sql, table, fresh)}
                where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = r.id and c.version = r.version
                returning c.id`,
            ),
            (written) => ({ records, rekeyed: written.length }),
          )
        }),
      )
    }),
  )
