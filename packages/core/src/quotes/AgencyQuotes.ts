/** Agencies ask for quotes, change and call off what they asked, and turn offers down; accepting is in `orders/Acceptance`. */
import { Context, DateTime, Effect, Layer, type Result } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Action, Forbidden, granteeOf, permit } from "../access/Permissions.ts"
import type { AgencyInactive, AgencyNotFound } from "../contacts/Agency.ts"
import { AgencyRepository } from "../contacts/AgencyRepository.ts"
import { type ClientArchived, ClientNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository, type ClientSort } from "../contacts/ClientRepository.ts"
import { makeActiveAgency, permitOfAgency } from "../contacts/ownAgency.ts"
import type { Operator } from "../operators/Operator.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Decision, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { PriceTripKinds } from "../pricing/tripTypes/PriceTripKinds.ts"
import { placedTrip } from "../pricing/placedTrip.ts"
import type { TripTimeError } from "../pricing/PricingErrors.ts"
import type { AskedTrip } from "../pricing/Trip.ts"
import { type AgencyId, type ClientId, QuoteId } from "../shared/Ids.ts"
import { dateIn, type Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { type AgencyQuote, agencyQuoteOf } from "./AgencyQuote.ts"
import * as Asked from "./AgencyQuoteCommands.ts"
import type { AgencyRequestEdit, NewAgencyRequest, NoRequest, RequestTaken } from "./AgencyRequest.ts"
import type { Quote, Reason } from "./Quote.ts"
import { clientActive } from "./QuoteCommands.ts"
import { QuoteNotFound } from "./QuoteErrors.ts"
import { type QuoteFilters, QuoteRepository, type QuoteSort } from "./QuoteRepository.ts"

type Asking<A, E = never> = Effect.Effect<A, E | AgencyNotFound | Forbidden | StorageFailed, CurrentActor>

/** `ifVersion` names the version the caller saw. */
type Change<E = never> = Asking<AgencyQuote, E | QuoteNotFound | IllegalTransition | StaleVersion>

/** A client an agency books for. */
export interface AgencyClient {
  readonly id: ClientId
  readonly name: string
}

export class AgencyQuotes extends Context.Service<
  AgencyQuotes,
  {
    /** A numbered DRAFT without lines, which waits for somebody of the staff to take it. */
    readonly request: (
      agencyId: AgencyId,
      input: NewAgencyRequest,
    ) => Asking<
      AgencyQuote,
      AgencyInactive | ClientNotFound | ClientArchived | TripTimeError | OperatorNotFound
    >
    /** An edit that changes nothing writes nothing. */
    readonly edit: (
      agencyId: AgencyId,
      id: QuoteId,
      changes: AgencyRequestEdit,
      ifVersion?: Version,
    ) => Change<RequestTaken | NoRequest | TripTimeError | OperatorNotFound>
    readonly cancel: (
      agencyId: AgencyId,
      id: QuoteId,
      reason: Reason,
      ifVersion?: Version,
    ) => Change<RequestTaken | NoRequest>
    readonly decline: (agencyId: AgencyId, id: QuoteId, reason: Reason, ifVersion?: Version) => Change
    readonly get: (agencyId: AgencyId, id: QuoteId) => Asking<AgencyQuote, QuoteNotFound>
    /** What the agency has booked. */
    readonly list: (
      agencyId: AgencyId,
      filters: Pick<QuoteFilters, "status">,
      page: PageRequest<QuoteSort>,
    ) => Asking<Page<AgencyQuote>, CursorMismatch>
    /** The clients the agency may ask for: those linked to it and not archived. */
    readonly clients: (
      agencyId: AgencyId,
      page: PageRequest<Extract<ClientSort, "name" | "-name">>,
    ) => Asking<Page<AgencyClient>, CursorMismatch>
    /** A member of the staff takes a request: the agency can no longer change it. */
    readonly take: (
      id: QuoteId,
      ifVersion?: Version,
    ) => Effect.Effect<
      Quote,
      NoRequest | QuoteNotFound | IllegalTransition | StaleVersion | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/quotes/AgencyQuotes") {
  static readonly layer = Layer.effect(
    AgencyQuotes,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const quotes = yield* QuoteRepository
      const agencies = yield* AgencyRepository
      const clients = yield* ClientRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      const activeAgency = yield* makeActiveAgency
      const kinds = yield* PriceTripKinds

      /** Locks a quote the agency booked, lets `decide` change it, and saves it; nothing when nothing changed. */
      const change = Effect.fnUntraced(function* <E>(
        action: Action,
        agencyId: AgencyId,
        id: QuoteId,
        ifVersion: Version | undefined,
        decide: (quote: Quote, at: Instant) => Result.Result<Decision<Quote>, E>,
      ) {
        const actor = yield* permitOfAgency(action, agencyId)
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            yield* agencies.get(operatorId, agencyId)
            const quote = yield* quotes.lock(operatorId, id)
            if (quote.bookedByAgencyId !== agencyId) return yield* new QuoteNotFound({ id })
            if (ifVersion !== undefined && ifVersion !== quote.version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: quote.version })
            const { state, facts, messages } = yield* Effect.fromResult(decide(quote, at))
            if (facts.length > 0) {
              yield* quotes.save(operatorId, state)
              yield* record(actor, at, facts, messages)
            }
            return agencyQuoteOf(state, agencyId)
          }),
        )
      })

      const request = Effect.fn("AgencyQuotes.request")(function* (
        agencyId: AgencyId,
        input: NewAgencyRequest,
      ) {
        const action = "agencyQuote.request"
        const actor = yield* permitOfAgency(action, agencyId)
        if (actor._tag !== "AgencyUser") return yield* new Forbidden({ action, role: granteeOf(actor) })
        const { operatorId } = actor
        const at = yield* DateTime.now
        const operator = yield* operators.get(operatorId)
        yield* activeAgency(operatorId, agencyId)
        const client = yield* clients.get(operatorId, input.clientId)
        // Another agency's client, or nobody's, is not there for this one.
        if (client.agencyId !== agencyId) return yield* new ClientNotFound({ id: client.id })
        const archived = clientActive(client)
        if (archived !== undefined) return yield* archived
        const id = QuoteId.make(yield* ids.next)
        const trips = yield* inTime(input.trips, operator)
        const { state, facts } = Asked.request(
          { ...input, trips },
          actor,
          id,
          [],
          operator.currency,
          at,
          kinds,
        )
        const year = Number(dateIn(at, operator.timeZone).slice(0, 4))
        const quote = yield* atomically(
          operatorId,
          Effect.andThen(
            record(actor, at, facts),
            quotes.insert(operatorId, state, { kind: "QUOTE", prefix: operator.prefixes.quote, year }),
          ),
        )
        return agencyQuoteOf(quote, agencyId)
      })

      return AgencyQuotes.of({
        request,
        edit: Effect.fn("AgencyQuotes.edit")(function* (
          agencyId,
          id,
          { trips: asked, ...changes },
          ifVersion,
        ) {
          const { operatorId } = yield* permitOfAgency("agencyQuote.edit", agencyId)
          const trips =
            asked === undefined ? undefined : yield* inTime(asked, yield* operators.get(operatorId))
          const placed = { ...changes, ...(trips === undefined ? {} : { trips }) }
          return yield* change("agencyQuote.edit", agencyId, id, ifVersion, (quote, at) =>
            Asked.edit(quote, placed, at, kinds),
          )
        }),
        cancel: Effect.fn("AgencyQuotes.cancel")((agencyId, id, { reason }, ifVersion) =>
          change("agencyQuote.edit", agencyId, id, ifVersion, (quote, at) => Asked.cancel(quote, reason, at)),
        ),
        decline: Effect.fn("AgencyQuotes.decline")((agencyId, id, { reason }, ifVersion) =>
          change("agencyQuote.answer", agencyId, id, ifVersion, (quote, at) =>
            Asked.decline(quote, reason, at),
          ),
        ),
        get: Effect.fn("AgencyQuotes.get")(function* (agencyId, id) {
          const { operatorId } = yield* permitOfAgency("agencyQuote.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          const quote = yield* quotes.get(operatorId, id)
          if (quote.bookedByAgencyId !== agencyId) return yield* new QuoteNotFound({ id })
          return agencyQuoteOf(quote, agencyId)
        }),
        list: Effect.fn("AgencyQuotes.list")(function* (agencyId, filters, page) {
          const { operatorId } = yield* permitOfAgency("agencyQuote.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          const booked = yield* quotes.list(operatorId, { ...filters, bookedByAgencyId: agencyId }, page)
          return { ...booked, items: booked.items.map((quote) => agencyQuoteOf(quote, agencyId)) }
        }),
        clients: Effect.fn("AgencyQuotes.clients")(function* (agencyId, page) {
          const { operatorId } = yield* permitOfAgency("agencyQuote.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          const linked = yield* clients.list(operatorId, { agencyId, status: "ACTIVE" }, page)
          return { ...linked, items: linked.items.map(({ id, name }) => ({ id, name })) }
        }),
        take: Effect.fn("AgencyQuotes.take")(function* (id, ifVersion) {
          const actor = yield* permit("quote.take", { quoteId: id })
          if (actor._tag !== "OperatorUser")
            return yield* new Forbidden({ action: "quote.take", role: granteeOf(actor) })
          return yield* atomically(
            actor.operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const quote = yield* quotes.lock(actor.operatorId, id)
              if (ifVersion !== undefined && ifVersion !== quote.version)
                return yield* new StaleVersion({ id, expected: ifVersion, actual: quote.version })
              const { state, facts } = yield* Effect.fromResult(Asked.take(quote, actor.id, at))
              if (facts.length === 0) return quote
              yield* quotes.save(actor.operatorId, state)
              yield* record(actor, at, facts)
              return state
            }),
          )
        }),
      })
    }),
  )
}

/** The trips placed on the operator's clock. */
const inTime = (trips: ReadonlyArray<AskedTrip>, { timeZone }: Operator) =>
  Effect.forEach(trips, (trip) => Effect.fromResult(placedTrip(trip, timeZone)))
