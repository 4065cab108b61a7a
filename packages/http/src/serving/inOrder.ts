/**
 * Hosts take the first route that matches: `/orders/:id` before `/orders/export` would swallow it. So literal segments
 * come first, and two routes that take the same requests are a mistake found at start.
 */

/** Sorted so that at each segment a literal comes before a parameter. Throws when two routes have one shape. */
export const inOrder = <R extends { readonly method: string; readonly path: string }>(
  routes: ReadonlyArray<R>,
): ReadonlyArray<R> => {
  const shapes = new Map<string, R>()
  for (const route of routes) {
    const shape = `${route.method} ${route.path.replace(/:[^/]+/g, ":")}`
    const other = shapes.get(shape)
    if (other !== undefined)
      throw new Error(`${route.method} ${route.path} and ${other.path} take the same requests`)
    shapes.set(shape, route)
  }
  return routes.toSorted((a, b) => compare(rank(a.path), rank(b.path)))
}

/** One digit a segment, 0 for a literal and 1 for a parameter. */
function rank(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment.startsWith(":") ? "1" : "0"))
    .join("")
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
