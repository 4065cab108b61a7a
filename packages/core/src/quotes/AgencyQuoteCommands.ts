/** What an agency makes of its requests, and what taking one up means, decided without storage. */
import { Result } from "effect"
import type { Actor, AgencyActor } from "../access/Actor.ts"
import { type Decision, fact } from "../ports/Decision.ts"
import { totalsOf } from "../pricing/totals/totalsOf.ts"
import type { PricingMode, TripType } from "../pricing/Trip.ts"
import { tripKinds } from "../pricing/tripTypes/index.ts"
import { kindOf, type TripKinds } from "../pricing/tripTypes/TripKind.ts"
import type { QuoteId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Currency } from "../shared/Money.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import {
  agencyQuoteMachine,
  NoRequest,
  type PlacedRequest,
  type PlacedRequestEdit,
  RequestTaken,
} from "./AgencyRequest.ts"
import type { Quote, UnnumberedQuote } from "./Quote.ts"
import * as Commands from "./QuoteCommands.ts"
import { quoteMachine } from "./QuoteStatus.ts"

/** How the operator usually prices a trip of a type; its staff may do otherwise. */
const usualMode = (trips: TripKinds, tripType: TripType): PricingMode => {
  const { modes, requestedMode = modes[0] } = kindOf(trips, tripType)
  return requestedMode
}

/** A DRAFT without lines: what is asked for, booked by the actor's agency. */
export const request = (
  { clientId, tripType, trips, comment }: PlacedRequest,
  actor: AgencyActor,
  id: QuoteId,
  contacts: Quote["contacts"],
  currency: Currency,
  at: Instant,
  kinds: TripKinds = tripKinds,
): Decision<UnnumberedQuote> => ({
  state: {
    id,
    clientId,
    contacts,
    tripType,
    pricingMode: usualMode(kinds, tripType),
    priceBasis: "EXCL_VAT",
    currency,
    lines: [],
    totals: totalsOf([], "EXCL_VAT"),
    status: "DRAFT",
    bookedByAgencyId: actor.agencyId,
    requestedBy: actor.id,
    request: { trips, ...(comment === undefined ? {} : { comment }) },
    version: 1,
    createdAt: at,
    updatedAt: at,
  },
  facts: [
    fact("QUOTE", id, "QuoteRequested", {
      to: "DRAFT",
      data: { clientId, agencyId: actor.agencyId, trips: trips.length },
    }),
  ],
  messages: [],
})

type Decided<E = never> = Result.Result<Decision<Quote>, E | IllegalTransition>

/** Changes what was asked for, as long as nobody has taken it. */
export const edit = (
  quote: Quote,
  { comment, trips, tripType = quote.tripType }: PlacedRequestEdit,
  at: Instant,
  kinds: TripKinds = tripKinds,
): Decided<RequestTaken | NoRequest> =>
  Result.map(untaken(quote, "edit"), (request): Decision<Quote> => {
    const said = comment === undefined ? request.comment : (comment ?? undefined)
    const changed = [
      ...(tripType === quote.tripType ? [] : ["tripType"]),
      ...(trips === undefined ? [] : ["trips"]),
      ...(said === request.comment ? [] : ["comment"]),
    ]
    if (changed.length === 0) return { state: quote, facts: [], messages: [] }
    return {
      state: {
        ...quote,
        tripType,
        ...(tripType === quote.tripType ? {} : { pricingMode: usualMode(kinds, tripType) }),
        request: { trips: trips ?? request.trips, ...(said === undefined ? {} : { comment: said }) },
        version: quote.version + 1,
        updatedAt: at,
      },
      facts: [fact("QUOTE", quote.id, "QuoteRequestEdited", { data: { changed } })],
      messages: [],
    }
  })

/** Calls a request off, as long as nobody has taken it. */
export const cancel = (quote: Quote, reason: string, at: Instant): Decided<RequestTaken | NoRequest> =>
  Result.flatMap(untaken(quote, "cancel"), () => Commands.cancel(quote, reason, at))

/** Turns an offer down. */
export const decline = (quote: Quote, reason: string, at: Instant): Decided =>
  Result.flatMap(step(agencyQuoteMachine, quote.id, quote.status, "decline"), () =>
    Commands.decline(quote, reason, at),
  )

/** Takes a request up: from now on it is the staff's alone. Taking one's own again changes nothing. */
export const take = (
  quote: Quote,
  by: Extract<Actor, { _tag: "OperatorUser" }>["id"],
  at: Instant,
): Decided<NoRequest> => {
  if (quote.requestedBy === undefined) return Result.fail(new NoRequest({ id: quote.id }))
  if (quote.takenBy === by) return Result.succeed({ state: quote, facts: [], messages: [] })
  return Result.map(step(quoteMachine, quote.id, quote.status, "edit"), () => ({
    state: { ...quote, takenBy: by, version: quote.version + 1, updatedAt: at },
    facts: [fact("QUOTE", quote.id, "QuoteRequestTaken")],
    messages: [],
  }))
}

/** What was asked for, where the agency may still change it. */
function untaken(
  { id, status, request, takenBy }: Quote,
  action: "edit" | "cancel",
): Result.Result<NonNullable<Quote["request"]>, RequestTaken | NoRequest | IllegalTransition> {
  const moved = step(agencyQuoteMachine, id, status, action)
  if (Result.isFailure(moved)) return Result.fail(moved.failure)
  if (request === undefined) return Result.fail(new NoRequest({ id }))
  return takenBy === undefined ? Result.succeed(request) : Result.fail(new RequestTaken({ id }))
}
