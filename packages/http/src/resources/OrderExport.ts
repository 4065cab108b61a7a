/**
 * Orders as a CSV file (RFC 4180) in UTF-8: one row an order, times with the operator's offset, amounts as decimals.
 *
 * Spreadsheets run a cell that begins like a formula. What people have written gets an apostrophe in front of such a
 * beginning (OWASP, CSV Injection); amounts are ours and stay numbers.
 */
import { type ExportRow, type LocalClock, makeLocalClock, Money, type PipelineExport } from "@caleche/core"
import { DateTime, Stream } from "effect"
import { Csv } from "effect/encoding"

const columns = [
  "number",
  "client",
  "tripAt",
  "status",
  "missions",
  "assigned",
  "driver",
  "invoiceStatus",
  "net",
  "tax",
  "payable",
  "currency",
] as const

/** The text, harmless to a spreadsheet. */
export const spreadsheetSafe = (text: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text

/** `2026-12-01T06:30:00.000+01:00`. */
const localTime = (clock: LocalClock, at: number): string => {
  const offset = clock.offsetMs(at)
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const digits = (value: number) => String(value).padStart(2, "0")
  const ahead = `${offset < 0 ? "-" : "+"}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
  return `${new Date(at + offset).toISOString().slice(0, -1)}${ahead}`
}

/** The file's bytes, a page of rows at a time. */
export const presentExport = ({ rows, currency, timeZone }: PipelineExport) => {
  const clock = makeLocalClock(timeZone)
  const cellsOf = (row: ExportRow): Readonly<Record<(typeof columns)[number], string>> => ({
    number: spreadsheetSafe(row.number),
    client: spreadsheetSafe(row.client.name),
    tripAt: localTime(clock, DateTime.toEpochMillis(row.tripAt)),
    status: row.status,
    missions: String(row.missions.total),
    assigned: String(row.missions.assigned),
    driver: spreadsheetSafe(row.driver?.name ?? ""),
    invoiceStatus: row.invoiceStatus,
    net: Money.format(row.totals.net, currency),
    tax: Money.format(row.totals.tax, currency),
    payable: Money.format(row.totals.payable, currency),
    currency,
  })
  return rows.pipe(Stream.map(cellsOf), Stream.pipeThroughChannel(Csv.encode({ columns, headers: true })))
}
