/**
 * What an agency asks for, in its own words: the trips it wants, before anybody has put a price on them.
 *
 * The lines of the quote are what the operator offers for it. So what was asked stays readable beside what was offered,
 * and an agency that may not see a price yet has nothing to see one in.
 */
import { Schema } from "effect"
import { AskedTrip, TripRequest, TripType } from "../pricing/Trip.ts"
import { ClientId, QuoteId } from "../shared/Ids.ts"
import { Text } from "../shared/Text.ts"
import type { Table } from "../shared/Transition.ts"
import type { QuoteStatus } from "./QuoteStatus.ts"

const trips = [Schema.isMinLength(1), Schema.isMaxLength(20)] as const
const AskedTrips = Schema.Array(AskedTrip).check(...trips)

export const AgencyRequest = Schema.Struct({
  trips: Schema.Array(TripRequest).check(...trips),
  /** For the operator's staff. */
  comment: Schema.optionalKey(Text(2_000)),
})
export type AgencyRequest = typeof AgencyRequest.Type

/** What a request is made from. The client is one of the agency's. */
export const NewAgencyRequest = Schema.Struct({
  clientId: ClientId,
  tripType: TripType,
  trips: AskedTrips,
  comment: AgencyRequest.fields.comment,
})
export type NewAgencyRequest = typeof NewAgencyRequest.Type

/** The same with its trips placed on the time line. */
export type PlacedRequest = Omit<NewAgencyRequest, "trips"> & Pick<AgencyRequest, "trips">

/** Changes to a request: what is left out stays, `trips` are replaced as a whole, null takes the comment away. */
export const AgencyRequestEdit = Schema.Struct({
  tripType: Schema.optionalKey(TripType),
  trips: Schema.optionalKey(AskedTrips),
  comment: Schema.optionalKey(Schema.NullOr(Text(2_000))),
})
export type AgencyRequestEdit = typeof AgencyRequestEdit.Type

/** The same with the trips, if it says any, placed on the time line. */
export type PlacedRequestEdit = Omit<AgencyRequestEdit, "trips"> & Partial<Pick<AgencyRequest, "trips">>

/** A member of the operator's staff has taken the request: it is no longer the agency's to change. */
export class RequestTaken extends Schema.TaggedError<RequestTaken>()("RequestTaken", { id: QuoteId }) {}

/** The quote is no agency's request, so there is nothing to take. */
export class NoRequest extends Schema.TaggedError<NoRequest>()("NoRequest", { id: QuoteId }) {}

type AgencyAction = "edit" | "cancel" | "accept" | "decline"

/** What an agency may do with a quote of its own: less than the operator. */
export const agencyQuoteTable = {
  DRAFT: { terminal: false, on: { edit: "DRAFT", cancel: "CANCELLED" } },
  SENT: { terminal: false, on: { accept: "ACCEPTED", decline: "DECLINED" } },
  EXPIRED: { terminal: true, on: {} },
  ACCEPTED: { terminal: true, on: {}, repeats: ["accept"] },
  DECLINED: { terminal: true, on: {} },
  CANCELLED: { terminal: true, on: {} },
} as const satisfies Table<QuoteStatus, AgencyAction>

export const agencyQuoteMachine = {
  name: "quote",
  table: agencyQuoteTable as Table<QuoteStatus, AgencyAction>,
} as const
