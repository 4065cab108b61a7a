/** The storage ports over PostgreSQL. */
import {
  AbsenceRepository,
  AgencyOrderReader,
  AgencyRepository,
  AgencyUserRepository,
  ApiKeyRepository,
  ClientFiguresRepository,
  ClientRecordsReader,
  ClientMoves,
  ClientRepository,
  CommunicationRepository,
  ContactRepository,
  DriverRepository,
  History,
  Idempotency,
  MissionRepository,
  OperatorRepository,
  OrderPageReader,
  OrderRepository,
  Outbox,
  PipelineReader,
  PriceBookRepository,
  QuoteRepository,
  type StorageFailed,
  StorageCheck,
  StorageHealth,
  type StoragePorts,
  UnitOfWork,
  VehicleRepository,
} from "@caleche/core"
import { Context, Effect, Layer, type Scope } from "effect"
import { makeAbsences } from "./absences.ts"
import { makeAgencies } from "./agencies.ts"
import { makeAgencyOrders } from "./agencyOrders.ts"
import { makeAgencyUsers } from "./agencyUsers.ts"
import { makeApiKeys } from "./apiKeys.ts"
import { makeStorageCheck } from "./check/storageCheck.ts"
import { makeClientFigures } from "./clientFigures.ts"
import { makeClientRecords } from "./clientRecords.ts"
import { makeClientMoves } from "./clientMoves.ts"
import { makeClients } from "./clients.ts"
import { makeCommunications } from "./communications.ts"
import { makeContacts } from "./contacts.ts"
import { makeDrivers } from "./drivers.ts"
import { makeHealth } from "./health.ts"
import { keepPartitions, makeHistory } from "./history.ts"
import { makeIdempotency } from "./idempotency.ts"
import { checkIsolation, type IsolationNotEnforced } from "./isolation.ts"
import { makeMissions } from "./missions.ts"
import type { MigrationError } from "./migrations/MigrationErrors.ts"
import { migrate } from "./migrations/migrate.ts"
import { type NameOptions, type Names, namesOf } from "./Names.ts"
import { makeOperators } from "./operators.ts"
import { makeOrderPage } from "./orderPage.ts"
import { makeOrders } from "./orders.ts"
import { makeOutbox } from "./outbox.ts"
import { makePipeline } from "./pipeline.ts"
import { makePriceBooks } from "./priceBooks.ts"
import { makeQuotes } from "./quotes.ts"
import { storageFailure } from "./storageFailure.ts"
import { makeTenantSql, openPools, type PoolOptions, type Pools, type TenantSql } from "./tenantSql.ts"
import { makeVehicles } from "./vehicles.ts"

export interface PostgresOptions extends NameOptions, PoolOptions {
  /**
   * `enforced`: statements run as the app role, under the policies, or the layer does not start. `single-operator`: they run
   * as the login itself, whatever it may do.
   */
  readonly isolation?: "enforced" | "single-operator"
  /** Migrate before serving, over the same URL. Off unless set. */
  readonly migrate?: boolean
}

export type StartError = IsolationNotEnforced | MigrationError | StorageFailed

/** All storage ports over the PostgreSQL at `url`, and the check of what they keep. */
export const layer = (options: PostgresOptions): Layer.Layer<StoragePorts | StorageCheck, StartError> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const names = namesOf(options)
      if (options.migrate === true) yield* migrate(options)
      const enforced = options.isolation !== "single-operator"
      const pools = yield* openPools(options, enforced ? names.roles.app : undefined).pipe(
        Effect.catch((error) => storageFailure("layer", error)),
      )
      return yield* portsOver(pools, names, enforced)
    }),
  )

/** The ports over open clients; with `enforced` they do not serve as a role above the policies. */
export const portsOver = Effect.fnUntraced(function* (
  pools: Pools,
  names: Names,
  enforced: boolean,
): Effect.fn.Return<
  Context.Context<StoragePorts | StorageCheck>,
  IsolationNotEnforced | StorageFailed,
  Scope.Scope
> {
  const tenant = makeTenantSql(pools, names)
  if (enforced) yield* checkIsolation(tenant)
  yield* keepPartitions(tenant)
  return Context.add(yield* portsOf(tenant), StorageCheck, makeStorageCheck(tenant))
})

/** The ports over whatever runs their statements. */
export const portsOf = Effect.fnUntraced(function* (
  tenant: TenantSql,
): Effect.fn.Return<Context.Context<StoragePorts>> {
  const parties = Context.make(OperatorRepository, makeOperators(tenant)).pipe(
    Context.add(ApiKeyRepository, makeApiKeys(tenant)),
    Context.add(AgencyRepository, makeAgencies(tenant)),
    Context.add(AgencyUserRepository, makeAgencyUsers(tenant)),
    Context.add(ClientMoves, makeClientMoves(tenant)),
    Context.add(AgencyOrderReader, makeAgencyOrders(tenant)),
    Context.add(ClientRepository, makeClients(tenant)),
    Context.add(ClientFiguresRepository, makeClientFigures(tenant)),
    Context.add(CommunicationRepository, makeCommunications(tenant)),
    Context.add(ContactRepository, makeContacts(tenant)),
    Context.add(AbsenceRepository, makeAbsences(tenant)),
    Context.add(DriverRepository, makeDrivers(tenant)),
    Context.add(VehicleRepository, makeVehicles(tenant)),
  )
  const sales = Context.make(PriceBookRepository, makePriceBooks(tenant)).pipe(
    Context.add(QuoteRepository, makeQuotes(tenant)),
    Context.add(MissionRepository, makeMissions(tenant)),
    Context.add(OrderRepository, makeOrders(tenant)),
    Context.add(ClientRecordsReader, makeClientRecords(tenant)),
    Context.add(OrderPageReader, makeOrderPage(tenant)),
    Context.add(PipelineReader, makePipeline(tenant)),
  )
  const records = Context.make(UnitOfWork, { atomically: tenant.atomically }).pipe(
    Context.add(History, makeHistory(tenant)),
    Context.add(Outbox, yield* makeOutbox(tenant)),
    Context.add(Idempotency, makeIdempotency(tenant)),
    Context.add(StorageHealth, makeHealth(tenant)),
  )
  return Context.mergeAll(parties, sales, records)
})
