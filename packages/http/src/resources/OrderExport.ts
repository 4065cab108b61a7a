/**
 * Orders as a CSV file (RFC 4180) in UTF-8: one row an order, times with the operator's offset, amounts as decimals.
 *
 * Spreadsheets run a cell that begins like a formula. What people have written gets an apostrophe in front of such a
 * beginning (OWASP, CSV Injection); amounts are ours and stay numbers.
 */
import { type ExportRow, Money, type PipelineExport } from "@caleche/core"
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

/** The file's bytes, a page of rows at a time. */
export const presentExport = ({ rows, currency, timeZone }: PipelineExport) => {
  const zone = DateTime.zoneMakeNamedUnsafe(timeZone)
  const cellsOf = (row: ExportRow): Readonly<Record<(typeof columns)[number], string>> => ({
    number: spreadsheetSafe(row.number),
    client: spreadsheetSafe(row.client.name),
    tripAt: DateTime.formatIsoOffset(DateTime.setZone(row.tripAt, zone)),
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
