import { makePglite, makePgliteClient } from "@caleche/storage-pglite"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import { temporaryFolder } from "../temporaryFolder.ts"

class Snapshot extends Context.Service<Snapshot, Blob>()("@caleche/testing/test/pglite/Snapshot") {
  static readonly layer = Layer.effect(
    Snapshot,
    Effect.scoped(
      Effect.gen(function* () {
        const source = yield* makePglite()
        yield* source.exec(`
          create extension pg_trgm; create extension btree_gist; create extension btree_gin;
          create table held (id int primary key); insert into held select generate_series(1, 100)`)
        const dump = yield* source.dump
        yield* source.exec("delete from held")
        return dump
      }),
    ),
  ).pipe(Layer.provideMerge(Reactivity.layer))
}

layer(Snapshot.layer, { excludeTestServices: true })("a snapshot", (it) => {
  it.effect("starts databases in memory that hold all it held, apart from its source and each other", () =>
    Effect.gen(function* () {
      const snapshot = yield* Snapshot
      for (const _ of [1, 2]) {
        const sql = yield* makePgliteClient(yield* makePglite({ snapshot }))
        assert.deepStrictEqual(yield* sql`select count(*)::int as n from held`, [{ n: 100 }])
        assert.deepStrictEqual(yield* sql`select similarity('caleche', 'caleches') > 0.5 as alike`, [
          { alike: true },
        ])
        yield* sql`delete from held`
      }
    }),
  )

  it.effect("starts a database on disk, but never over one that is there", () =>
    Effect.gen(function* () {
      const snapshot = yield* Snapshot
      const dataDir = yield* temporaryFolder
      yield* Effect.scoped(
        Effect.flatMap(makePglite({ dataDir, snapshot }), (pglite) =>
          pglite.exec("insert into held values (101)"),
        ),
      )
      const refused = yield* Effect.flip(Effect.scoped(makePglite({ dataDir, snapshot })))
      assert.strictEqual(refused._tag, "PgliteFailed")
      const sql = yield* makePgliteClient(yield* makePglite({ dataDir }))
      assert.deepStrictEqual(yield* sql`select max(id)::int as last from held`, [{ last: 101 }])
    }),
  )
})
