/** Rows of the bare server's lists, and the JSON and CSV they become. */

export const money = (cents: number): string => (cents / 100).toFixed(2)

/** Four digits; none of nothing. */
const share = (part: number, whole: number): string | null =>
  whole === 0 ? null : (Math.round((part * 10_000) / whole) / 10_000).toFixed(4)

/** A cell of a CSV file. */
export const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export interface ListRow {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly trip_at: Date
  readonly missions_total: number
  readonly missions_assigned: number
  readonly invoice_status: string
  readonly version: number
  readonly client_id: string
  readonly client_name: string
  readonly driver_id: string | null
  readonly driver_name: string | null
  readonly totals: { readonly net: number; readonly tax: number; readonly payable: number }
  /** The trip on the operator's clock, and by how many hours that is ahead. */
  readonly local: string
  readonly ahead: number
}

export const rowJson = (row: ListRow) => ({
  id: row.id,
  number: row.number,
  client: { id: row.client_id, name: row.client_name },
  tripAt: row.trip_at.toISOString(),
  status: row.status,
  missions: { total: row.missions_total, assigned: row.missions_assigned },
  driver: row.driver_id === null ? null : { id: row.driver_id, name: row.driver_name },
  invoiceStatus: row.invoice_status,
  version: row.version,
})

export interface ClientRow {
  readonly id: string
  readonly type: string
  readonly shown: string
  readonly company_name: string | null
  readonly category: string | null
  readonly stage: string
  readonly account_manager: string | null
  readonly reach: string | null
  readonly dialled: string | null
  readonly place: object | null
  readonly vat_number: string | null
  readonly siren: string | null
  readonly notes: string | null
  readonly self_contact_id: string | null
  readonly archived_at: Date | null
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
  /** Sums of bigint columns come as text. */
  readonly revenue: string
  readonly known_net: string
  readonly known_cost: string
  readonly active_at: Date | null
}

export const clientJson = (row: ClientRow) => ({
  id: row.id,
  type: row.type,
  name: row.shown,
  companyName: row.company_name ?? undefined,
  category: row.category ?? undefined,
  stage: row.stage,
  status: row.archived_at === null ? "ACTIVE" : "ARCHIVED",
  accountManager: row.account_manager ?? undefined,
  email: row.reach ?? undefined,
  phone: row.dialled ?? undefined,
  address: row.place ?? undefined,
  vatNumber: row.vat_number ?? undefined,
  siren: row.siren ?? undefined,
  notes: row.notes ?? undefined,
  selfContactId: row.self_contact_id ?? undefined,
  archivedAt: row.archived_at?.toISOString(),
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  revenue: money(Number(row.revenue)),
  averageMargin: share(Number(row.known_net) - Number(row.known_cost), Number(row.known_net)),
  costCoverage: share(Number(row.known_net), Number(row.revenue)),
  lastActivityAt: row.active_at?.toISOString() ?? null,
})
