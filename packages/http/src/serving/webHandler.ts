/** The contract for any host that speaks Request and Response: workers, Deno, Bun, a test. */
import type { Route, Routes } from "./routes.ts"

/**
 * One function over all routes, with 404 and 405 as problem documents and HEAD as GET without its body. `address` is the
 * caller's, where the host knows it: see `makeAddressOf`.
 */
export const webHandler = ({
  routes,
  notAllowed,
  notFound,
}: Routes): ((request: Request, address?: string) => Promise<Response>) => {
  const patterns = routes.map((route) => ({ route, segments: route.path.split("/") }))
  return async (request, address) => {
    const segments = new URL(request.url).pathname.split("/")
    const onPath = patterns.filter((pattern) => fits(pattern.segments, segments))
    if (onPath.length === 0) return notFound(request)
    const isHead = request.method === "HEAD"
    const method = isHead ? "GET" : request.method
    const found = onPath.find(({ route }) => route.method === method)
    if (found === undefined) return notAllowed(request, methodsOf(onPath))
    const response = await found.route.handle(request, paramsOf(found.segments, segments), address)
    return isHead ? new Response(null, response) : response
  }
}

const isParameter = (segment: string): boolean => segment.startsWith(":")

function fits(pattern: ReadonlyArray<string>, segments: ReadonlyArray<string>): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, i) => (isParameter(part) ? segments[i] !== "" : part === segments[i]))
  )
}

function methodsOf(onPath: ReadonlyArray<{ readonly route: Route }>): ReadonlyArray<string> {
  return [...new Set(onPath.map(({ route }) => route.method))]
}

function paramsOf(pattern: ReadonlyArray<string>, segments: ReadonlyArray<string>): Record<string, string> {
  return Object.fromEntries(
    pattern.flatMap((part, i) => (isParameter(part) ? [[part.slice(1), decoded(segments[i]!)]] : [])), // as long as the pattern
  )
}

/** What is not percent-encoded properly stays as it is, and names nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
