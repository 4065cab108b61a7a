/** Rows of the tables as the bare server gets them from `pg`, and the JSON it answers with: dates and decimals written. */

/** A timestamptz: a Date from a column, a text from JSON. */
type Moment = Date | string

export interface StoredLine {
  readonly id: string
  readonly kind: string
  readonly description: string
  readonly quantity: number
  readonly unit: string
  readonly unitPrice: number
  readonly vat: {
    readonly rate: number
    readonly category: string
    readonly reason: string
    readonly decidedBy: string
  }
  readonly net: number
  readonly source: string
  readonly trip?: {
    readonly pickupAt: string
    readonly durationMinutes: number
    readonly passengers: number
    readonly distanceKm?: number
    readonly tripType: string
    readonly pricingMode: string
    readonly pickup?: unknown
    readonly dropOff?: unknown
    readonly vehicleCategory?: string
  }
}

export interface StoredTotals {
  readonly net: number
  readonly vat: ReadonlyArray<{
    readonly category: string
    readonly rate: number
    readonly base: number
    readonly tax: number
  }>
  readonly tax: number
  readonly gross: number
  readonly rounding: number
  readonly payable: number
}

export interface QuoteRow {
  readonly id: string
  readonly number: string
  readonly client_id: string
  readonly contacts: unknown
  readonly trip_type: string
  readonly pricing_mode: string
  readonly price_basis: string
  readonly currency: string
  readonly warnings: ReadonlyArray<object> | null
  readonly lines: ReadonlyArray<StoredLine>
  readonly totals: StoredTotals
  readonly valid_until: string | null
  readonly sent_at: Moment | null
  readonly acceptance: { readonly at: string } | null
  readonly status: string
  readonly notes: string | null
  readonly version: number
  readonly created_at: Moment
  readonly updated_at: Moment
}

export interface OrderRow {
  readonly id: string
  readonly number: string
  readonly quote_id: string
  readonly client_id: string
  readonly status: string
  readonly floor: string | null
  readonly cancelled_at: Moment | null
  readonly price_basis: string
  readonly currency: string
  readonly totals: StoredTotals
  readonly trip_at: Moment
  readonly missions_total: number
  readonly missions_assigned: number
  readonly invoice_status: string
  readonly version: number
  readonly created_at: Moment
  readonly updated_at: Moment
}

export interface OrderLineRow {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly mission_id: string | null
  readonly net: number
  readonly terms: Omit<StoredLine, "id" | "kind" | "net">
}

export interface MissionRow {
  readonly id: string
  readonly order_id: string
  readonly line_id: string
  readonly trip_type: string
  readonly status: string
  readonly step: string | null
  readonly steps: ReadonlyArray<{ readonly at: string; readonly recordedAt: string }>
  readonly started_at: Moment | null
  readonly ended_at: Moment | null
  readonly driver_id: string | null
  readonly pickup_at: Moment
  readonly estimated_end_at: Moment
  readonly pickup: unknown
  readonly drop_off: unknown
  readonly stops: string | null
  readonly passengers: number
  readonly vehicle_category: string | null
  readonly notes: string | null
  readonly version: number
  readonly created_at: Moment
  readonly updated_at: Moment
}

export interface HistoryRow {
  readonly sequence: number
  readonly aggregate: string
  readonly ref: string
  readonly at: Moment
  readonly actor: unknown
  readonly action: string
  readonly from: string | null
  readonly to: string | null
  readonly reason: string | null
  readonly data: unknown
}

const iso = (moment: Moment): string => (moment instanceof Date ? moment : new Date(moment)).toISOString()
const isoOr = (moment: Moment | null): string | undefined => (moment === null ? undefined : iso(moment))
const money = (cents: number): string => (cents / 100).toFixed(2)
const price = (units: number): string =>
  units % 100 === 0 ? (units / 10_000).toFixed(2) : String(units / 10_000)

const tripJson = (trip: NonNullable<StoredLine["trip"]>) => ({
  ...trip,
  pickupAt: iso(trip.pickupAt),
  distanceKm: trip.distanceKm === undefined ? undefined : String(trip.distanceKm / 1_000),
})

const lineJson = (line: StoredLine) => ({
  ...line,
  quantity: String(line.quantity / 1_000),
  unitPrice: price(line.unitPrice),
  vatRate: price(line.vat.rate),
  vat: { ...line.vat, rate: price(line.vat.rate) },
  net: money(line.net),
  trip: line.trip && tripJson(line.trip),
})

const totalsJson = (totals: StoredTotals) => ({
  net: money(totals.net),
  vat: totals.vat.map((group) => ({
    ...group,
    rate: price(group.rate),
    base: money(group.base),
    tax: money(group.tax),
  })),
  tax: money(totals.tax),
  gross: money(totals.gross),
  rounding: money(totals.rounding),
  payable: money(totals.payable),
})

export const quoteJson = (row: QuoteRow) => {
  const trip = row.lines.find((line) => line.trip !== undefined)?.trip
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    clientId: row.client_id,
    contacts: row.contacts,
    tripType: row.trip_type,
    pricingMode: row.pricing_mode,
    priceBasis: row.price_basis,
    currency: row.currency,
    trip: trip && tripJson(trip),
    lines: row.lines.map(lineJson),
    discounts: [],
    totals: totalsJson(row.totals),
    warnings: row.warnings ?? [],
    validUntil: row.valid_until ?? undefined,
    sentAt: isoOr(row.sent_at),
    acceptance: row.acceptance === null ? undefined : { ...row.acceptance, at: iso(row.acceptance.at) },
    notes: row.notes ?? undefined,
    version: row.version,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}

export const orderJson = (row: OrderRow, lines: ReadonlyArray<OrderLineRow>) => ({
  id: row.id,
  number: row.number,
  quoteId: row.quote_id,
  clientId: row.client_id,
  status: row.status,
  floor: row.floor ?? undefined,
  cancelledAt: isoOr(row.cancelled_at),
  tripAt: iso(row.trip_at),
  priceBasis: row.price_basis,
  currency: row.currency,
  discounts: [],
  lines: lines.map(({ id, kind, net, state, mission_id, terms }) => ({
    ...lineJson({ ...terms, id, kind, net }),
    missionId: mission_id ?? undefined,
    state,
  })),
  totals: totalsJson(row.totals),
  invoiceStatus: row.invoice_status,
  version: row.version,
  createdAt: iso(row.created_at),
  updatedAt: iso(row.updated_at),
})

export const missionJson = (row: MissionRow) => ({
  id: row.id,
  orderId: row.order_id,
  lineId: row.line_id,
  internal: false,
  tripType: row.trip_type,
  status: row.status,
  step: row.step ?? undefined,
  steps: row.steps.map((step) => ({ ...step, at: iso(step.at), recordedAt: iso(step.recordedAt) })),
  startedAt: isoOr(row.started_at),
  endedAt: isoOr(row.ended_at),
  driverId: row.driver_id ?? undefined,
  pickupAt: iso(row.pickup_at),
  estimatedEndAt: iso(row.estimated_end_at),
  pickup: row.pickup ?? undefined,
  dropOff: row.drop_off ?? undefined,
  stops: row.stops ?? undefined,
  passengers: row.passengers,
  vehicleCategory: row.vehicle_category ?? undefined,
  notes: row.notes ?? undefined,
  version: row.version,
  createdAt: iso(row.created_at),
  updatedAt: iso(row.updated_at),
})

export const historyJson = (row: HistoryRow) => ({
  sequence: row.sequence,
  aggregate: row.aggregate,
  id: row.ref,
  at: iso(row.at),
  actor: row.actor,
  action: row.action,
  from: row.from ?? undefined,
  to: row.to ?? undefined,
  reason: row.reason ?? undefined,
  data: row.data,
})
