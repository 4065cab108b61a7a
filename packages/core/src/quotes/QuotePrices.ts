/** Prices of quotes: tried without storing anything, computed again, and carried over into copies. */
import { Context, DateTime, Effect, Layer, Option, Result } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import type { ClientArchived, ClientNotFound, ContactNotFound } from "../contacts/ClientErrors.ts"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { NewLine, PriceLine } from "../pricing/PriceLine.ts"
import { ModeNotAllowed, type PricingError, type PricingWarning } from "../pricing/PricingErrors.ts"
import type { Totals } from "../pricing/totals/vatByRate.ts"
import { tripKinds } from "../pricing/tripTypes/index.ts"
import { LineId, type OperatorId, QuoteId } from "../shared/Ids.ts"
import { dateIn, type Instant } from "../shared/Instant.ts"
import { type Currency, format } from "../shared/Money.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import type { Duplicating, PreviewRequest, Quote, Repricing, TripChange } from "./Quote.ts"
import { makeQuoteChange } from "./quoteChange.ts"
import { makeQuoteParty } from "./quoteParty.ts"
import * as Commands from "./QuoteCommands.ts"
import {
  type LineNotAttachable,
  LineNotFound,
  LineUnclear,
  type QuoteNotFound,
  QuoteReplacedAlready,
  type TooManyDiscounts,
  type TooManyLines,
} from "./QuoteErrors.ts"
import {
  computedWith,
  type LinesFound,
  makeQuotePricing,
  pricedBy,
  type Pricer,
  replaced,
} from "./QuotePricing.ts"
import { QuoteRepository } from "./QuoteRepository.ts"
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
type Change = Effect.Effect<Quote, ChangeError, CurrentActor>

export class QuotePrices extends Context.Service<
  QuotePrices,
  {
    /** Prices what a quote would hold, for one client, one agency or anybody, and stores nothing. */
    readonly preview: (
      input: PreviewRequest,
    ) => Effect.Effect<
      Preview,
      | ClientNotFound
      | LineNotAttachable
      | TooManyDiscounts
      | TooManyLines
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
    readonly setTrip: (id: QuoteId, change: TripChange, ifVersion?: Version) => Change
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
      const operators = yield* OperatorRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord
      const { changeAfter } = yield* makeQuoteChange
      const { heldFor } = yield* makeQuoteParty
      const { drafted, linesOf, partyOf } = yield* makeQuotePricing

      const pricerOf = Effect.fnUntraced(function* (quote: Quote, at: Instant, operatorId: OperatorId) {
        const operator = yield* operators.get(operatorId)
        const client = yield* clients.get(operatorId, quote.clientId)
        const party = yield* partyOf(operatorId, client, quote.bookedByAgencyId)
        return { operator, party, at }
      })

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
            linesOf(quote, { kind: "TRANSPORT", tripType, pricingMode, trip }, pricer, before),
            (found) => ({ ...found, lines: keptByHand(line, found.lines) }),
          )
        })
      })

      const setTrip = (id: QuoteId, asked: TripChange, ifVersion?: Version) =>
        changeAfter(
          "quote.edit",
          id,
          ifVersion,
          (quote, at, operatorId) =>
            Effect.gen(function* () {
              yield* Effect.fromResult(step(quoteMachine, quote.id, quote.status, "setTripType"))
              const line = yield* Effect.fromResult(transportOf(quote, asked.lineId))
              const pricer = yield* pricerOf(quote, at, operatorId)
              const before = [line, ...computedWith(quote.lines, line)]
              const defaults = asked.fallback === undefined ? quote : { ...quote, fallback: asked.fallback }
              const next = yield* Effect.fromResult(withTrip(quote, line, asked))
              const found = yield* linesOf(defaults, next, pricer, before)
              return { gone: before, found, line }
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
            onSuccess: (found) => priceChanges(quote, found.reduce(replaced, quote.lines)),
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
        preview: Effect.fn("QuotePrices.preview")(function* (input) {
          const { operatorId } = yield* permit("price.preview")
          const at = yield* DateTime.now
          const operator = yield* operators.get(operatorId)
          const client =
            input.clientId === undefined ? undefined : yield* clients.get(operatorId, input.clientId)
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

const isComputed = ({ source, computed, trip }: PriceLine): boolean =>
  trip !== undefined && trip.pricingMode !== "MANUAL" && (source !== "MANUAL" || computed !== undefined)

const computedOf = ({ lines }: Quote): ReadonlyArray<PriceLine> => lines.filter(isComputed)

function transportOf(
  { id: quoteId, lines }: Quote,
  lineId: LineId | undefined,
): Result.Result<PriceLine, LineNotFound | LineUnclear> {
  const transports = lines.filter(({ kind }) => kind === "TRANSPORT")
  const line = lineId === undefined ? transports[0] : transports.find(({ id }) => id === lineId)
  if (line === undefined) return Result.fail(new LineNotFound({ quoteId, id: lineId ?? none }))
  return lineId === undefined && transports.length > 1
    ? Result.fail(new LineUnclear({ quoteId, lineIds: transports.map(({ id }) => id) }))
    : Result.succeed(line)
}

/** Named by nobody: there is no transport line at all. */
const none = LineId.make("00000000-0000-0000-0000-000000000000")

function computedLines(
  quote: Quote,
  lineId: LineId | undefined,
): Result.Result<ReadonlyArray<PriceLine>, LineNotFound> {
  if (lineId === undefined) return Result.succeed(computedOf(quote))
  const line = computedOf(quote).find(({ id }) => id === lineId)
  return line === undefined
    ? Result.fail(new LineNotFound({ quoteId: quote.id, id: lineId }))
    : Result.succeed([line])
}

/** The line as it is asked for with another trip; under MANUAL it keeps its price unless another is given. */
function withTrip(quote: Quote, line: PriceLine, asked: TripChange): Result.Result<NewLine, ModeNotAllowed> {
  const { tripType: _, pricingMode: before, ...old } = line.trip! // a transport line has one
  const { modes } = tripKinds[asked.tripType]
  const fitting = [asked.pricingMode, before, quote.pricingMode].find(
    (mode) => mode !== undefined && modes.includes(mode),
  )
  const pricingMode = asked.pricingMode ?? fitting ?? modes[0]
  if (!modes.includes(pricingMode))
    return Result.fail(new ModeNotAllowed({ tripType: asked.tripType, pricingMode, allowed: modes }))
  const trip = { ...old, ...asked.trip }
  const next = { kind: "TRANSPORT" as const, tripType: asked.tripType, pricingMode, trip }
  if (pricingMode !== "MANUAL") return Result.succeed(next)
  const { rate, category, reason } = line.vat
  return Result.succeed({
    ...next,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: asked.unitPrice ?? line.unitPrice,
    ...(asked.vatRate === undefined ? { vat: { rate, category, reason } } : { vatRate: asked.vatRate }),
  })
}

function inPlaceOf(
  lines: ReadonlyArray<PriceLine>,
  gone: ReadonlyArray<PriceLine>,
  found: LinesFound["lines"],
): ReadonlyArray<PriceLine> {
  return lines.flatMap((line) => (line === gone[0] ? found : gone.includes(line) ? [] : [line]))
}

/** A price set by hand stays over the one computed again. */
function keptByHand(before: PriceLine, [line, ...attached]: LinesFound["lines"]): LinesFound["lines"] {
  if (before.computed === undefined) {
    return [{ ...line, ...(before.cost === undefined ? {} : { cost: before.cost }) }, ...attached]
  }
  const { explanation, net, source, unitPrice } = line
  const computed = { unitPrice, net, source, ...(explanation === undefined ? {} : { explanation }) }
  return [{ ...before, computed }, ...attached]
}

/** Transport lines and those computed with them whose price is another now. */
function priceChanges(before: Quote, lines: ReadonlyArray<PriceLine>): ReadonlyArray<PricingWarning> {
  return lines.flatMap((line) => {
    const old = before.lines.find(({ id }) => id === line.id)
    const [was, is] = [old?.computed?.net ?? old?.net, line.computed?.net ?? line.net]
    if (was === is) return []
    const said = was === undefined ? "new" : format(was, before.currency)
    return [
      {
        code: "PriceChanged",
        detail: `${line.description}: ${said} → ${format(is, before.currency)}`,
        lineId: line.id,
        price: format(is, before.currency),
      },
    ]
  })
}

const noLongerPriced = (lineId: LineId, why: string): PricingWarning => ({
  code: "NoLongerPriced",
  detail: `the price book in force has no price for this line (${why}); it keeps the one it had`,
  lineId,
})
