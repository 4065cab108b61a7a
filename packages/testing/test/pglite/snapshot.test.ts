import { makePglite, makePgliteClient } from "@caleche/storage-pglite"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Reactivity } from "effect/reactivity"
import { temporaryFolder } from "../temporaryFolder.ts"

it.live("a snapshot starts in memory and on disk with all it held, and apart from its source", () =>
  Effect.gen(function* () {
    const source = yield* makePglite()
    yield* source.exec(`
      create extension pg_trgm; create extension btree_gist; create extension btree_gin;
      create table held (id int primary key); insert into held select generate_series(1, 100)`)
    const snapshot = yield* source.dump
    yield* source.exec("delete from held")

    const folder = yield* temporaryFolder
    for (const place of [{}, { dataDir: `${folder}/db` }]) {
      const sql = yield* makePgliteClient(yield* makePglite({ ...place, snapshot }))
      assert.deepStrictEqual(yield* sql`select count(*)::int as n from held`, [{ n: 100 }])
      assert.deepStrictEqual(yield* sql`select similarity('caleche', 'caleches') > 0.5 as alike`, [
        { alike: true },
      ])
    }
  }).pipe(Effect.provide(Reactivity.layer)),
)

it.live("a snapshot is refused for a folder that already holds a database, which stays as it was", () =>
  Effect.gen(function* () {
    const dataDir = yield* temporaryFolder
    const snapshot = yield* Effect.scoped(
      Effect.gen(function* () {
        const pglite = yield* makePglite({ dataDir })
        yield* pglite.exec("create table kept (id int)")
        return yield* pglite.dump
      }),
    )
    const refused = yield* Effect.flip(Effect.scoped(makePglite({ dataDir, snapshot })))
    assert.strictEqual(refused._tag, "PgliteFailed")
    const pglite = yield* makePglite({ dataDir })
    yield* pglite.exec("select id from kept")
  }),
)
