/** All storage ports in memory: for the unit tests of those who embed the library, and the model SQL storages answer to. */
import { StorageHealth, type StoragePorts } from "@caleche/core"
import { Effect, Layer } from "effect"
import { absences } from "./MemoryAbsences.ts"
import { agencies } from "./MemoryAgencies.ts"
import { clientFigures } from "./MemoryClientFigures.ts"
import { agencyUsers } from "./MemoryAgencyUsers.ts"
import { clientRecords } from "./MemoryClientRecords.ts"
import { clientMoves } from "./MemoryClientMoves.ts"
import { clients } from "./MemoryClients.ts"
import { communications } from "./MemoryCommunications.ts"
import { contacts } from "./MemoryContacts.ts"
import { drivers } from "./MemoryDrivers.ts"
import { history } from "./MemoryHistory.ts"
import { idempotency } from "./MemoryIdempotency.ts"
import { apiKeys, operators } from "./MemoryOperators.ts"
import { missions, orders } from "./MemoryOrders.ts"
import { outbox } from "./MemoryOutbox.ts"
import { priceBooks } from "./MemoryPriceBooks.ts"
import { quotes } from "./MemoryQuotes.ts"
import { vehicles } from "./MemoryVehicles.ts"
import { agencyOrders, orderPages, pipeline } from "./MemoryViews.ts"
import { type Keeping, Store } from "./Store.ts"

const ports = Layer.mergeAll(
  operators,
  apiKeys,
  agencies,
  agencyUsers,
  clients,
  clientFigures,
  clientRecords,
  clientMoves,
  communications,
  contacts,
  priceBooks,
  quotes,
  drivers,
  vehicles,
  absences,
  orders,
  missions,
  history,
  outbox,
  idempotency,
  agencyOrders,
  orderPages,
  pipeline,
  Layer.succeed(StorageHealth, StorageHealth.of({ check: Effect.void })),
)

/** A store of its own for each time it is built; empty, and gone with the process. */
export const layer: Layer.Layer<StoragePorts> = Layer.provideMerge(ports, Store.layer)

/** The same over records that somebody keeps: `committed` is told all of them after each commit. */
export const layerKept = (keeping: Keeping): Layer.Layer<StoragePorts> =>
  Layer.provideMerge(ports, Store.layerKept(keeping))

export type { Data as KeptData, Keeping } from "./Store.ts"
