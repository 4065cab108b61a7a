/** Prices and the price book: what their errors are called over HTTP. */
import { DateTime } from "effect"
import {
  mostProblems,
  type BookRowExists,
  type BookRowNotFound,
  type FeeUnknown,
  type LocalTimeAmbiguous,
  type LocalTimeSkipped,
  type TripEndInvalid,
  type ModeNotAllowed,
  type NotPriced,
  type PriceBookInvalid,
  type PriceBookVersionNotFound,
  type PriceTooHigh,
  type RouteNotInGrid,
  type TripIncomplete,
  type VatUndecided,
} from "@caleche/core"
import type { ProblemRows } from "./ProblemRow.ts"

export type PriceError =
  | BookRowExists
  | BookRowNotFound
  | FeeUnknown
  | LocalTimeAmbiguous
  | TripEndInvalid
  | LocalTimeSkipped
  | ModeNotAllowed
  | NotPriced
  | PriceBookInvalid
  | PriceBookVersionNotFound
  | PriceTooHigh
  | RouteNotInGrid
  | TripIncomplete
  | VatUndecided

export const pricingProblems: ProblemRows<PriceError> = {
  RouteNotInGrid: {
    status: 422,
    title: "Route not in grid",
    detail: ({ from, to, vehicleCategory }) =>
      `No agreed price leads from ${from ?? "outside every zone"} to ${to ?? "outside every zone"} for ${vehicleCategory}.`,
  },
  NotPriced: {
    status: 422,
    title: "Not priced",
    detail: ({ tripType, pricingMode, vehicleCategory, on }) =>
      `The price book has nothing for ${tripType} of ${vehicleCategory} under ${pricingMode} on ${on}.`,
  },
  PriceTooHigh: {
    status: 422,
    title: "Price too high",
    detail: ({ most, pricingMode, tripType }) =>
      `The price book asks for more of this ${tripType} under ${pricingMode} than a line can say: ${most} a unit, VAT included.`,
  },
  TripIncomplete: {
    status: 422,
    title: "Trip incomplete",
    detail: ({ tripType, pricingMode, missing }) =>
      `A trip of type ${tripType} under ${pricingMode} needs ${missing.join(", ")}.`,
  },
  ModeNotAllowed: {
    status: 422,
    title: "Pricing mode not allowed",
    detail: ({ tripType, pricingMode, allowed }) =>
      `A trip of type ${tripType} is priced by ${allowed.join(", ")}, not by ${pricingMode}.`,
  },
  FeeUnknown: {
    status: 422,
    title: "Unknown fee",
    detail: ({ codes }) => `The price book has no fee ${codes.join(", ")} on the day of the pickup.`,
  },
  TripEndInvalid: {
    status: 422,
    title: "Trip ends at no time it can",
    detail: ({ durationMinutes, estimatedEndAt, pickupAt }) => {
      const lasts = Math.ceil(
        (DateTime.toEpochMillis(estimatedEndAt) - DateTime.toEpochMillis(pickupAt)) / 60_000,
      )
      const window = `From ${DateTime.formatIso(pickupAt)} to ${DateTime.formatIso(estimatedEndAt)}`
      return durationMinutes === undefined
        ? `${window} is no trip: one lasts from one minute to 60 days.`
        : `${window} are ${lasts} minutes, and durationMinutes says ${durationMinutes}; leave out one of both.`
    },
  },
  LocalTimeSkipped: {
    status: 422,
    title: "Local time skipped",
    detail: ({ candidates, local, timeZone }) =>
      `The clock of ${timeZone} goes forward over ${local}; say which is meant: ${candidates.join(" or ")}.`,
  },
  LocalTimeAmbiguous: {
    status: 422,
    title: "Local time ambiguous",
    detail: ({ candidates, local, timeZone }) =>
      `The clock of ${timeZone} shows ${local} twice; say which is meant: ${candidates.join(" or ")}.`,
  },
  VatUndecided: {
    status: 422,
    title: "VAT undecided",
    detail: ({ tripType, reasons }) =>
      reasons.length === 0
        ? `The VAT policy says nothing of ${tripType}; state the VAT of the line.`
        : `The VAT policy says several things of ${tripType}: ${reasons.join("; ")}.`,
  },
  PriceBookInvalid: {
    status: 422,
    title: "Price book invalid",
    detail: ({ problems }) =>
      problems.length === 1
        ? "The price book has one problem."
        : `The price book has ${problems.length}${problems.length < mostProblems ? "" : " or more"} problems.`,
  },
  PriceBookVersionNotFound: {
    status: 404,
    title: "Version not found",
    detail: ({ version }) => `There is no version ${version} of the price book.`,
  },
  BookRowNotFound: {
    status: 404,
    title: "Row not found",
    detail: ({ id, part }) => `The price book has no ${id} among its ${part}.`,
  },
  BookRowExists: {
    status: 409,
    title: "Row exists",
    detail: ({ id, part }) => `The price book has a ${id} among its ${part} already.`,
  },
}
