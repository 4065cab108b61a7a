/**
 * An agency's orders, as the agency sees them: what was agreed and how the trips stand.
 *
 * Everything shown is named here: no driver's or vehicle's identity, no cost, no note, no fee that nobody has confirmed,
 * no history.
 */
import { Context, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import type { Forbidden } from "../access/Permissions.ts"
import type { AgencyNotFound } from "../contacts/Agency.ts"
import { AgencyRepository } from "../contacts/AgencyRepository.ts"
import { permitOfAgency } from "../contacts/ownAgency.ts"
import type { Mission } from "../missions/Mission.ts"
import type { Order } from "../orders/Order.ts"
import { OrderNotFound } from "../orders/OrderErrors.ts"
import { type OfferedLine, offeredLine } from "../quotes/AgencyQuote.ts"
import type { AgencyId, OperatorId, OrderId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type OrderPage, OrderPageReader } from "./OrderPage.ts"
import type { PipelineRow } from "./Pipeline.ts"

export type AgencyOrderSort = "createdAt" | "-createdAt"

/** An order in the agency's list. */
export interface AgencyOrderRow extends Pick<
  PipelineRow,
  "id" | "number" | "client" | "tripAt" | "status" | "version"
> {
  readonly createdAt: Order["createdAt"]
}

/** A trip of an order. */
export type AgencyMission = Pick<
  Mission,
  | "id"
  | "tripType"
  | "status"
  | "step"
  | "pickupAt"
  | "estimatedEndAt"
  | "pickup"
  | "dropOff"
  | "stops"
  | "passengers"
  | "vehicleCategory"
>

export interface AgencyOrder extends Pick<
  Order,
  "id" | "number" | "quoteId" | "status" | "currency" | "totals" | "version" | "createdAt" | "updatedAt"
> {
  readonly client: OrderPage["client"]
  /** The ACTIVE ones, which the totals add up. */
  readonly lines: ReadonlyArray<OfferedLine>
  /** By (pickupAt, id). */
  readonly missions: ReadonlyArray<AgencyMission>
}

/** Where the orders of an agency's quotes are found. */
export class AgencyOrderReader extends Context.Service<
  AgencyOrderReader,
  {
    readonly list: (
      operatorId: OperatorId,
      agencyId: AgencyId,
      page: PageRequest<AgencyOrderSort>,
    ) => Effect.Effect<Page<AgencyOrderRow>, CursorMismatch | StorageFailed>
  }
>()("@caleche/core/views/AgencyOrderReader") {}

export class AgencyOrders extends Context.Service<
  AgencyOrders,
  {
    readonly get: (
      agencyId: AgencyId,
      id: OrderId,
    ) => Effect.Effect<AgencyOrder, OrderNotFound | AgencyNotFound | Forbidden | StorageFailed, CurrentActor>
    /** Of the quotes the agency has booked. */
    readonly list: (
      agencyId: AgencyId,
      page: PageRequest<AgencyOrderSort>,
    ) => Effect.Effect<
      Page<AgencyOrderRow>,
      CursorMismatch | AgencyNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/views/AgencyOrders") {
  static readonly layer = Layer.effect(
    AgencyOrders,
    Effect.gen(function* () {
      const agencies = yield* AgencyRepository
      const pages = yield* OrderPageReader
      const orders = yield* AgencyOrderReader
      return AgencyOrders.of({
        get: Effect.fn("AgencyOrders.get")(function* (agencyId, id) {
          const { operatorId } = yield* permitOfAgency("agencyOrder.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          const page = yield* pages.get(operatorId, id)
          if (page.quote.bookedByAgencyId !== agencyId) return yield* new OrderNotFound({ id })
          return agencyOrderOf(page)
        }),
        list: Effect.fn("AgencyOrders.list")(function* (agencyId, page) {
          const { operatorId } = yield* permitOfAgency("agencyOrder.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          return yield* orders.list(operatorId, agencyId, page)
        }),
      })
    }),
  )
}

/** The agency's view of an order's page. */
export const agencyOrderOf = ({ client, missions, order }: OrderPage): AgencyOrder => ({
  id: order.id,
  number: order.number,
  quoteId: order.quoteId,
  status: order.status,
  client,
  currency: order.currency,
  lines: order.lines.filter(({ state }) => state === "ACTIVE").map(offeredLine),
  totals: order.totals,
  missions: missions.map(agencyMission),
  version: order.version,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
})

function agencyMission(mission: Mission): AgencyMission {
  const { step, pickup, dropOff, stops, vehicleCategory } = mission
  return {
    id: mission.id,
    tripType: mission.tripType,
    status: mission.status,
    pickupAt: mission.pickupAt,
    estimatedEndAt: mission.estimatedEndAt,
    passengers: mission.passengers,
    ...(step === undefined ? {} : { step }),
    ...(pickup === undefined ? {} : { pickup }),
    ...(dropOff === undefined ? {} : { dropOff }),
    ...(stops === undefined ? {} : { stops }),
    ...(vehicleCategory === undefined ? {} : { vehicleCategory }),
  }
}
