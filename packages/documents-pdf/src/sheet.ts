/** The sheet all documents share: A4 in points, its margins and its inks. */

export const margin = 48
export const bodyWidth = 595.28 - 2 * margin
/** Below it stands nothing but the number of the page. */
export const pageBottom = 841.89 - margin - 14

export const ink = { text: "#1a1a1a", quiet: "#666666", rule: "#bbbbbb" } as const

/** Begins a new page when `height` does not fit on this one; says whether it did. */
export const makeRoom = (pdf: PDFKit.PDFDocument, height: number): boolean => {
  if (pdf.y + height <= pageBottom) return false
  pdf.addPage()
  return true
}

/** A line across `from` to the right margin, at the height reached. */
export const rule = (pdf: PDFKit.PDFDocument, from: number = margin): void => {
  pdf
    .moveTo(from, pdf.y)
    .lineTo(margin + bodyWidth, pdf.y)
    .lineWidth(0.5)
    .strokeColor(ink.rule)
    .stroke()
}
