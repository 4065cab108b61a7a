/** The storage on PGlite: on disk and from a snapshot, under the same policies as on a server. */
import {
  ApiKeyId,
  ApiKeyRepository,
  Clients,
  OperatorRepository,
  Outbox,
  StorageHealth,
  type StoragePorts,
  UnitOfWork,
} from "@caleche/core"
import { layer, makePglite, makePgliteClient, migratedSnapshot } from "@caleche/storage-pglite"
import { as, freshUuid, inputs, newOperator, staff, useCases } from "@caleche/testing"
import { DateTime, Effect, Layer, Option, type Scope } from "effect"
import { Reactivity } from "effect/reactivity"
import { expect, test } from "vitest"
import { temporaryFolder } from "../temporaryFolder.ts"

const on = <A, E>(
  storage: Layer.Layer<StoragePorts, unknown>,
  effect: Effect.Effect<A, E, StoragePorts | Clients>,
): Effect.Effect<A, unknown> => Effect.provide(effect, useCases().pipe(Layer.provideMerge(storage)))

const oneClient = Effect.gen(function* () {
  const operator = yield* newOperator()
  const client = yield* (yield* Clients).create(inputs.privateClient()).pipe(as(staff(operator)))
  return { operator, client }
})

const onDisk = <A, E>(use: (dataDir: string) => Effect.Effect<A, E, Scope.Scope>): Promise<A> =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(temporaryFolder, use)))

test("what was stored on disk is there when the folder is opened again, by the same migrations", () =>
  onDisk((dataDir) =>
    Effect.gen(function* () {
      const { client, operator } = yield* on(layer({ dataDir }), oneClient)
      const again = yield* on(
        layer({ dataDir }),
        Effect.gen(function* () {
          yield* (yield* StorageHealth).check
          const found = yield* (yield* Clients).get(client.id).pipe(as(staff(operator)))
          return { found, operator: yield* (yield* OperatorRepository).get(operator.id) }
        }),
      )
      expect(again).toEqual({ found: client, operator })
    }),
  ))

test("a folder in use is not opened twice", () =>
  onDisk((dataDir) =>
    Effect.gen(function* () {
      yield* Layer.build(layer({ dataDir }))
      const second = yield* Effect.result(Layer.build(layer({ dataDir })))
      expect(second).toMatchObject({ _tag: "Failure", failure: { _tag: "FolderInUse" } })
    }),
  ))

test("a migrated snapshot begins empty and serves, under other names if told", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const names = { schema: "fleet", roles: { prefix: "fleet" } }
      const snapshot = yield* migratedSnapshot(names)
      const { claimed, made } = yield* on(
        layer({ snapshot, ...names }),
        Effect.gen(function* () {
          yield* (yield* StorageHealth).check
          const now = yield* DateTime.now
          const claimed = yield* (yield* Outbox).claim({ claimedBy: "r", limit: 1, now, until: now })
          return { claimed, made: yield* oneClient }
        }),
      )
      expect(claimed).toEqual([])
      expect(made.client.stage).toBe("PROSPECT")
    }),
  ))

test("a unit of work waits for no other connection, whatever it asks", () =>
  Effect.runPromise(
    on(
      layer(),
      Effect.gen(function* () {
        const operator = yield* newOperator()
        const keys = yield* ApiKeyRepository
        const hash = "ab".repeat(32)
        const createdAt = DateTime.makeUnsafe("2026-12-01T00:00:00Z")
        const key = {
          id: ApiKeyId.make(freshUuid()),
          operatorId: operator.id,
          name: "k",
          role: "ADMIN",
          hash,
          createdAt,
        } as const
        const { atomically } = yield* UnitOfWork
        const found = yield* atomically(
          operator.id,
          Effect.gen(function* () {
            yield* keys.insert(key)
            yield* (yield* StorageHealth).check
            expect(yield* (yield* Outbox).backlog).toBe(0)
            return yield* keys.findByHash(hash)
          }),
        )
        expect(found).toEqual(Option.some(key))
      }),
    ),
  ))

test("its session is the app role's: without the gate it sees nothing, and it changes no table", () =>
  onDisk((dataDir) =>
    Effect.gen(function* () {
      yield* on(layer({ dataDir }), oneClient)
      const pglite = yield* makePglite({ dataDir })
      const sql = yield* makePgliteClient(pglite)
      const count = sql<{ count: bigint }>`select count(*) from caleche.clients`
      expect(yield* count).toEqual([{ count: 1n }])
      yield* pglite.exec("set role caleche_app")
      expect(yield* count).toEqual([{ count: 0n }])
      const refused = yield* Effect.result(sql`alter table caleche.clients disable row level security`)
      expect(refused).toMatchObject({ _tag: "Failure" })
    }).pipe(Effect.provide(Reactivity.layer)),
  ))
