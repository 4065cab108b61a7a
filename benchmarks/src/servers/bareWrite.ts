/** The way from a new client to an accepted quote, each step one transaction of prepared statements written by hand. */
import { randomUUID } from "node:crypto"
import type { Pool, PoolClient } from "pg"
import {
  orderJson,
  type OrderLineRow,
  type OrderRow,
  quoteJson,
  type QuoteRow,
  type StoredLine,
} from "./bareRows.ts"

/** Runs prepared statements: the name is the text's own. */
type Run = <Row extends object>(
  name: string,
  text: string,
  values: ReadonlyArray<unknown>,
) => Promise<ReadonlyArray<Row>>

const runOn =
  (client: PoolClient): Run =>
  async <Row extends object>(name: string, text: string, values: ReadonlyArray<unknown>) =>
    (await client.query<Row & Record<string, unknown>>({ name, text, values: [...values] })).rows

const inTransaction = async <A>(pool: Pool, body: (run: Run) => Promise<A>): Promise<A> => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const result = await body(runOn(client))
    await client.query("commit")
    return result
  } catch (cause) {
    await client.query("rollback")
    throw cause
  } finally {
    client.release()
  }
}

/** Aggregate, id, action, from, to, data. */
type Entry = readonly [string, string, string, string | null, string | null, object]

const appendHistory = (run: Run, operator: string, at: Date, entries: ReadonlyArray<Entry>) =>
  run(
    `history-${entries.length}`,
    `insert into caleche.history (operator_id, at, actor, aggregate, ref, action, "from", "to", data) values ` +
      entries
        .map((_, n) => `($1, $2, $3, ${[4, 5, 6, 7, 8, 9].map((place) => `$${n * 6 + place}`).join(", ")})`)
        .join(", "),
    [
      operator,
      at,
      { _tag: "OperatorUser", operatorId: operator, id: operator, role: "MANAGER" },
      ...entries.flat(),
    ],
  )

const putMessage = (run: Run, operator: string, at: Date, content: object) =>
  run(
    "outbox",
    `insert into caleche.outbox (operator_id, id, content, state, due_at, attempt, created_at)
     values ($1, $2, $3, 'PENDING', $4, 0, $4)`,
    [operator, randomUUID(), content, at],
  )

const nextNumber = async (run: Run, operator: string, kind: string, prefix: string, year: number) => {
  const rows = await run<{ last: string }>(
    "counter",
    `insert into caleche.counters as c (operator_id, kind, year, last) values ($1, $2, $3, 1)
     on conflict (operator_id, kind, year) do update set last = c.last + 1 returning last`,
    [operator, kind, year],
  )
  const seq = rows[0]!.last // it returns its row
  return { seq, number: `${prefix}-${year}-${seq.padStart(5, "0")}` }
}

interface NewClient {
  readonly type: string
  readonly name: string
  readonly email: string
  readonly contact: { readonly firstName: string; readonly lastName: string }
}

export const createClient = async (pool: Pool, operator: string, { type, email, contact }: NewClient) => {
  const [id, card, at] = [randomUUID(), randomUUID(), new Date()]
  const { firstName, lastName } = contact
  await inTransaction(pool, async (run) => {
    await run(
      "contact",
      `insert into caleche.contacts (operator_id, id, first_name, last_name, email, version, created_at, updated_at)
       values ($1, $2, $3, $4, $5, 1, $6, $6)`,
      [operator, card, firstName, lastName, email, at],
    )
    await run(
      "client",
      `insert into caleche.clients (operator_id, id, type, stage, self_contact_id, version, created_at, updated_at)
       values ($1, $2, $3, 'PROSPECT', $4, 1, $5, $5)`,
      [operator, id, type, card, at],
    )
    await appendHistory(run, operator, at, [["CLIENT", id, "ClientCreated", null, "PROSPECT", { type }]])
  })
  const moment = at.toISOString()
  return {
    id,
    type,
    name: `${firstName} ${lastName}`,
    stage: "PROSPECT",
    status: "ACTIVE",
    email,
    selfContactId: card,
    version: 1,
    createdAt: moment,
    updatedAt: moment,
  }
}

interface NewLine {
  readonly kind: string
  readonly description: string
  readonly quantity: string
  readonly unit: string
  readonly unitPrice: string
  readonly vatRate: string
  readonly trip?: { readonly pickupAt: string; readonly durationMinutes: number; readonly passengers: number }
}
interface NewQuote {
  readonly clientId: string
  readonly tripType: string
  readonly pricingMode: string
  readonly lines: ReadonlyArray<NewLine>
}

const storedLine = (line: NewLine, { tripType, pricingMode }: NewQuote): StoredLine => {
  const quantity = Math.round(Number(line.quantity) * 1_000)
  const unitPrice = Math.round(Number(line.unitPrice) * 10_000)
  const rate = Math.round(Number(line.vatRate) * 10_000)
  return {
    id: randomUUID(),
    kind: line.kind,
    description: line.description,
    quantity,
    unit: line.unit,
    unitPrice,
    vat: { rate, category: "S", reason: "stated by hand", decidedBy: "USER" },
    net: Math.round((quantity * unitPrice) / 100_000),
    source: "MANUAL",
    ...(line.trip === undefined ? {} : { trip: { ...line.trip, tripType, pricingMode } }),
  }
}

const totalsOf = (lines: ReadonlyArray<StoredLine>) => {
  const bases = new Map<number, number>()
  for (const { net, vat } of lines) bases.set(vat.rate, (bases.get(vat.rate) ?? 0) + net)
  const vat = [...bases]
    .sort(([a], [b]) => a - b)
    .map(([rate, base]) => ({ category: "S", rate, base, tax: Math.round((base * rate) / 10_000) }))
  const net = lines.reduce((sum, line) => sum + line.net, 0)
  const tax = vat.reduce((sum, group) => sum + group.tax, 0)
  return { net, vat, tax, gross: net + tax, rounding: 0, payable: net + tax }
}

export const createQuote = (pool: Pool, operator: string, input: NewQuote) =>
  inTransaction(pool, async (run) => {
    const [id, at] = [randomUUID(), new Date()]
    const lines = input.lines.map((line) => storedLine(line, input))
    const clients = await run<{ self_contact_id: string }>(
      "card",
      "select self_contact_id from caleche.clients where operator_id = $1 and id = $2",
      [operator, input.clientId],
    )
    const contacts = [{ contactId: clients[0]!.self_contact_id, role: "BOOKER" }] // the client was just made
    const data = { clientId: input.clientId, lines: lines.length }
    await appendHistory(run, operator, at, [["QUOTE", id, "QuoteCreated", null, "DRAFT", data]])
    const { number, seq } = await nextNumber(run, operator, "QUOTE", "DEV", at.getFullYear())
    const rows = await run<QuoteRow>(
      "quote",
      `insert into caleche.quotes (operator_id, id, number_year, number_seq, number, client_id, contacts, trip_type,
         pricing_mode, price_basis, currency, lines, totals, status, version, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'EXCL_VAT', 'EUR', $10, $11, 'DRAFT', 1, $12, $12) returning *`,
      [
        operator,
        id,
        at.getFullYear(),
        seq,
        number,
        input.clientId,
        JSON.stringify(contacts),
        input.tripType,
        input.pricingMode,
        JSON.stringify(lines),
        JSON.stringify(totalsOf(lines)),
        at,
      ],
    )
    return quoteJson(rows[0]!) // it returns its row
  })

const lockQuote = async (run: Run, operator: string, id: string) => {
  const rows = await run<QuoteRow>(
    "lock",
    "select * from caleche.quotes where operator_id = $1 and id = $2 for no key update",
    [operator, id],
  )
  return rows[0]! // whoever asks has just made it
}

export const sendQuote = (pool: Pool, operator: string, id: string) =>
  inTransaction(pool, async (run) => {
    const at = new Date()
    await lockQuote(run, operator, id)
    const validUntil = new Date(at.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const rows = await run<QuoteRow>(
      "send",
      `update caleche.quotes set status = 'SENT', valid_until = $3, sent_at = $4, version = version + 1, updated_at = $4
       where operator_id = $1 and id = $2 returning *, valid_until::text`,
      [operator, id, validUntil, at],
    )
    await appendHistory(run, operator, at, [
      ["QUOTE", id, "QuoteSent", "DRAFT", "SENT", { validUntil, channel: "EMAIL" }],
    ])
    await putMessage(run, operator, at, { _tag: "QuoteSent", quoteId: id })
    return quoteJson(rows[0]!) // it returns its row
  })

export const acceptQuote = (pool: Pool, operator: string, id: string) =>
  inTransaction(pool, async (run) => {
    const [at, orderId] = [new Date(), randomUUID()]
    const quote = await lockQuote(run, operator, id)
    if (quote.status !== "SENT") throw new Error("not SENT")
    const accepted = await run<QuoteRow>(
      "accept",
      `update caleche.quotes set status = 'ACCEPTED', acceptance = $3, version = version + 1, updated_at = $4
       where operator_id = $1 and id = $2 returning *, valid_until::text`,
      [operator, id, { at: at.toISOString(), channel: "OPERATOR" }, at],
    )
    const won = await run(
      "won",
      `update caleche.clients set stage = 'CLIENT', version = version + 1, updated_at = $3
       where operator_id = $1 and id = $2 and stage = 'PROSPECT' returning id`,
      [operator, quote.client_id, at],
    )
    const driven = quote.lines.flatMap((line) =>
      line.trip === undefined ? [] : [{ id: randomUUID(), line, trip: line.trip }],
    )
    await appendHistory(run, operator, at, [
      ["QUOTE", id, "QuoteAccepted", "SENT", "ACCEPTED", { channel: "OPERATOR" }],
      ["ORDER", orderId, "OrderCreated", null, "PENDING", { quoteId: id, missions: driven.length }],
      ...driven.map((mission): Entry => [
        "MISSION",
        mission.id,
        "MissionCreated",
        null,
        "PENDING_ASSIGNMENT",
        { orderId },
      ]),
      ...won.map((): Entry => ["CLIENT", quote.client_id, "ClientWon", "PROSPECT", "CLIENT", {}]),
    ])
    await putMessage(run, operator, at, { _tag: "OrderConfirmed", orderId, quoteId: id })
    const { number, seq } = await nextNumber(run, operator, "ORDER", "CMD", at.getFullYear())
    const orders = await run<OrderRow>(
      "order",
      `insert into caleche.orders (operator_id, id, number_year, number_seq, number, quote_id, client_id, status, currency,
         totals, net, trip_at, missions_total, missions_assigned, invoice_status, version, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'PENDING', $8, $9, $10, $11, $12, 0, 'NONE', 1, $13, $13) returning *`,
      [
        operator,
        orderId,
        at.getFullYear(),
        seq,
        number,
        id,
        quote.client_id,
        quote.currency,
        quote.totals,
        quote.totals.net,
        driven.map(({ trip }) => new Date(trip.pickupAt)).sort((a, b) => a.getTime() - b.getTime())[0],
        driven.length,
        at,
      ],
    )
    for (const { id: missionId, line, trip } of driven)
      await insertMission(run, operator, orderId, missionId, line, trip, at)
    const lines: Array<OrderLineRow> = []
    for (const [position, { id: lineId, kind, net, ...terms }] of quote.lines.entries()) {
      const mission_id = driven.find(({ line }) => line.id === lineId)?.id ?? null
      await run(
        "line",
        `insert into caleche.order_lines (operator_id, order_id, id, position, kind, state, mission_id, net, terms)
         values ($1, $2, $3, $4, $5, 'ACTIVE', $6, $7, $8)`,
        [operator, orderId, lineId, position, kind, mission_id, net, terms],
      )
      lines.push({ id: lineId, kind, state: "ACTIVE", mission_id, net, terms })
    }
    const order = { ...orderJson(orders[0]!, lines), missions: { total: driven.length, assigned: 0 } } // it returns its row
    return { quote: quoteJson(accepted[0]!), order } // as above
  })

function insertMission(
  run: Run,
  operator: string,
  orderId: string,
  id: string,
  line: StoredLine,
  trip: NonNullable<StoredLine["trip"]>,
  at: Date,
) {
  const { pickupAt, durationMinutes, tripType, passengers, pickup, dropOff, vehicleCategory } = trip
  const begin = new Date(pickupAt)
  const end = new Date(begin.getTime() + durationMinutes * 60_000)
  return run(
    "mission",
    `insert into caleche.missions (operator_id, id, order_id, line_id, trip_type, status, steps, driver_from, pickup_at,
       estimated_end_at, pickup, drop_off, passengers, vehicle_category, version, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'PENDING_ASSIGNMENT', '[]', $6, $6, $7, $8, $9, $10, $11, 1, $12, $12)`,
    [operator, id, orderId, line.id, tripType, begin, end, pickup, dropOff, passengers, vehicleCategory, at],
  )
}
