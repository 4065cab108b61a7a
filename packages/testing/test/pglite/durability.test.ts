import { existsSync } from "node:fs"
import { makePglite, makePgliteClient } from "@caleche/storage-pglite"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Reactivity } from "effect/reactivity"
import { run } from "../child.ts"
import { temporaryFolder } from "../temporaryFolder.ts"

it.live(
  "kill -9 loses no acknowledged row, and neither it nor an earlier one while the database was made keeps the folder shut",
  () =>
    Effect.gen(function* () {
      const dataDir = yield* temporaryFolder
      const first = run("pglite/fixtures/insertUntilKilled", dataDir)
      while (!existsSync(`${dataDir}/postgres/PG_VERSION`)) yield* Effect.sleep("1 millis")
      yield* Effect.promise(first.kill)
      assert.isTrue(existsSync(`${dataDir}/unfinished`))

      const second = run("pglite/fixtures/insertUntilKilled", dataDir)
      let acknowledged = 0
      while (acknowledged < 300) acknowledged = Number(yield* Effect.promise(second.line))
      const refused = yield* Effect.flip(Effect.scoped(makePglite({ dataDir })))
      assert.deepInclude({ ...refused }, { _tag: "FolderInUse", dataDir, pid: second.pid })

      yield* Effect.promise(second.kill)
      for (
        let id = yield* Effect.promise(second.line);
        id !== undefined;
        id = yield* Effect.promise(second.line)
      ) {
        acknowledged = Number(id)
      }
      const sql = yield* makePgliteClient(yield* makePglite({ dataDir }))
      const rows = yield* sql<{ id: number }>`select id from kept order by id`
      assert.isAtLeast(rows.length, acknowledged)
      assert.deepStrictEqual(
        rows.map((row) => row.id),
        Array.from(rows, (_, at) => at + 1),
      )
    }).pipe(Effect.provide(Reactivity.layer)),
)
