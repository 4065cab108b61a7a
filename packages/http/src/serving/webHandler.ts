/** The contract for any host that speaks Request and Response: workers, Deno, Bun, a test. */
import { make as makeRouter } from "effect/http/FindMyWay"
import type { Route, Routes } from "./routes.ts"

/** One function over all routes, with 404 and 405 as problem documents and HEAD as GET without its body. */
export const webHandler = ({ routes, notAllowed, notFound }: Routes): ((request: Request) => Promise<Response>) => {
  const router = makeRouter<Route>({ maxParamLength: 8_192, caseSensitive: true })
  const methods = [...new Set(routes.map(({ method }) => method))]
  for (const route of routes) router.on(route.method, route.path as `/${string}`, route) // a contract's paths begin with /
  return async (request) => {
    const path = new URL(request.url).pathname
    const isHead = request.method === "HEAD"
    const found = router.find(isHead ? "GET" : request.method, path)
    if (found !== undefined) {
      const params = Object.fromEntries(Object.entries(found.params).map(([name, value]) => [name, value ?? ""]))
      const response = await found.handler.handle(request, params)
      return isHead ? new Response(null, response) : response
    }
    const allowed = methods.filter((method) => router.find(method, path) !== undefined)
    return allowed.length > 0 ? notAllowed(request, allowed) : notFound(request)
  }
}
