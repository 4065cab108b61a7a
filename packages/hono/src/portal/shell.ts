/** What every page of the portal has around it; and the page that says why there is nothing to show. */
import { html } from "hono/html"
import { type Language, words, type Words } from "./words.ts"

/** Escaped markup. */
export type Html = ReturnType<typeof html>

/** Addresses are relative, so that the portal may lie under any path; a page is two levels below its style. */
export const shell = (language: Language, title: string, brand: string | undefined, body: Html): Html =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="stylesheet" href="../portal.css" />
      </head>
      <body>
        ${brand === undefined ? "" : html`<header class="brand">${brand}</header>`}
        <main>${body}</main>
      </body>
    </html>`

export const noticePage = (language: Language, notice: keyof Words["notices"]): Html => {
  const { text, title } = words[language].notices[notice]
  return shell(
    language,
    title,
    undefined,
    html`<section>
      <h1>${title}</h1>
      <p>${text}</p>
    </section>`,
  )
}
