import { makePglite, makePgliteClient } from "@caleche/storage-pglite"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Reactivity } from "effect/reactivity"
import { run } from "../child.ts"
import { temporaryFolder } from "../temporaryFolder.ts"

const open = (dataDir: string, snapshot?: Blob) =>
  Effect.gen(function* () {
    const pglite = yield* makePglite({ dataDir, ...(snapshot === undefined ? {} : { snapshot }) })
    return { pglite, sql: yield* makePgliteClient(pglite) }
  }).pipe(Effect.provide(Reactivity.layer))

it.live("after kill -9 under committed inserts every acknowledged row is there, and the folder is free", () =>
  Effect.gen(function* () {
    const dataDir = yield* temporaryFolder
    const child = run("pglite/fixtures/insertUntilKilled", dataDir)
    let acknowledged = 0
    while (acknowledged < 300) acknowledged = Number(yield* Effect.promise(child.line))

    const refused = yield* Effect.flip(Effect.scoped(makePglite({ dataDir })))
    assert.deepInclude({ ...refused }, { _tag: "FolderInUse", dataDir, pid: child.pid })

    yield* Effect.promise(child.kill)
    for (
      let id = yield* Effect.promise(child.line);
      id !== undefined;
      id = yield* Effect.promise(child.line)
    ) {
      acknowledged = Number(id)
    }
    const { sql } = yield* open(dataDir)
    const rows = yield* sql<{ id: number }>`select id from kept order by id`
    assert.isAtLeast(rows.length, acknowledged)
    assert.deepStrictEqual(
      rows.map((row) => row.id),
      Array.from(rows, (_, at) => at + 1),
    )
  }),
)

it.live("a database whose making was cut short is made anew; a finished one is kept", () =>
  Effect.gen(function* () {
    const dataDir = yield* temporaryFolder
    const child = run("pglite/fixtures/insertUntilKilled", dataDir)
    const { existsSync } = yield* Effect.promise(() => import("node:fs"))
    while (!existsSync(`${dataDir}/postgres/PG_VERSION`)) yield* Effect.sleep("1 millis")
    yield* Effect.promise(child.kill)
    assert.isTrue(existsSync(`${dataDir}/unfinished`))

    yield* Effect.scoped(Effect.andThen(open(dataDir), ({ sql }) => sql`create table here (id int)`))
    const { sql } = yield* open(dataDir)
    assert.deepStrictEqual(yield* sql`select id from here`, [])
  }),
)
