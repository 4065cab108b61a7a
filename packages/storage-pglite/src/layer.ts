/**
 * The storage ports over PostgreSQL in this process: the same statements, migrations and policies as on a server.
 *
 * PGlite's own session is a superuser's. It migrates, then takes on the app role for good, so that the policies hold.
 */
import type { StorageCheck, StorageFailed, StoragePorts } from "@caleche/core"
import {
  type IsolationNotEnforced,
  type MigrationError,
  MigrationFailed,
  migrateOver,
  type NameOptions,
  namesOf,
  portsOver,
} from "@caleche/storage-postgres"
import { Array as Arr, Effect, Layer } from "effect"
import { Reactivity } from "effect/reactivity"
import type { FolderInUse } from "./folderLock.ts"
import { makePglite, type Pglite, type PgliteOptions } from "./Pglite.ts"
import { makePgliteClient } from "./PgliteClient.ts"
import type { PgliteFailed } from "./PgliteFailed.ts"

/** Where the database is kept and how things in it are named. */
export interface PgliteStorageOptions extends PgliteOptions, NameOptions {}

export type PgliteStartError =
  | FolderInUse
  | IsolationNotEnforced
  | MigrationError
  | PgliteFailed
  | StorageFailed

/** All storage ports over PGlite: in memory unless `dataDir` names a folder, migrated on start. */
export const layer = (
  options: PgliteStorageOptions = {},
): Layer.Layer<StoragePorts | StorageCheck, PgliteStartError> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const names = namesOf(options)
      const pglite = yield* makePglite(options)
      yield* migratePglite(pglite, options)
      yield* pglite.exec(`set role ${names.roles.app}`)
      const pools = yield* Effect.all({
        reads: Effect.map(makePgliteClient(pglite, { maxConnections: 2, multiplex: true }), Arr.of),
        writes: makePgliteClient(pglite),
      }).pipe(Effect.mapError((cause) => new MigrationFailed({ migration: "connect", cause })))
      return yield* portsOver(pools, names, true)
    }).pipe(Effect.provide(Reactivity.layer)),
  )

/** A migrated, empty database to begin with: `layer({ snapshot })` starts from it in a third of the time. */
export const migratedSnapshot = (options: NameOptions = {}): Effect.Effect<Blob, PgliteStartError> =>
  Effect.scoped(
    Effect.gen(function* () {
      const pglite = yield* makePglite()
      yield* migratePglite(pglite, options)
      return yield* pglite.dump
    }),
  )

const migratePglite = (pglite: Pglite, options: NameOptions): Effect.Effect<void, MigrationError> =>
  makePgliteClient(pglite, { maxConnections: 1, prepare: false }).pipe(
    Effect.mapError((cause) => new MigrationFailed({ migration: "connect", cause })),
    Effect.flatMap((sql) => migrateOver(sql, namesOf(options))),
    Effect.scoped,
    Effect.provide(Reactivity.layer),
  )
