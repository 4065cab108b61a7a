/** The contract's routes as Hono's own: Hono takes the first that matches, so they come most specific first. */
import type { Routes } from "@caleche/http"
import type { Context, Hono } from "hono"

/** The address a request comes from, as its host knows it. */
export type CallerAddress = (c: Context) => string | undefined

/** Adds all routes, then 405 for every other method on their paths. */
export const bindRoutes = (
  app: Hono,
  { routes, notAllowed }: Routes,
  addressOf: CallerAddress = () => undefined,
): void => {
  const methods = new Map<string, Array<string>>()
  for (const { method, path, handle } of routes) {
    app.on(method, path, (c) => handle(c.req.raw, c.req.param(), addressOf(c)))
    const known = methods.get(path)
    if (known === undefined) methods.set(path, [method])
    else known.push(method)
  }
  for (const [path, allowed] of methods) app.all(path, (c) => notAllowed(c.req.raw, allowed))
}
