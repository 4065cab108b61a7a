/** Quotes with their lines. */
import {
  type OperatorId,
  Page,
  type Quote,
  type QuoteId,
  QuoteNotFound,
  type QuoteRepository,
  type OpenUntil,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { makeAddressed } from "./addressed.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { counted, numberColumns, numberValues } from "./numbering.ts"
import { quoteOf, quoteRow, type QuoteRow } from "./quoteRow.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { Fragment, Sql, TenantSql } from "./tenantSql.ts"
import type { Activity } from "./unitOfWork.ts"

interface OpenRow {
  readonly operator_id: OperatorId
  readonly id: QuoteId
  readonly valid_until: OpenUntil["validUntil"]
}

export const makeQuotes = (tenant: TenantSql): QuoteRepository["Service"] => {
  const quotes = tenant.named("quotes")
  const openUntil = tenant.named("open_until")
  // A day has no time zone, yet some drivers make an instant of it: it is read as text.
  const row = tenant.literal("q.*, q.valid_until::text as valid_until")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "currency", "created_at"],
    [
      "client_id",
      "contacts",
      "trip_type",
      "pricing_mode",
      "price_basis",
      "fallback",
      "price_book_version",
      "warnings",
      "booked_by_agency_id",
      "duplicated_from",
      "replaces",
      "replaced_by",
      "lines",
      "discounts",
      "totals",
      "valid_until",
      "sent_at",
      "viewed_at",
      "links_revoked",
      "acceptance",
      "requested_by",
      "request",
      "taken_by",
      "status",
      "notes",
      "version",
      "updated_at",
    ],
  )
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: QuoteId) {
      const [found] = yield* run<QuoteRow>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select ${row} from ${quotes} q where ${mine} and q.operator_id = ${operatorId}::uuid and q.id = ${id}::uuid
          ${sql.literal(locking)}`,
      )
      if (found === undefined) return yield* new QuoteNotFound({ id })
      if (locking !== "") yield* tenant.noteHeld(found)
      return quoteOf(found)
    })
  return {
    insert: Effect.fnUntraced(function* (operatorId, quote, series) {
      const [inserted] = yield* tenant.write<{ readonly number: string }>(
        "QuoteRepository.insert",
        operatorId,
        (sql, mine) => sql`
          with ${counted(sql, tenant, operatorId, series)}
          insert into ${quotes} (${sql.literal(numberColumns)}, ${columns.list})
          select ${numberValues(sql, series)}, ${columns.values}
          from counted, ${rowFrom(sql, quotes, quoteRow(operatorId, quote))} where ${mine}
          returning number`,
      )
      return { ...quote, number: inserted!.number } // an insert without a row to show has failed
    }),
    addressed: makeAddressed(tenant),
    get: byId("QuoteRepository.get", tenant.read, ""),
    lock: byId("QuoteRepository.lock", tenant.write, "for no key update"),
    findReplacement: (operatorId, id) =>
      Effect.map(
        tenant.read<{ readonly id: QuoteId }>(
          "QuoteRepository.findReplacement",
          operatorId,
          (sql, mine) => sql`
            select id from ${quotes} where ${mine} and operator_id = ${operatorId}::uuid and replaces = ${id}::uuid
              and status = 'DRAFT'`,
        ),
        ([found]) => (found === undefined ? Option.none() : Option.some(found.id)),
      ),
    save: Effect.fnUntraced(function* (operatorId, quote) {
      const operation = "QuoteRepository.save"
      const activity = activityOf(quote)
      const isNoted = activity === undefined || (yield* tenant.wasActive(activity))
      const saving = (answer: string) => (sql: Sql, mine: Fragment) => {
        const active = isNoted
          ? sql.literal("")
          : sql`, active as (
            update ${tenant.named("clients")} c set last_activity_at = ${DateTime.toDateUtc(activity.at)}::timestamptz
            from saved s where c.operator_id = ${operatorId}::uuid and c.id = ${quote.clientId}::uuid
              and c.last_activity_at < ${DateTime.toDateUtc(activity.at)}::timestamptz
          )`
        return sql`
          with saved as (
            update ${quotes} q set (${columns.changing}) = row(${columns.changed})
            from ${rowFrom(sql, quotes, quoteRow(operatorId, quote))}
            where q.operator_id = ${operatorId}::uuid and q.id = ${quote.id}::uuid and q.version = ${quote.version - 1}::int
            returning q.id
          )${active}
          select ${sql.literal(answer)} from saved where ${mine}`
      }
      if (yield* tenant.holds({ id: quote.id, version: quote.version - 1 })) {
        // Nobody else can have saved it since; had it changed nothing all the same, it would divide by zero.
        yield* tenant.later(operation, operatorId, saving("1 / count(*)"))
        yield* tenant.noteHeld(quote)
      } else {
        const updated = yield* tenant.write(operation, operatorId, saving("id"))
        yield* orStale(tenant, operation, quotes, operatorId, quote, updated)
      }
      if (activity !== undefined) yield* tenant.noteActive(activity)
    }),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const start = yield* startOf(page, filters)
      const { bookedByAgencyId, clientId, requested, status } = filters
      const rows = yield* tenant.read<QuoteRow>("QuoteRepository.list", operatorId, (sql, mine) => {
        const mineOf = sql`${mine} and q.operator_id = ${operatorId}::uuid`
        const ofAgency =
          bookedByAgencyId === undefined
            ? sql.literal("")
            : sql`and q.booked_by_agency_id = ${bookedByAgencyId}::uuid`
        const asked =
          requested === undefined ? "" : `and q.requested_by is ${requested ? "not null" : "null"}`
        const rest = sql`${ofAgency} ${sql.literal(asked)} ${beyond(sql, start, "q.created_at", "q.id")} ${inOrder(sql, start, "q.created_at", "q.id")} limit ${page.limit + 1}::int`
        // A client's quotes, an agency's and those that were asked for are few, each found by its own index.
        if (clientId !== undefined || bookedByAgencyId !== undefined || requested === true) {
          const in_ = status === undefined ? sql.literal("") : sql`and q.status = any(${[...status]}::text[])`
          const ofClient = clientId === undefined ? sql.literal("") : sql`and q.client_id = ${clientId}::uuid`
          return sql`select ${row} from ${quotes} q where ${mineOf} ${ofClient} ${in_} ${rest}`
        }
        if (status === undefined) return sql`select ${row} from ${quotes} q where ${mineOf} ${rest}`
        // Each status is walked along its own index as far as the page can reach, whatever its share of the rows.
        return sql`
          select ${row} from (select distinct s from unnest(${[...status]}::text[]) s) wanted
          cross join lateral (
            select q.* from ${quotes} q where q.operator_id = ${operatorId}::uuid and q.status = wanted.s ${rest}
          ) q where ${mine} ${inOrder(sql, start, "q.created_at", "q.id")} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(quoteOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
    openUntil: (day, after, limit) =>
      Effect.map(
        tenant.common<OpenRow>(
          "QuoteRepository.openUntil",
          (sql) => sql`
            select * from ${openUntil}(${day}::date, ${after?.validUntil ?? null}::date, ${after?.id ?? null}::uuid, ${limit}::int)`,
        ),
        (rows) =>
          rows.map(({ id, operator_id, valid_until }) => ({
            operatorId: operator_id,
            id,
            validUntil: valid_until,
          })),
      ),
  }
}

/** What its sending and its acceptance say of its client: the later of the two. */
function activityOf({ acceptance, clientId, sentAt }: Quote): Activity | undefined {
  if (sentAt === undefined && acceptance === undefined) return undefined
  const at = DateTime.max(sentAt ?? acceptance!.at, acceptance?.at ?? sentAt!) // there is one of them
  return { clientId, at }
}
