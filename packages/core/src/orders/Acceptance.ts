/**
 * A quote is accepted once and makes one order, however many say yes, how often, or how fast.
 *
 * The quote's row is locked first; whoever comes second finds it ACCEPTED and gets the same order, also when that order
 * has been cancelled since.
 */
import { Context, DateTime, Effect, Layer, Option, Result } from "effect"
import type { Actor, CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { AgencyNotFound } from "../contacts/Agency.ts"
import { permitOfAgency } from "../contacts/ownAgency.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { queuedFor } from "../contacts/Communication.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import type { Mission } from "../missions/Mission.ts"
import { missionOf } from "../missions/MissionCommands.ts"
import type { Operator } from "../operators/Operator.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { Accepting, Acceptance as Proof, AgencyAccepting, Quote } from "../quotes/Quote.ts"
import * as Commands from "../quotes/QuoteCommands.ts"
import { type AgencyQuote, agencyQuoteOf } from "../quotes/AgencyQuote.ts"
import { quoteFor } from "../quotes/clientView.ts"
import { QuoteExpired, QuoteNotFound } from "../quotes/QuoteErrors.ts"
import { QuoteRepository } from "../quotes/QuoteRepository.ts"
import { type AgencyId, type LineId, MissionId, OrderId, type QuoteId } from "../shared/Ids.ts"
import { dateIn, type Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type IllegalTransition, isRepeat } from "../shared/Transition.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { quoteMachine } from "../quotes/QuoteStatus.ts"
import { orderFor } from "./clientView.ts"
import { noContribution } from "./Contribution.ts"
import { derive, type Order, type OrderLine, type UnnumberedOrder } from "./Order.ts"
import { OrderRepository } from "./OrderRepository.ts"

/** A quote that was accepted, and its order. */
export interface Accepted {
  readonly quote: Quote
  readonly order: Order
}

/** The same, as the agency sees it that accepted. */
export interface AcceptedByAgency {
  readonly quote: AgencyQuote
  readonly orderId: OrderId
}

export class Acceptance extends Context.Service<
  Acceptance,
  {
    /**
     * SENT → ACCEPTED with its order, missions and numbers, in one unit of work. Accepting again answers the same order.
     * Past its last day the quote moves to EXPIRED, and that is kept although the call fails with `QuoteExpired`.
     */
    readonly accept: (
      id: QuoteId,
      accepting: Accepting,
      ifVersion?: Version,
    ) => Effect.Effect<
      Accepted,
      | QuoteNotFound
      | QuoteExpired
      | IllegalTransition
      | StaleVersion
      | Forbidden
      | OperatorNotFound
      | StorageFailed,
      CurrentActor
    >
    /** As `accept`, of a quote the agency has booked. */
    readonly acceptOfAgency: (
      agencyId: AgencyId,
      id: QuoteId,
      accepting: AgencyAccepting,
      ifVersion?: Version,
    ) => Effect.Effect<
      AcceptedByAgency,
      | AgencyNotFound
      | QuoteNotFound
      | QuoteExpired
      | IllegalTransition
      | StaleVersion
      | Forbidden
      | OperatorNotFound
      | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/orders/Acceptance") {
  static readonly layer = Layer.effect(
    Acceptance,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const quotes = yield* QuoteRepository
      const orders = yield* OrderRepository
      const clients = yield* ClientRepository
      const communications = yield* CommunicationRepository
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord

      const accept = Effect.fn("Acceptance.accept")(function* (
        id: QuoteId,
        accepting: Accepting,
        ifVersion?: Version,
      ) {
        const actor = yield* permit("quote.accept", { quoteId: id })
        const { quote, order } = yield* accepted(actor, id, accepting, ifVersion)
        return { quote: quoteFor(actor, quote), order: orderFor(actor, order) }
      })

      const acceptOfAgency = Effect.fn("Acceptance.acceptOfAgency")(function* (
        agencyId: AgencyId,
        id: QuoteId,
        accepting: AgencyAccepting,
        ifVersion?: Version,
      ) {
        const actor = yield* permitOfAgency("agencyQuote.answer", agencyId)
        const given = { ...accepting, channel: "AGENCY" as const }
        const { quote, order } = yield* accepted(actor, id, given, ifVersion, agencyId)
        return { quote: agencyQuoteOf(quote, agencyId), orderId: order.id }
      })

      /** Accepts as `actor`, of the quotes an agency has booked when one is named. */
      const accepted = Effect.fnUntraced(function* (
        actor: Actor,
        id: QuoteId,
        accepting: Accepting,
        ifVersion: Version | undefined,
        agencyId?: AgencyId,
      ) {
        const { operatorId } = actor
        const outcome = yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const [quote, operator] = yield* Effect.all(
              [quotes.lock(operatorId, id), operators.get(operatorId)],
              { concurrency: 2 },
            )
            if (agencyId !== undefined && quote.bookedByAgencyId !== agencyId)
              return yield* new QuoteNotFound({ id })
            if (isRepeat(quoteMachine.table, quote.status, "accept")) {
              const order = yield* orders.findByQuote(operatorId, id)
              return Result.succeed({ quote, order: Option.getOrThrow(order) }) // written with the status
            }
            if (ifVersion !== undefined && ifVersion !== quote.version) {
              return yield* new StaleVersion({ id, expected: ifVersion, actual: quote.version })
            }
            const proof: Proof = {
              ...accepting,
              at,
              by: actor,
              channel: accepting.channel ?? (actor._tag === "QuoteLink" ? "LINK" : "OPERATOR"),
            }
            const decided = Commands.accept(quote, proof, dateIn(at, operator.timeZone))
            if (Result.isFailure(decided)) {
              if (!(decided.failure instanceof QuoteExpired)) return yield* decided.failure
              const expired = yield* Effect.fromResult(Commands.expire(quote, at))
              yield* quotes.save(operatorId, expired.state)
              yield* record(actor, at, expired.facts)
              return Result.fail(decided.failure)
            }
            const { state, facts } = decided.success
            const { order, missions, created } = yield* orderOf(state, operator, at)
            const won = yield* clients.becomeClient(operatorId, quote.clientId, at)
            yield* quotes.save(operatorId, state)
            const stage = won
              ? [fact("CLIENT", quote.clientId, "ClientWon", { from: "PROSPECT", to: "CLIENT" })]
              : []
            const queued = yield* record(
              actor,
              at,
              [...facts, ...created, ...stage],
              [{ _tag: "OrderConfirmed", orderId: order.id, quoteId: id }],
            )
            yield* communications.insert(operatorId, queuedFor(quote.clientId, queued, at))
            const year = Number(dateIn(at, operator.timeZone).slice(0, 4))
            const numbered = yield* orders.insert(operatorId, order, missions, {
              kind: "ORDER",
              prefix: operator.prefixes.order,
              year,
            })
            return Result.succeed({ quote: state, order: numbered })
          }),
        )
        return yield* Effect.fromResult(outcome)
      })

      /** The order of an accepted quote: its lines as they are, and one mission for each TRANSPORT line. */
      const orderOf = Effect.fnUntraced(function* (quote: Quote, operator: Operator, at: Instant) {
        const id = OrderId.make(yield* ids.next)
        const missions: Array<Mission> = []
        const missionOfLine = new Map<LineId, MissionId>()
        for (const line of quote.lines) {
          if (line.kind !== "TRANSPORT" || line.trip === undefined) continue
          const mission = missionOf({ id: line.id, trip: line.trip }, id, MissionId.make(yield* ids.next), at)
          missions.push(mission)
          missionOfLine.set(line.id, mission.id)
        }
        const lines = quote.lines.map((line): OrderLine => {
          const missionId = missionOfLine.get(line.forLineId ?? line.id)
          return { ...line, state: "ACTIVE", ...(missionId === undefined ? {} : { missionId }) }
        })
        const blank: UnnumberedOrder = {
          id,
          quoteId: quote.id,
          clientId: quote.clientId,
          status: "PENDING",
          priceBasis: quote.priceBasis,
          currency: quote.currency,
          lines,
          ...(quote.discounts === undefined ? {} : { discounts: quote.discounts }),
          totals: quote.totals,
          missions: { tripAt: at, total: 0, assigned: 0 },
          contribution: noContribution,
          invoiceStatus: "NONE",
          version: 1,
          createdAt: at,
          updatedAt: at,
        }
        const order = derive(blank, missions, operator)
        const created: ReadonlyArray<Fact> = [
          fact("ORDER", id, "OrderCreated", {
            to: order.status,
            data: { quoteId: quote.id, missions: missions.length },
          }),
          ...missions.map((mission) =>
            fact("MISSION", mission.id, "MissionCreated", { to: mission.status, data: { orderId: id } }),
          ),
        ]
        return { order, missions, created }
      })

      return Acceptance.of({ accept, acceptOfAgency })
    }),
  )
}
