/** caleche as a Hono app, for Node, Bun, Deno and workers; `@caleche/hono/node` serves it on Node. */
export * from "./app.ts"
export * from "./bindRoutes.ts"
export type { Lifecycle, MetricsAccess, Operated } from "./operations.ts"
