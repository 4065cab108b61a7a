/** Quotes and orders as an agency's people see them; what is not named here they are not shown. */
import {
  type AcceptedByAgency,
  AgencyId,
  type AgencyOrder,
  type AgencyOrderRow,
  type AgencyQuote,
  type AgencyRequest,
  AgencyUserId,
  ClientId,
  LineId,
  LineKind,
  LocalDate,
  Minutes,
  MissionId,
  MissionStatus,
  Money,
  type Offer,
  type OfferedLine,
  OrderId,
  OrderStatus,
  Place,
  PriceBasis,
  Quantity,
  QuoteId,
  QuoteStatus,
  Step,
  TripDetails,
  TripType,
  UnitPrice,
  UpTo,
  VatRate,
  Version,
} from "@caleche/core"
import { Schema } from "effect"
import { presentTotals, TotalsResource } from "./Line.ts"
import { atMost, listOf } from "./List.ts"
import { given, written, WrittenDecimal, WrittenInstant } from "./Written.ts"

/** A trip as it was asked for, or as it is offered. */
const RequestedTrip = Schema.Struct({
  pickupAt: WrittenInstant,
  durationMinutes: Schema.optionalKey(Minutes),
  passengers: Schema.optionalKey(Schema.Int),
  vehicleCategory: Schema.optionalKey(UpTo(40)),
  pickup: Schema.optionalKey(Place),
  dropOff: Schema.optionalKey(Place),
  stops: Schema.optionalKey(UpTo(2_000)),
  distanceKm: Schema.optionalKey(WrittenDecimal),
  fees: Schema.optionalKey(
    atMost(50, Schema.Struct({ code: UpTo(100), quantity: Schema.optionalKey(WrittenDecimal) })),
  ),
  details: Schema.optionalKey(TripDetails),
}).annotate({ identifier: "RequestedTrip" })

export const RequestResource = Schema.Struct({
  trips: atMost(20, RequestedTrip),
  comment: Schema.optionalKey(UpTo(2_000)),
}).annotate({ identifier: "AgencyRequest" })

const OfferedLineResource = Schema.Struct({
  id: LineId,
  kind: LineKind,
  forLineId: Schema.optionalKey(LineId),
  description: UpTo(2_100),
  quantity: WrittenDecimal,
  unit: UpTo(40),
  unitPrice: WrittenDecimal,
  vatRate: WrittenDecimal,
  vatCategory: VatRate.VatCategory,
  net: WrittenDecimal,
  gross: Schema.optionalKey(WrittenDecimal),
  trip: Schema.optionalKey(RequestedTrip),
}).annotate({ identifier: "OfferedLine" })

export const AgencyQuoteResource = Schema.Struct({
  id: QuoteId,
  number: UpTo(40),
  status: QuoteStatus,
  agencyId: AgencyId,
  clientId: ClientId,
  tripType: TripType,
  currency: Money.Currency,
  requestedBy: Schema.optionalKey(AgencyUserId),
  request: Schema.optionalKey(RequestResource),
  /** Whether the operator's staff has taken the request: then it can no longer be changed. */
  taken: Schema.Boolean,
  /** From its sending on. */
  offer: Schema.optionalKey(
    Schema.Struct({
      sentAt: WrittenInstant,
      validUntil: Schema.optionalKey(LocalDate),
      priceBasis: PriceBasis,
      lines: atMost(1_000, OfferedLineResource),
      totals: TotalsResource,
    }),
  ),
  acceptance: Schema.optionalKey(Schema.Struct({ at: WrittenInstant, name: Schema.optionalKey(UpTo(200)) })),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "AgencyQuote" })
export type AgencyQuoteResource = typeof AgencyQuoteResource.Type

export const AgencyQuoteList = listOf(AgencyQuoteResource, "AgencyQuoteList")

/** The quote, and the order it became. */
export const AcceptedByAgencyResource = Schema.Struct({
  quote: AgencyQuoteResource,
  orderId: OrderId,
}).annotate({ identifier: "AcceptedByAgency" })

export const AgencyClientList = listOf(
  Schema.Struct({ id: ClientId, name: UpTo(200) }).annotate({ identifier: "AgencyClient" }),
  "AgencyClientList",
)

const Named = Schema.Struct({ id: ClientId, name: UpTo(200) })

export const AgencyOrderRowResource = Schema.Struct({
  id: OrderId,
  number: UpTo(40),
  client: Named,
  tripAt: WrittenInstant,
  status: OrderStatus,
  version: Version,
  createdAt: WrittenInstant,
}).annotate({ identifier: "AgencyOrderRow" })

export const AgencyOrderList = listOf(AgencyOrderRowResource, "AgencyOrderList")

export const AgencyOrderResource = Schema.Struct({
  id: OrderId,
  number: UpTo(40),
  quoteId: QuoteId,
  client: Named,
  status: OrderStatus,
  currency: Money.Currency,
  lines: atMost(10_000, OfferedLineResource),
  totals: TotalsResource,
  missions: atMost(
    1_000,
    Schema.Struct({
      id: MissionId,
      tripType: TripType,
      status: MissionStatus,
      step: Schema.optionalKey(Step),
      pickupAt: WrittenInstant,
      estimatedEndAt: WrittenInstant,
      passengers: Schema.Int,
      vehicleCategory: Schema.optionalKey(UpTo(40)),
      pickup: Schema.optionalKey(Place),
      dropOff: Schema.optionalKey(Place),
      stops: Schema.optionalKey(UpTo(2_000)),
    }),
  ),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "AgencyOrder" })

type Asked = AgencyRequest["trips"][number]

const presentTrip = (trip: Asked): typeof RequestedTrip.Type => ({
  pickupAt: written(trip.pickupAt),
  ...given({
    durationMinutes: trip.durationMinutes,
    passengers: trip.passengers,
    vehicleCategory: trip.vehicleCategory,
    pickup: trip.pickup,
    dropOff: trip.dropOff,
    stops: trip.stops,
    distanceKm: trip.distanceKm === undefined ? undefined : Quantity.format(trip.distanceKm),
    fees: trip.fees?.map(({ code, quantity }) => ({
      code,
      ...given({ quantity: quantity === undefined ? undefined : Quantity.format(quantity) }),
    })),
    details: trip.details,
  }),
})

export const presentRequest = ({ trips, comment }: AgencyRequest): typeof RequestResource.Type => ({
  trips: trips.map(presentTrip),
  ...given({ comment }),
})

const presentLine = (line: OfferedLine, currency: Money.Currency): typeof OfferedLineResource.Type => ({
  id: line.id,
  kind: line.kind,
  ...given({ forLineId: line.forLineId }),
  description: line.description,
  quantity: Quantity.format(line.quantity),
  unit: line.unit,
  unitPrice: UnitPrice.format(line.unitPrice, currency),
  vatRate: VatRate.format(line.vat.rate),
  vatCategory: line.vat.category,
  net: Money.format(line.net, currency),
  ...given({
    gross: line.gross === undefined ? undefined : Money.format(line.gross, currency),
    trip: line.trip === undefined ? undefined : presentTrip(line.trip),
  }),
})

const presentOffer = (
  { sentAt, validUntil, priceBasis, lines, totals }: Offer,
  currency: Money.Currency,
) => ({
  sentAt: written(sentAt),
  ...given({ validUntil }),
  priceBasis,
  lines: lines.map((line) => presentLine(line, currency)),
  totals: presentTotals(totals, currency),
})

export const presentAgencyQuote = (quote: AgencyQuote): AgencyQuoteResource => {
  const { acceptance, currency, offer, request } = quote
  return {
    id: quote.id,
    number: quote.number,
    status: quote.status,
    agencyId: quote.agencyId,
    clientId: quote.clientId,
    tripType: quote.tripType,
    currency,
    ...given({
      requestedBy: quote.requestedBy,
      request: request === undefined ? undefined : presentRequest(request),
    }),
    taken: quote.taken,
    ...given({
      offer: offer === undefined ? undefined : presentOffer(offer, currency),
      acceptance:
        acceptance === undefined
          ? undefined
          : { at: written(acceptance.at), ...given({ name: acceptance.name }) },
    }),
    version: quote.version,
    createdAt: written(quote.createdAt),
    updatedAt: written(quote.updatedAt),
  }
}

export const presentAcceptedByAgency = ({
  quote,
  orderId,
}: AcceptedByAgency): typeof AcceptedByAgencyResource.Type => ({ quote: presentAgencyQuote(quote), orderId })

export const presentAgencyOrderRow = (row: AgencyOrderRow): typeof AgencyOrderRowResource.Type => ({
  ...row,
  tripAt: written(row.tripAt),
  createdAt: written(row.createdAt),
})

export const presentAgencyOrder = (order: AgencyOrder): typeof AgencyOrderResource.Type => ({
  id: order.id,
  number: order.number,
  quoteId: order.quoteId,
  client: order.client,
  status: order.status,
  currency: order.currency,
  lines: order.lines.map((line) => presentLine(line, order.currency)),
  totals: presentTotals(order.totals, order.currency),
  missions: order.missions.map((mission) => ({
    ...mission,
    pickupAt: written(mission.pickupAt),
    estimatedEndAt: written(mission.estimatedEndAt),
  })),
  version: order.version,
  createdAt: written(order.createdAt),
  updatedAt: written(order.updatedAt),
})
