/** What stands in a PDF file, page by page, as a reader of it finds it: by another library than the one that wrote it. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"

export const pagesOf = async (bytes: Uint8Array): Promise<ReadonlyArray<string>> => {
  const file = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages = Array.from({ length: file.numPages }, async (_, at) => {
    const content = await (await file.getPage(at + 1)).getTextContent()
    const text = content.items
      .map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : ""))
      .join("")
    return text.replace(/[\u00a0\u202f\u2009]/g, " ")
  })
  return Promise.all(pages)
}
