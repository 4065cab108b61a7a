/** The HTTP API of a caleche as a Hono app, through `@caleche/hono`. */
import { type App, type AppOptions, makeApp } from "@caleche/hono"
import type { Caleche, World } from "./createCaleche.ts"

/** The API with its document, reference and health. Callers come in by API keys and the credentials of agencies' people. */
export const honoApp = (caleche: Caleche, options: Omit<AppOptions<World, unknown>, "runtime"> = {}): App =>
  makeApp({ api: caleche.api, ...options, runtime: caleche.runtime })
