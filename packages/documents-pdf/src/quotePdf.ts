/**
 * One page of A4: who offers, to whom, what, at which price. A quote of many lines goes on over more pages, each of which
 * then says which it is.
 */
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import type { QuoteDocument } from "@caleche/core"
import PdfDocument from "pdfkit"
import { drawLines } from "./lines.ts"
import { bodyWidth, ink, margin, pageBottom } from "./sheet.ts"
import { drawTotals } from "./totals.ts"
import { type Words, wordsOf } from "./words.ts"

/** Of the fonts at hand, the one with all accents of Europe and its currency signs. */
const fontNamed = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
let fonts: { readonly plain: Buffer; readonly bold: Buffer } | undefined

/** The bytes of the file; the same for the same document. */
export const quotePdf = (document: QuoteDocument): Promise<Uint8Array> => {
  const words = wordsOf(document)
  const title = `${words.labels.quote} ${document.number}`
  const pdf = new PdfDocument({
    size: "A4",
    margin,
    bufferPages: true,
    lang: words.language,
    info: {
      Title: title,
      Author: document.operator.name,
      CreationDate: new Date(`${document.issuedOn}T00:00:00Z`),
    },
  })
  fonts ??= { plain: fontNamed("DejaVuSans"), bold: fontNamed("DejaVuSans-Bold") }
  pdf.registerFont("plain", fonts.plain).registerFont("bold", fonts.bold)
  const written = bytesOf(pdf)
  drawHead(pdf, document, words, title)
  drawLines(pdf, document, words)
  drawTotals(pdf, document, words)
  drawPageNumbers(pdf, words)
  pdf.end()
  return written
}

function drawHead(
  pdf: PDFKit.PDFDocument,
  { client, issuedOn, operator, status, validUntil }: QuoteDocument,
  words: Words,
  title: string,
): void {
  const { labels } = words
  const state = labels.status[status]
  pdf.font("bold").fontSize(15).fillColor(ink.text).text(operator.name, margin, margin)
  if (operator.email !== undefined) pdf.font("plain").fontSize(9).fillColor(ink.quiet).text(operator.email)
  pdf.moveDown(1.5)
  const top = pdf.y
  const half = bodyWidth / 2 - 10
  pdf.font("bold").fontSize(13).fillColor(ink.text).text(title, margin, top, { width: half })
  pdf.font("plain").fontSize(9)
  if (state !== undefined) pdf.fillColor(ink.quiet).text(state, { width: half })
  pdf.fillColor(ink.text).text(`${labels.issuedOn}: ${words.day(issuedOn)}`, { width: half })
  if (validUntil !== undefined) pdf.text(`${labels.validUntil}: ${words.day(validUntil)}`, { width: half })
  const left = pdf.y
  pdf.font("plain").fontSize(8).fillColor(ink.quiet)
  pdf.text(labels.client, margin + bodyWidth / 2, top, { width: half })
  pdf
    .font("bold")
    .fontSize(10)
    .fillColor(ink.text)
    .text(client.companyName ?? client.name, { width: half })
  pdf.font("plain").fontSize(9)
  for (const line of clientLines(client, words)) pdf.text(line, { width: half })
  pdf.y = Math.max(left, pdf.y) + 18
}

function clientLines(client: QuoteDocument["client"], { labels }: Words): ReadonlyArray<string> {
  const { address = {}, companyName, name, siren, vatNumber } = client
  const town = [address.postalCode, address.city].filter((part) => part !== undefined).join(" ")
  return [
    companyName === undefined || companyName === name ? undefined : name,
    address.street,
    town === "" ? undefined : town,
    address.region,
    address.country,
    vatNumber === undefined ? undefined : `${labels.vatNumber}: ${vatNumber}`,
    siren === undefined ? undefined : `${labels.siren}: ${siren}`,
  ].filter((line) => line !== undefined)
}

function drawPageNumbers(pdf: PDFKit.PDFDocument, { labels }: Words): void {
  const { count } = pdf.bufferedPageRange()
  if (count === 1) return
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page)
    pdf.font("plain").fontSize(8).fillColor(ink.quiet)
    const text = labels.page(page + 1, count)
    pdf.text(text, margin, pageBottom + 4, { width: bodyWidth, align: "right", height: 10, lineBreak: false })
  }
}

function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Array<Uint8Array> = []
    pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on("error", reject)
  })
}
