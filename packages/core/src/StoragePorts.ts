/** Every port a storage fills. A storage is a Layer of all of them, proved by the suites of `@caleche/testing`. */
import type { ApiKeyRepository } from "./access/ApiKey.ts"
import type { AgencyRepository } from "./contacts/AgencyRepository.ts"
import type { ClientFiguresRepository } from "./contacts/ClientFigures.ts"
import type { AgencyUserRepository } from "./contacts/AgencyUserRepository.ts"
import type { ClientMoves } from "./contacts/ClientMoves.ts"
import type { ClientRepository } from "./contacts/ClientRepository.ts"
import type { CommunicationRepository } from "./contacts/CommunicationRepository.ts"
import type { ContactRepository } from "./contacts/ContactRepository.ts"
import type { AbsenceRepository } from "./drivers/AbsenceRepository.ts"
import type { DriverRepository } from "./drivers/DriverRepository.ts"
import type { VehicleRepository } from "./drivers/VehicleRepository.ts"
import type { MissionRepository } from "./missions/MissionRepository.ts"
import type { OperatorRepository } from "./operators/OperatorRepository.ts"
import type { OrderRepository } from "./orders/OrderRepository.ts"
import type { History } from "./ports/History.ts"
import type { Idempotency } from "./ports/Idempotency.ts"
import type { Outbox } from "./ports/Outbox.ts"
import type { StorageHealth } from "./ports/StorageHealth.ts"
import type { UnitOfWork } from "./ports/UnitOfWork.ts"
import type { PriceBookRepository } from "./pricing/PriceBookRepository.ts"
import type { QuoteRepository } from "./quotes/QuoteRepository.ts"
import type { ClientRecordsReader } from "./views/ClientRecords.ts"
import type { AgencyOrderReader } from "./views/AgencyOrders.ts"
import type { OrderPageReader } from "./views/OrderPage.ts"
import type { PipelineReader } from "./views/Pipeline.ts"

export type StoragePorts =
  | UnitOfWork
  | History
  | Outbox
  | Idempotency
  | StorageHealth
  | OperatorRepository
  | ApiKeyRepository
  | AgencyRepository
  | AgencyUserRepository
  | ClientMoves
  | ClientRepository
  | ClientFiguresRepository
  | CommunicationRepository
  | ContactRepository
  | PriceBookRepository
  | QuoteRepository
  | DriverRepository
  | AbsenceRepository
  | VehicleRepository
  | MissionRepository
  | OrderRepository
  | ClientRecordsReader
  | AgencyOrderReader
  | OrderPageReader
  | PipelineReader
