/**
 * TRANSFER: from one place to another. By the grid at the price that was agreed, whatever the hour; by the tariff for its
 * distance and time.
 */
import { Result } from "effect"
import * as Exact from "../../shared/Exact.ts"
import { Quantity } from "../../shared/Quantity.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import { VatRate } from "../../shared/VatRate.ts"
import type { CompiledBook } from "../compileBook.ts"
import type { ComputedLine, PricedTrip } from "../ComputedLine.ts"
import { both, type Inputs, type Rejected, type Trace } from "../Explanation.ts"
import type { GridAnswer, GridMatch } from "../grid/compileGrid.ts"
import { lazyTrace } from "../lazyTrace.ts"
import { levelsOf } from "../Levels.ts"
import { NotPriced, type PricingWarning, RouteNotInGrid, TripIncomplete } from "../PricingErrors.ts"
import type { Situation } from "../Situation.ts"
import { priceByTariff } from "../tariff/priceByTariff.ts"
import type { Located } from "../zones/compileZones.ts"
import { rejectedZones } from "../zones/rejectedZones.ts"
import { zoneFactor } from "../zones/zoneFactor.ts"
import type { TripKind } from "./TripKind.ts"

export const Transfer: TripKind<CompiledBook> = {
  tripType: "TRANSFER",
  label: "Transfer",
  situation: "From one place to another at a given time: an airport, a station, a hotel.",
  modes: ["FIXED_GRID", "DYNAMIC", "MANUAL"],
  needs: ["pickup", "dropOff", "passengers", "vehicleCategory"],
  estimated: true,
  vat: { rate: VatRate.make(1000), category: "S", reason: "passenger transport" },
  price: (situation, book) => {
    const { context, zones } = situation
    const agreed = inGrid(situation, book)
    if (context.mode === "FIXED_GRID") {
      if (agreed.match !== undefined) return byGrid(situation, book, agreed, agreed.match)
      if ((context.fallback ?? book.settings.fallback) === "NONE")
        return Result.fail(
          new RouteNotInGrid({
            from: zones.pickup?.zone.name ?? null,
            to: zones.dropOff?.zone.name ?? null,
            vehicleCategory: situation.trip.vehicleCategory ?? "",
          }),
        )
    }
    return byTariff(situation, book, agreed)
  },
}

const nowhere: Located = { zone: undefined, others: [] }

/** The agreed price of the trip; a trip without both ends or a category has none. */
function inGrid({ context, located, pickup, trip }: Situation, { grid }: CompiledBook): GridAnswer {
  if (trip.pickup === undefined || trip.dropOff === undefined || trip.vehicleCategory === undefined)
    return { match: undefined, rejected: [] }
  return grid.find({
    from: { place: trip.pickup, located: located?.pickup ?? nowhere },
    to: { place: trip.dropOff, located: located?.dropOff ?? nowhere },
    day: pickup.date,
    vehicleCategory: trip.vehicleCategory,
    levels: levelsOf(context),
  })
}

/** An agreed price takes no time rule, no season and no automatic fee unless its row says so. */
function byGrid(situation: Situation, book: CompiledBook, agreed: GridAnswer, match: GridMatch): PricedTrip {
  const { kind, level, price, row } = match
  const surcharged = row.surchargeable === true ? book.surcharges(price, situation) : undefined
  if (surcharged !== undefined && surcharged.missing.length > 0)
    return incomplete(situation, surcharged.missing)
  const amount =
    surcharged === undefined ? price : Exact.add(Exact.multiply(price, surcharged.factor), surcharged.added)
  const trace = lazyTrace(() => {
    const part = { kind, id: row.id, label: row.name, inputs: rowInputs(situation, match), amount: price }
    return {
      parts: surcharged === undefined ? [part] : [part, ...surcharged.parts],
      rejected: both(agreed.rejected, otherZones(situation, book)),
    }
  })
  const line = transport(situation, amount, level.source, trace)
  return Result.succeed({ lines: [line], warnings: [], automaticFees: row.automaticFees === true })
}

/** Written key by key: this is made for every price that is explained. */
function rowInputs({ zones }: Situation, { level, reversed, row }: GridMatch): Inputs {
  const inputs: Record<string, string | boolean> = { level: level.source }
  if (zones.pickup !== undefined) inputs["from"] = zones.pickup.zone.name
  if (zones.dropOff !== undefined) inputs["to"] = zones.dropOff.zone.name
  inputs["vehicleCategory"] = row.vehicleCategory ?? "any"
  if (reversed) inputs["reversed"] = true
  return inputs
}

function byTariff(situation: Situation, book: CompiledBook, agreed: GridAnswer): PricedTrip {
  const { context, pickup, trip, zones } = situation
  const priced = priceByTariff(
    book.tariffs,
    situation,
    levelsOf(context),
    zoneFactor(zones.pickup, zones.dropOff, book.settings.zoneFactors),
  )
  if (Result.isFailure(priced)) {
    return priced.failure.reason === "MISSING"
      ? incomplete(situation, priced.failure.fields)
      : Result.fail(
          new NotPriced({
            tripType: trip.tripType,
            pricingMode: context.mode,
            vehicleCategory: trip.vehicleCategory ?? "",
            on: pickup.date,
          }),
        )
  }
  const { amount, trace } = priced.success
  const explained = lazyTrace(() => ({
    parts: trace.parts,
    rejected: both(both(trace.rejected, agreed.rejected), otherZones(situation, book)),
  }))
  const line = transport(situation, amount, "TARIFF", explained)
  return Result.succeed({ lines: [line], warnings: contractPrice(agreed.match, context.currency) })
}

/** Under DYNAMIC an agreed price is not applied; that there is one is worth saying. */
function contractPrice(match: GridMatch | undefined, currency: string): ReadonlyArray<PricingWarning> {
  if (match === undefined) return []
  const { id, name, unitPrice } = match.row
  const price = UnitPrice.format(unitPrice, currency)
  return [
    { code: "ContractPriceExists", detail: `${name} is agreed at ${price} and was not applied`, id, price },
  ]
}

function transport(
  { context, trip }: Situation,
  amount: Exact.Exact,
  source: ComputedLine["source"],
  trace: Trace,
): ComputedLine {
  const net = Exact.toMoney(amount, context.currency)
  const { pickup, dropOff, vehicleCategory } = trip
  return {
    kind: "TRANSPORT",
    description: `Transfer ${pickup?.label ?? "?"} – ${dropOff?.label ?? "?"}, ${vehicleCategory ?? "?"}`,
    quantity: one,
    unit: "trip",
    unitPrice: UnitPrice.ofMoney(net, context.currency),
    net,
    source,
    trace,
  }
}

const one = Quantity.make(1000)

function otherZones({ located }: Situation, { zones }: CompiledBook): ReadonlyArray<Rejected> {
  return both(
    rejectedZones(located?.pickup ?? nowhere, zones.strategy),
    rejectedZones(located?.dropOff ?? nowhere, zones.strategy),
  )
}

function incomplete({ context, trip }: Situation, missing: ReadonlyArray<string>): PricedTrip {
  return Result.fail(new TripIncomplete({ tripType: trip.tripType, pricingMode: context.mode, missing }))
}
