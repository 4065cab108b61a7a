/** Clients with their contact cards. A private client shows its card's name and reach, and keeps none of its own. */
import {
  type Address,
  type AgencyId,
  type Client,
  type ClientFigures,
  type ClientId,
  clientKey,
  ClientNotFound,
  clientSearchIndex,
  clientSorts,
  type ClientRepository,
  columnOf,
  type ContactId,
  ContactNotFound,
  emailKey,
  type ListedClient,
  Money,
  type OperatorId,
  Page,
  searchKey,
  searchNeedles,
} from "@caleche/core"
import { DateTime, Effect } from "effect"
import { found, foundPage, keyColumns, keysOf, unfound } from "./search.ts"
import { filled, type Instant, instant, instantOrNull, type Whole } from "./columns.ts"
import { beyond, inOrder, startOf, upTo } from "./keyset.ts"
import { contactColumns, contactOf, contactRow, type ContactRow } from "./contacts.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { Names } from "./Names.ts"
import type { TenantSql } from "./tenantSql.ts"

export interface ClientRow {
  readonly id: ClientId
  readonly type: Client["type"]
  readonly name: string
  readonly company_name: string | null
  readonly category: string | null
  readonly stage: Client["stage"]
  readonly account_manager: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: Address | null
  readonly vat_number: string | null
  readonly siren: string | null
  readonly notes: string | null
  readonly agency_id: AgencyId | null
  readonly self_contact_id: ContactId | null
  readonly archived_at: Instant | null
  readonly merged_into: ClientId | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** What a client is called, from its row `c` and its card `p`. */
export const clientName = "coalesce(c.name, concat_ws(' ', p.first_name, p.last_name))"

const fields = `c.id, c.type, ${clientName} as name, c.company_name, c.category, c.stage, c.account_manager, coalesce(c.email, p.email) as email,
  coalesce(c.phone, p.phone) as phone, coalesce(c.address, p.address) as address, c.vat_number, c.siren,
  c.notes, c.agency_id, c.self_contact_id,
  c.archived_at, c.merged_into, c.version, c.created_at, c.updated_at`

/** Clients `c` as {@link clientOf} reads them. */
export const selectedClients = ({ schema }: Names): string => `select ${fields} from ${schema}.clients c
  left join ${schema}.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id`

/** The figures of a row `c`. */
export const figureFields = `c.revenue, c.booked, c.known_net, c.known_cost,
  nullif(c.last_activity_at, '-infinity') as last_activity_at`

/** What lists are sorted by. */
const sortedBy = {
  createdAt: "c.created_at",
  name: "c.name_key",
  companyName: "c.company_key",
  type: "c.type",
  revenue: "c.revenue",
  averageMargin: "c.average_margin",
  lastActivityAt: "c.last_activity_at",
  status: "c.status",
} as const satisfies Record<keyof typeof clientSorts, string>

export const makeClients = (tenant: TenantSql): ClientRepository["Service"] => {
  const clients = tenant.named("clients")
  const contacts = tenant.named("contacts")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "type", "self_contact_id", "created_at"],
    [
      "stage",
      "name",
      "company_name",
      "company_key",
      "category",
      "account_manager",
      "email",
      "phone",
      "address",
      "vat_number",
      "siren",
      "notes",
      "agency_id",
      ...keyColumns,
      "email_key",
      "phone_key",
      "archived_at",
      "merged_into",
      "version",
      "updated_at",
    ],
  )
  const ofContact = contactColumns(tenant)
  const withCards = `from ${tenant.names.schema}.clients c left join ${tenant.names.schema}.contacts p
    on p.operator_id = c.operator_id and p.id = c.self_contact_id`
  const selected = tenant.literal(selectedClients(tenant.names))
  const listed = tenant.literal(`select ${fields}, ${figureFields} ${withCards}`)
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: ClientId) {
      let standing = id
      while (true) {
        const [row] = yield* run<ClientRow>(
          operation,
          operatorId,
          (sql, mine) => sql`
            ${selected} where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = ${standing}::uuid
            ${sql.literal(locking)}`,
        )
        if (row === undefined) return yield* new ClientNotFound({ id })
        if (row.merged_into === null) return clientOf(row)
        standing = row.merged_into
      }
    })
  return {
    insert: (operatorId, client, card) =>
      tenant.later(
        "ClientRepository.insert",
        operatorId,
        (sql, mine) => sql`
          with card as (
            insert into ${contacts} (${ofContact.list})
            select ${ofContact.values} from ${rowFrom(sql, contacts, card === undefined ? [] : [contactRow(operatorId, card)])}
          )
          insert into ${clients} (${columns.list})
          select ${columns.values} from ${rowFrom(sql, clients, clientRow(operatorId, client))} where ${mine}`,
      ),
    get: byId("ClientRepository.get", tenant.read, ""),
    lock: byId("ClientRepository.lock", tenant.write, "for no key update of c"),
    save: Effect.fnUntraced(function* (operatorId, client) {
      const operation = "ClientRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${clients} c set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, clients, clientRow(operatorId, client))}
          where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = ${client.id}::uuid
            and c.version = ${client.version - 1}::int
          returning c.id`,
      )
      yield* orStale(tenant, operation, clients, operatorId, client, updated)
    }),
    sourcesOf: (operatorId, id) =>
      Effect.map(
        tenant.read<ClientRow>(
          "ClientRepository.sourcesOf",
          operatorId,
          (sql, mine) => sql`
            ${selected} where ${mine} and c.operator_id = ${operatorId}::uuid and c.merged_into = ${id}::uuid order by c.id`,
        ),
        (rows) => rows.map(clientOf),
      ),
    alike: (operatorId, { id, email, phone }, most) =>
      Effect.map(
        tenant.read<ClientRow>(
          "ClientRepository.alike",
          operatorId,
          (sql, mine) => sql`
            ${selected} where ${mine} and c.operator_id = ${operatorId}::uuid and c.id <> ${id}::uuid and c.id = any(array(
              (select a.id from ${clients} a where a.operator_id = ${operatorId}::uuid and a.merged_into is null and a.email_key = ${email === undefined ? null : emailKey(email)}::text
                order by a.created_at, a.id ${upTo(sql, most + 1)})
              union
              (select a.id from ${clients} a where a.operator_id = ${operatorId}::uuid and a.merged_into is null and a.phone_key = ${phone ?? null}::text
                order by a.created_at, a.id ${upTo(sql, most + 1)})
            )) order by c.created_at, c.id ${upTo(sql, most)}`,
        ),
        (rows) => rows.map(clientOf),
      ),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const name = columnOf(page.sort)
      const column = sortedBy[name]
      const start = yield* startOf(page, filters, clientSorts[name])
      const { q, status, type, agencyId } = filters
      const rows = yield* tenant.read<ClientRow & FigureRow>(
        "ClientRepository.list",
        operatorId,
        (sql, mine) => {
          const order = inOrder(sql, start, column, "c.id")
          if (q !== undefined && agencyId === undefined)
            return sql`
            ${listed} join ${foundPage(sql, tenant, "clients", { q, status, type }, page, start)} f on f.id = c.id
            where ${mine} and c.operator_id = ${operatorId}::uuid ${order}`
          const ofType = type === undefined ? sql.literal("") : sql`and c.type = ${type}::text`
          // An agency's clients are few: they are found by its index, and their texts looked through one by one.
          const [first, second] = searchNeedles(q ?? "")
          const ofAgency =
            agencyId === undefined
              ? sql.literal("")
              : sql`and c.agency_id = ${agencyId}::uuid and (
                ${q === undefined}::boolean or strpos(c.search_index, ${first}::text) > 0
                or strpos(c.search_index, ${second ?? null}::text) > 0)`
          const archived = { ACTIVE: "and c.archived_at is null", ARCHIVED: "and c.archived_at is not null" }
          return sql`
          ${listed} where ${mine} and c.operator_id = ${operatorId}::uuid and c.merged_into is null
          ${ofType} ${ofAgency} ${sql.literal(status === undefined ? "" : archived[status])}
          ${beyond(sql, start, column, "c.id")} ${order} ${upTo(sql, page.limit + 1)}`
        },
      )
      return Page.pageOf(
        page,
        filters,
        rows.map((row): ListedClient => ({ ...clientOf(row), figures: figuresOf(row) })),
        (client) => ({ key: clientKey(client, page.sort), id: client.id }),
      )
    }),
    idsFound: (operatorId, q, most) =>
      Effect.map(
        tenant.read<{ readonly id: ClientId }>(
          "ClientRepository.idsFound",
          operatorId,
          (sql, mine) => sql`select f.id from ${found(sql, tenant, "clients", q, most)} f where ${mine}`,
        ),
        (rows) => rows.map(({ id }) => id),
      ),
    // What made it a client is its last activity: noted with it, so that the row and its indexes are written once.
    becomeClient: Effect.fnUntraced(function* (operatorId, id, at) {
      const instant = DateTime.toDateUtc(at)
      const won = yield* tenant.write(
        "ClientRepository.becomeClient",
        operatorId,
        (sql, mine) => sql`
          update ${clients} set stage = 'CLIENT', version = version + 1, updated_at = ${instant}::timestamptz,
            last_activity_at = greatest(last_activity_at, ${instant}::timestamptz)
          where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid and stage = 'PROSPECT'
          returning id`,
      )
      if (won.length > 0) yield* tenant.noteActive({ clientId: id, at })
      return won.length > 0
    }),
    contacts: Effect.fnUntraced(function* (operatorId, ids) {
      if (ids.length === 0) return []
      const rows = yield* tenant.read<ContactRow>(
        "ClientRepository.contacts",
        operatorId,
        (sql, mine) => sql`
          select * from ${contacts} where ${mine} and operator_id = ${operatorId}::uuid and id = any(${[...ids]}::uuid[])`,
      )
      const found = new Map(rows.map((row) => [row.id, contactOf(row)]))
      const missing = [...new Set(ids.filter((id) => !found.has(id)))]
      if (missing.length > 0) return yield* new ContactNotFound({ ids: missing })
      return ids.flatMap((id) => found.get(id) ?? [])
    }),
  }
}

export interface FigureRow {
  readonly revenue: Whole
  readonly booked: Whole
  readonly known_net: Whole
  readonly known_cost: Whole
  readonly last_activity_at: Instant | null
}

export const figuresOf = (row: FigureRow): ClientFigures =>
  filled({
    ...earningsOf(row),
    booked: Money.make(Number(row.booked)),
    lastActivityAt: instantOrNull(row.last_activity_at),
  })

/** Sums of amounts. */
export const earningsOf = (
  row: Pick<FigureRow, "revenue" | "known_net" | "known_cost">,
): { readonly revenue: Money.Money; readonly knownNet: Money.Money; readonly knownCost: Money.Money } => ({
  revenue: Money.make(Number(row.revenue)),
  knownNet: Money.make(Number(row.known_net)),
  knownCost: Money.make(Number(row.known_cost)),
})

/** What a client is found and sorted by; a private one by what its card says. */
export const clientKeysOf = (client: Pick<Client, "name" | "companyName" | "email" | "phone">) => ({
  ...keysOf(client.name, clientSearchIndex(client)),
  company_key: searchKey(client.companyName ?? ""),
  email_key: client.email === undefined ? undefined : emailKey(client.email),
  phone_key: client.phone,
})

const clientRow = (operatorId: OperatorId, client: Client) => {
  const own = client.type === "BUSINESS" // a private client's are its card's
  return {
    operator_id: operatorId,
    id: client.id,
    type: client.type,
    stage: client.stage,
    ...(own ? { name: client.name, email: client.email, phone: client.phone, address: client.address } : {}),
    company_name: client.companyName,
    category: client.category,
    account_manager: client.accountManager,
    vat_number: client.vatNumber,
    siren: client.siren,
    notes: client.notes,
    agency_id: client.agencyId,
    self_contact_id: client.selfContactId,
    ...clientKeysOf(client),
    ...(client.mergedInto === undefined ? {} : unfound),
    archived_at: client.archivedAt,
    merged_into: client.mergedInto,
    version: client.version,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}

export const clientOf = (row: ClientRow): Client =>
  filled({
    id: row.id,
    type: row.type,
    name: row.name,
    companyName: row.company_name,
    category: row.category,
    stage: row.stage,
    accountManager: row.account_manager,
    email: row.email,
    phone: row.phone,
    address: row.address,
    vatNumber: row.vat_number,
    siren: row.siren,
    notes: row.notes,
    agencyId: row.agency_id,
    selfContactId: row.self_contact_id,
    archivedAt: instantOrNull(row.archived_at),
    mergedInto: row.merged_into,
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })
