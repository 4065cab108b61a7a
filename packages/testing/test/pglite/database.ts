/** One in-memory PGlite behind a pool of four connections, shared by the tests of a block. */
import { makePglite, makePgliteClient, type Pglite } from "@caleche/storage-pglite"
import type { PgClient } from "@effect/sql-pg"
import { Context, Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"

export class Database extends Context.Service<
  Database,
  { readonly pglite: Pglite; readonly sql: PgClient.PgClient }
>()("@caleche/testing/test/pglite/Database") {
  static readonly layer = Layer.effect(
    Database,
    Effect.gen(function* () {
      const pglite = yield* makePglite({ idleInTransaction: "300 millis" })
      return { pglite, sql: yield* makePgliteClient(pglite) }
    }),
  ).pipe(Layer.provideMerge(Reactivity.layer))
}
