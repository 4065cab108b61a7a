/** What the offer adds up to: net, VAT by rate, gross, and what is to pay. */
import type { QuoteDocument } from "@caleche/core"
import { bodyWidth, ink, makeRoom, margin, rule } from "./sheet.ts"
import type { Words } from "./words.ts"

const from = margin + bodyWidth - 290

export const drawTotals = (pdf: PDFKit.PDFDocument, { totals }: QuoteDocument, words: Words): void => {
  const { labels, money, rate } = words
  const rows: ReadonlyArray<readonly [string, string]> = [
    [labels.net, money(totals.net)],
    ...totals.vat.map(
      (group) => [labels.tax(rate(group.rate), money(group.base)), money(group.tax)] as const,
    ),
    ...(totals.vat.length > 1 ? [[labels.taxes, money(totals.tax)] as const] : []),
    [labels.gross, money(totals.gross)],
    ...(totals.rounding === 0 ? [] : [[labels.rounding, money(totals.rounding)] as const]),
  ]
  makeRoom(pdf, (rows.length + 2) * 16)
  pdf.y += 8
  pdf.font("plain").fontSize(9).fillColor(ink.text)
  for (const row of rows) drawRow(pdf, row)
  pdf.y += 3
  rule(pdf, from)
  pdf.y += 6
  drawRow(pdf.font("bold").fontSize(11), [labels.payable, money(totals.payable)])
}

function drawRow(pdf: PDFKit.PDFDocument, [label, amount]: readonly [string, string]): void {
  const top = pdf.y
  pdf.text(label, from, top, { width: 190 })
  const bottom = pdf.y
  pdf.text(amount, from + 190, top, { width: 100, align: "right" })
  pdf.y = Math.max(bottom, pdf.y) + 3
}
