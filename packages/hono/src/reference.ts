/**
 * The interactive reference: a page that holds everything it needs, served by us.
 *
 * Its scripts are named by their hash in the page's content security policy, so that the page runs them and no others,
 * and loads nothing from anywhere else.
 */
import type { Api } from "@caleche/http"
import { HttpRouter } from "effect/http"
import { HttpApiSwagger } from "effect/http-api"

export interface Page {
  readonly html: string
  readonly policy: string
}

/** Made when it is first asked for: the page weighs 2 MB. */
export const referencePage = (api: Api): (() => Promise<Page>) => {
  let made: Promise<Page> | undefined
  return () => {
    made ??= render(api).catch((cause: unknown) => {
      made = undefined
      throw cause
    })
    return made
  }
}

async function render(api: Api): Promise<Page> {
  const { handler, dispose } = HttpRouter.toWebHandler(HttpApiSwagger.layer(api, { path: "/docs" }), {
    disableLogger: true,
  })
  try {
    const page = await (await handler(new Request("http://localhost/docs"))).text()
    const html = page.replace("<head>", '<head><link rel="icon" href="data:," />') // there is none to ask for
    const hashes = await Promise.all(
      [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => hashOf(script!)),
    )
    return { html, policy: policy(hashes) }
  } finally {
    await dispose()
  }
}

async function hashOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}

function policy(scripts: ReadonlyArray<string>): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'unsafe-inline'", // the page sets styles as it goes
    "img-src 'self' data:",
    "font-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
}
