/** How a quote changes: under its lock, with state, facts and messages saved together. */
import { DateTime, Effect } from "effect"
import { type Action, permit } from "../access/Permissions.ts"
import { queuedFor } from "../contacts/Communication.ts"
import { CommunicationRepository } from "../contacts/CommunicationRepository.ts"
import { type Decision, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { OperatorId, QuoteId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Quote } from "./Quote.ts"
import { QuoteRepository } from "./QuoteRepository.ts"

/** How often a change that was worked out on a version overtaken meanwhile is worked out again. */
const attempts = 3

export const makeQuoteChange = Effect.gen(function* () {
  const { atomically } = yield* UnitOfWork
  const repository = yield* QuoteRepository
  const communications = yield* CommunicationRepository
  const record = yield* makeRecord

  /** Locks the quote, lets `decide` change it and saves what it says. `ifVersion` names the version the caller saw. */
  const change = Effect.fnUntraced(function* <E>(
    action: Action,
    id: QuoteId,
    ifVersion: Version | undefined,
    decide: (quote: Quote, at: Instant, operatorId: OperatorId) => Effect.Effect<Decision<Quote>, E>,
  ) {
    const actor = yield* permit(action, { quoteId: id })
    return yield* atomically(
      actor.operatorId,
      Effect.gen(function* () {
        const at = yield* DateTime.now
        const quote = yield* repository.lock(actor.operatorId, id)
        if (ifVersion !== undefined && ifVersion !== quote.version) {
          return yield* new StaleVersion({ id, expected: ifVersion, actual: quote.version })
        }
        const { state, facts, messages } = yield* decide(quote, at, actor.operatorId)
        yield* repository.save(actor.operatorId, state)
        const queued = yield* record(actor, at, facts, messages)
        if (queued.length > 0)
          yield* communications.insert(actor.operatorId, queuedFor(state.clientId, queued, at))
        return state
      }),
    )
  })

  /**
   * As `change`, where deciding takes what `work` finds out: prices and distances. It is found out before the lock, since
   * others may be asked over a network, and again when the quote was changed meanwhile.
   */
  const changeAfter = <X, E, E2>(
    action: Action,
    id: QuoteId,
    ifVersion: Version | undefined,
    work: (quote: Quote, at: Instant, operatorId: OperatorId) => Effect.Effect<X, E>,
    decide: (quote: Quote, found: X, at: Instant) => Effect.Effect<Decision<Quote>, E2>,
  ) =>
    Effect.gen(function* () {
      const { operatorId } = yield* permit(action, { quoteId: id })
      const at = yield* DateTime.now
      const seen = yield* repository.get(operatorId, id)
      if (ifVersion !== undefined && ifVersion !== seen.version)
        return yield* new StaleVersion({ id, expected: ifVersion, actual: seen.version })
      const found = yield* work(seen, at, operatorId)
      return yield* change(action, id, seen.version, (quote, at) => decide(quote, found, at))
    }).pipe(
      Effect.retry({
        times: attempts - 1,
        while: (error) => ifVersion === undefined && error instanceof StaleVersion,
      }),
    )

  return { change, changeAfter }
})
