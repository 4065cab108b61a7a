/** What belongs to a client, as its page lists it: quotes, orders and missions, one after the other in time. */
import { Context, type Effect, Schema } from "effect"
import type { MissionStatus } from "../missions/MissionStatus.ts"
import type { OrderStatus } from "../orders/OrderStatus.ts"
import type { QuoteStatus } from "../quotes/QuoteStatus.ts"
import type { ClientId, MissionId, OperatorId, OrderId, QuoteId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Money } from "../shared/Money.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** By date: of a quote when it was made, of an order its trip, of a mission the trip of its order. */
export const RecordSort = Schema.Literals(["date", "-date"])
export type RecordSort = typeof RecordSort.Type

export const RecordKind = Schema.Literals(["QUOTE", "ORDER", "MISSION"])
export type RecordKind = typeof RecordKind.Type

/** One kind, or all of them together. */
export const RecordFilters = Schema.Struct({ kind: Schema.optionalKey(RecordKind) })
export type RecordFilters = typeof RecordFilters.Type

interface Shown {
  /** A mission has that of its order. */
  readonly number: string
  /** When the quote was made, the trip or the mission's pickup is. */
  readonly date: Instant
  /** Of a mission and an order: of the ACTIVE lines. */
  readonly net: Money
  /** Where it stands in the list. */
  readonly position: Instant
}

export type ClientRecord = Shown &
  (
    | { readonly kind: "QUOTE"; readonly id: QuoteId; readonly status: QuoteStatus }
    | { readonly kind: "ORDER"; readonly id: OrderId; readonly status: OrderStatus }
    | {
        readonly kind: "MISSION"
        readonly id: MissionId
        readonly status: MissionStatus
        readonly orderId: OrderId
      }
  )

export class ClientRecordsReader extends Context.Service<
  ClientRecordsReader,
  {
    /** Records of one date stand in the order of their ids. */
    readonly list: (
      operatorId: OperatorId,
      clientId: ClientId,
      filters: RecordFilters,
      page: PageRequest<RecordSort>,
    ) => Effect.Effect<Page<ClientRecord>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/views/ClientRecordsReader") {}
