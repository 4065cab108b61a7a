/** The lines of an offer as a table: what, how many, at which price and VAT; under a ride its trip. */
import { type PrintedLine, type PrintedTrip, Quantity, type QuoteDocument } from "@caleche/core"
import { bodyWidth, ink, makeRoom, margin, rule } from "./sheet.ts"
import type { Words } from "./words.ts"

type Align = "left" | "right"
interface Column {
  readonly x: number
  readonly width: number
  readonly align: Align
}

const widths = [bodyWidth - 265, 55, 85, 40, 85] as const
const gap = 8
const columns: ReadonlyArray<Column> = widths.map((width, at) => ({
  x: margin + widths.slice(0, at).reduce((sum, one) => sum + one, 0) + (at === 0 ? 0 : gap),
  width: width - (at === 0 ? 0 : gap),
  align: at === 0 ? "left" : "right",
}))

export const drawLines = (pdf: PDFKit.PDFDocument, document: QuoteDocument, words: Words): void => {
  drawHeading(pdf, document, words)
  for (const line of document.lines) {
    const cells = cellsOf(line, document, words)
    const details = line.trip === undefined ? [] : tripLines(line.trip, words)
    if (makeRoom(pdf, heightOf(pdf, cells, details) + 12)) drawHeading(pdf, document, words)
    drawRow(pdf.font("plain").fontSize(9).fillColor(ink.text), cells)
    pdf.font("plain").fontSize(8).fillColor(ink.quiet)
    for (const detail of details) pdf.text(detail, margin, pdf.y, { width: columns[0]!.width })
    pdf.y += 5
    rule(pdf)
    pdf.y += 6
  }
}

function drawHeading(pdf: PDFKit.PDFDocument, { priceBasis }: QuoteDocument, { labels }: Words): void {
  pdf.font("bold").fontSize(8).fillColor(ink.text)
  const { amount, description, quantity, unitPrice, vat } = labels
  drawRow(pdf, [description, quantity, unitPrice[priceBasis], vat, amount[priceBasis]])
  pdf.y += 3
  rule(pdf)
  pdf.y += 6
}

function cellsOf(line: PrintedLine, { priceBasis }: QuoteDocument, words: Words): ReadonlyArray<string> {
  const { gross, net, quantity, unit, unitPrice, vat, description } = line
  const amount = priceBasis === "INCL_VAT" ? (gross ?? net) : net
  const count = words.number(Quantity.format(quantity))
  return [
    description,
    `${count} ${words.labels.units.get(unit) ?? unit}`.trimEnd(),
    words.price(unitPrice),
    words.rate(vat.rate),
    words.money(amount),
  ]
}

/** When, from where to where, by which stops, for how many. */
function tripLines(trip: PrintedTrip, words: Words): ReadonlyArray<string> {
  const { dropOff, estimatedEndAt, passengers, pickup, pickupAt, stops, vehicleCategory } = trip
  const places = [pickup, dropOff].filter((place) => place !== undefined).join(" → ")
  return [
    words.times(pickupAt, estimatedEndAt),
    ...(places === "" ? [] : [places]),
    ...(stops === undefined || stops === "" ? [] : [`${words.labels.stops}: ${stops}`]),
    [words.labels.passengers(passengers), vehicleCategory].filter((part) => part !== undefined).join(", "),
  ]
}

/** All cells begin at the same height; the next row below the highest. */
function drawRow(pdf: PDFKit.PDFDocument, cells: ReadonlyArray<string>): void {
  const top = pdf.y
  let bottom = top
  for (const [at, { align, width, x }] of columns.entries()) {
    pdf.text(cells[at] ?? "", x, top, { width, align })
    bottom = Math.max(bottom, pdf.y)
  }
  pdf.y = bottom
}

function heightOf(
  pdf: PDFKit.PDFDocument,
  cells: ReadonlyArray<string>,
  details: ReadonlyArray<string>,
): number {
  pdf.font("plain").fontSize(9)
  const row = Math.max(...columns.map(({ width }, at) => pdf.heightOfString(cells[at] ?? "", { width })))
  pdf.fontSize(8)
  const { width } = columns[0]!
  return details.reduce((sum, detail) => sum + pdf.heightOfString(detail, { width }), row)
}
