/** Prices of quotes: tried without storing anything, computed again, and carried over into copies. */
import { Context, DateTime, Effect, Layer, Option } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { AgencyInactive, AgencyNotFound } from "../contacts/Agency.ts"
import { makeActiveAgency } from "../contacts/ownAgency.ts"
import type { ClientArchived, ClientNotFound, ContactNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { PriceTripKinds } from "../pricing/tripTypes/PriceTripKinds.ts"
import type { TripKinds } from "../pricing/tripTypes/TripKind.ts"
import { placedTrip } from "../pricing/placedTrip.ts"
import { type PriceLine, violationsOf } from "../pricing/PriceLine.ts"
import type { PricingError, PricingWarning, TripTimeError } from "../pricing/PricingErrors.ts"
import type { Totals } from "../pricing/totals/vatByRate.ts"
import { LineId, QuoteId } from "../shared/Ids.ts"
import { dateIn } from "../shared/Instant.ts"
import type { Currency } from "../shared/Money.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import type { Duplicating, PreviewRequest, Quote, Repricing, TripChange } from "./Quote.ts"
import { makeQuoteChange } from "./quoteChange.ts"
import { makeQuoteParty } from "./quoteParty.ts"
import * as Commands from "./QuoteCommands.ts"
import {
  LineInvalid,
  type LineNotAttachable,
  type LineNotFound,
  type LineUnclear,
  type QuoteNotFound,
  QuoteReplacedAlready,
  type TooManyDiscounts,
  type TooManyLines,
} from "./QuoteErrors.ts"
import { computedWith, costOf, makeQuotePricing, pricedBy, type Pricer, replaced } from "./QuotePricing.ts"
import { QuoteRepository } from "./QuoteRepository.ts"
import {
  computedLines,
  computedOf,
  inPlaceOf,
  isOverridden,
  estimatesOf,
  keptByHand,
  keptNames,
  noLongerPriced,
  priceChanges,
  transportOf,
  withTrip,
} from "./repricing.ts"
import { quoteMachine } from "./QuoteStatus.ts"

/** What a quote would come to. */
export interface Preview {
  readonly currency: Currency
  readonly priceBasis: Quote["priceBasis"]
  readonly lines: ReadonlyArray<PriceLine>
  readonly totals: Totals
  readonly warnings: ReadonlyArray<PricingWarning>
  readonly priceBookVersion?: number | undefined
}

type ChangeError =
  | QuoteNotFound
  | ClientNotFound
  | LineInvalid
  | LineNotFound
  | LineUnclear
  | LineNotAttachable
  | TooManyLines
  | PricingError
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed
type Change<E = never> = Effect.Effect<Quote, E | ChangeError, CurrentActor>

export class QuotePrices extends Context.Service<
  QuotePrices,
  {
    /** What can be quoted. */
    readonly tripTypes: TripKinds
    /** Prices what a quote would hold, for one client, one active agency or anybody, and stores nothing. */
    readonly preview: (
      input: PreviewRequest,
    ) => Effect.Effect<
      Preview,
      | AgencyInactive
      | AgencyNotFound
      | ClientNotFound
      | LineNotAttachable
      | TooManyDiscounts
      | TooManyLines
      | TripTimeError
      | PricingError
      | OperatorNotFound
      | Forbidden
      | StorageFailed,
      CurrentActor
    >
    /**
     * Gives a transport line of a DRAFT another trip type, mode or trip. Its computed lines are replaced by those of the
     * new type; fees and discounts written by hand stay. What is missing is reported at once, and nothing changes.
     */
    readonly setTrip: (id: QuoteId, change: TripChange, ifVersion?: Version) => Change<TripTimeError>
    /**
     * Prices computed lines of a DRAFT again by the book in force. A price set by hand stays, and the computed one beside it
     * is renewed. Each net that changed is the warning `PriceChanged`.
     */
    readonly price: (id: QuoteId, repricing: Repricing, ifVersion?: Version) => Change
    /**
     * A copy as a new DRAFT, at the prices of the original; where the book in force would give another, the copy says so
     * with the warning `PriceChanged`. With `replace` its sending declines the original.
     */
    readonly duplicate: (
      id: QuoteId,
      duplicating: Duplicating,
    ) => Effect.Effect<
      Quote,
      | QuoteNotFound
      | ClientNotFound
      | ClientArchived
      | ContactNotFound
      | IllegalTransition
      | QuoteReplacedAlready
      | OperatorNotFound
      | Forbidden
      | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/quotes/QuotePrices") {
  static readonly layer = Layer.effect(
    QuotePrices,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* QuoteRepository
      const clients = yield* ClientRepository
      const activeAgency = yield* makeActiveAgency
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      const tripTypes = yield* PriceTripKinds
      const { changeAfter } = yield* makeQuoteChange
      const { heldFor } = yield* makeQuoteParty
      const { drafted, linesOf, partyOf, pricerOf } = yield* makeQuotePricing

      /** Each transport line the book prices, priced again as it was asked for. */
      const again = Effect.fnUntraced(function* (
        quote: Quote,
        lines: ReadonlyArray<PriceLine>,
        pricer: Pricer,
      ) {
        return yield* Effect.forEach(lines, (line) => {
          const { tripType, pricingMode, ...trip } = line.trip! // a transport line has one
          const before = [line, ...computedWith(quote.lines, line)]
          return Effect.map(
            linesOf(
              quote,
              { kind: "TRANSPORT", tripType, pricingMode, trip, ...costOf(line, quote) },
              pricer,
              before,
            ),
            (found) => ({
              ...found,
              lines: keptByHand(line, keptNames(before, found.lines)),
              warnings: [...estimatesOf(quote, line), ...found.warnings],
            }),
          )
        })
      })

      const setTrip = (id: QuoteId, { trip: askedTrip, ...asked }: TripChange, ifVersion?: Version) =>
        changeAfter(
          "quote.edit",
          id,
          ifVersion,
          (quote, at, operatorId) =>
            Effect.gen(function* () {
              yield* Effect.fromResult(step(quoteMachine, quote.id, quote.status, "setTripType"))
              const line = yield* Effect.fromResult(transportOf(quote, asked.lineId))
              const pricer = yield* pricerOf(quote, at, operatorId)
              const computed = [line, ...computedWith(quote.lines, line)]
              const defaults = asked.fallback === undefined ? quote : { ...quote, fallback: asked.fallback }
              const { timeZone } = pricer.operator
              const trip = yield* Effect.fromResult(
                placedTrip(askedTrip ?? {}, timeZone, line.trip?.pickupAt),
              )
              const next = yield* Effect.fromResult(withTrip(quote, line, { ...asked, trip }, tripTypes))
              const problems = violationsOf(next)
              if (problems.length > 0) return yield* new LineInvalid({ id: line.id, problems })
              const found = yield* linesOf(defaults, next, pricer, computed)
              const isByHand = found.bookVersion === undefined
              // Nothing is computed by hand: a fee a person has priced is theirs, then.
              const gone = isByHand ? computed.filter((one) => one === line || !isOverridden(one)) : computed
              return { gone, found, line }
            }),
          (quote, { found, gone, line }, at) =>
            Effect.fromResult(
              Commands.changeLines(
                quote,
                {
                  action: "setTripType",
                  fact: "QuoteTripSet",
                  lineId: line.id,
                  lines: inPlaceOf(quote.lines, gone, found.lines),
                  priced: {
                    ...pricedBy([found], quote),
                    ...(asked.fallback === undefined ? {} : { fallback: asked.fallback }),
                  },
                },
                at,
              ),
            ),
        )

      const price = (id: QuoteId, repricing: Repricing, ifVersion?: Version) =>
        changeAfter(
          "quote.edit",
          id,
          ifVersion,
          (quote, at, operatorId) =>
            Effect.gen(function* () {
              yield* Effect.fromResult(step(quoteMachine, quote.id, quote.status, "price"))
              const pricer = yield* pricerOf(quote, at, operatorId)
              const { fallback = quote.fallback } = repricing
              const lines = yield* Effect.fromResult(computedLines(quote, repricing.lineId))
              return yield* again(
                { ...quote, ...(fallback === undefined ? {} : { fallback }) },
                lines,
                pricer,
              )
            }),
          (quote, found, at) => {
            const lines = found.reduce(replaced, quote.lines)
            const { priceBookVersion, warnings = [] } = pricedBy(found, quote)
            const others = warnings.filter(({ code }) => code !== "PriceChanged")
            return Effect.fromResult(
              Commands.changeLines(
                quote,
                {
                  action: "price",
                  fact: "QuotePriced",
                  lineId: repricing.lineId,
                  lines,
                  priced: {
                    ...(priceBookVersion === undefined ? {} : { priceBookVersion }),
                    ...(repricing.fallback === undefined ? {} : { fallback: repricing.fallback }),
                    warnings: [...others, ...priceChanges(quote, lines)],
                  },
                },
                at,
              ),
            )
          },
        )

      const duplicate = Effect.fn("QuotePrices.duplicate")(function* (id: QuoteId, { replace }: Duplicating) {
        const actor = yield* permit("quote.create")
        const { operatorId } = actor
        const at = yield* DateTime.now
        const quote = yield* repository.get(operatorId, id)
        const client = yield* clients.get(operatorId, quote.clientId)
        const archived = Commands.clientActive(client)
        if (archived !== undefined) return yield* archived
        const pricer = yield* pricerOf(quote, at, operatorId)
        const copied = new Map<LineId, LineId>()
        for (const line of quote.lines) copied.set(line.id, LineId.make(yield* ids.next))
        const idFor = (line: LineId) => copied.get(line) ?? line
        const checked = yield* Effect.forEach(computedOf(quote), (line) =>
          Effect.match(again(quote, [line], pricer), {
            onSuccess: (found) => [
              ...found.flatMap(({ warnings }) => warnings.map((each) => ({ ...each, lineId: line.id }))),
              ...priceChanges(quote, found.reduce(replaced, quote.lines)),
            ],
            onFailure: (error) =>
              error._tag === "StorageFailed" ? error : [noLongerPriced(line.id, error._tag)],
          }),
        )
        const warnings: Array<PricingWarning> = []
        for (const found of checked) {
          if ("_tag" in found) return yield* found
          warnings.push(...found.map((warning) => ({ ...warning, lineId: idFor(warning.lineId as LineId) }))) // of a line of the quote
        }
        const copy = yield* Effect.fromResult(
          Commands.duplicate(quote, {
            id: QuoteId.make(yield* ids.next),
            idFor,
            replace: replace === true,
            warnings,
            at,
          }),
        )
        const { operator } = pricer
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            if (replace === true) {
              yield* repository.lock(operatorId, id)
              const open = yield* repository.findReplacement(operatorId, id)
              if (Option.isSome(open)) return yield* new QuoteReplacedAlready({ id, by: open.value })
            }
            const whose = yield* heldFor(operatorId, copy.clientId, copy.contacts)
            yield* record(actor, at, [
              fact("QUOTE", copy.id, "QuoteCreated", {
                to: "DRAFT",
                data: { clientId: whose.clientId, lines: copy.lines.length, duplicatedFrom: id },
              }),
              fact("QUOTE", id, "QuoteDuplicated", { data: { quoteId: copy.id, replace: replace === true } }),
            ])
            return yield* repository.insert(
              operatorId,
              { ...copy, ...whose },
              {
                kind: "QUOTE",
                prefix: operator.prefixes.quote,
                year: Number(dateIn(at, operator.timeZone).slice(0, 4)),
              },
            )
          }),
        )
      })

      return QuotePrices.of({
        tripTypes,
        preview: Effect.fn("QuotePrices.preview")(function* (input) {
          const { operatorId } = yield* permit("price.preview")
          const at = yield* DateTime.now
          const operator = yield* operators.get(operatorId)
          const client =
            input.clientId === undefined ? undefined : yield* clients.get(operatorId, input.clientId)
          if (input.bookedByAgencyId !== undefined) yield* activeAgency(operatorId, input.bookedByAgencyId)
          const party = yield* partyOf(operatorId, client, input.bookedByAgencyId)
          const quote = yield* drafted(input, {}, { operator, party, at })
          const { currency, lines, priceBasis, totals } = quote
          return {
            currency,
            priceBasis,
            lines,
            totals,
            warnings: quote.warnings ?? [],
            priceBookVersion: quote.priceBookVersion,
          }
        }),
        setTrip: Effect.fn("QuotePrices.setTrip")(setTrip),
        price: Effect.fn("QuotePrices.price")(price),
        duplicate,
      })
    }),
  )
}
