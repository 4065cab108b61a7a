/**
 * A trip type of one's own: a seat in a vehicle that others share, on a line with a price.
 *
 * The price of a seat is a row of the operator's grid, for the vehicle category SEAT: it is dated, versioned and negotiated
 * with agencies like any other. Children ride at half of it, so a shuttle asks how many of its passengers are.
 */
import {
  type CompiledBook,
  Exact,
  Quantity,
  TripIncomplete,
  type TripKind,
  tripKinds,
  UnitPrice,
  VatRate,
} from "@caleche/core"
import { Result, Schema } from "effect"

/** What a shuttle says that other trips do not: `trip.details`. */
const Details = Schema.Struct({
  children: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
})

export const shuttle = {
  tripType: "SHUTTLE",
  label: "Shuttle",
  situation: "Seats in a vehicle that others share, between two stops of a line.",
  modes: ["FIXED_GRID", "MANUAL"],
  needs: ["pickup", "dropOff", "passengers"],
  details: Details,
  vat: { rate: VatRate.VatRate.make(1000), category: "S", reason: "passenger transport" },
  price: (situation, book, { children }) => {
    const { context, trip } = situation
    const { passengers = 1, pickup, dropOff } = trip
    if (children > passengers) return Result.fail(incomplete(["details.children"]))
    return Result.map(
      tripKinds.TRANSFER.price(
        {
          ...situation,
          trip: { ...trip, vehicleCategory: "SEAT" },
          context: { ...context, fallback: "NONE" },
        },
        book,
      ),
      ({ lines: [seat], warnings }) => {
        const fares = Quantity.Quantity.make(1000 * passengers - 500 * children)
        const others = Exact.subtract(Exact.ofQuantity(fares), Exact.one)
        const part = {
          kind: "FARES",
          label: "fares beyond the first, children at half",
          inputs: { passengers, children, fare: UnitPrice.format(seat.unitPrice, context.currency) },
          amount: Exact.multiply(Exact.ofUnitPrice(seat.unitPrice), others),
        }
        const line = {
          ...seat,
          description: `Shuttle ${pickup?.label ?? "?"} – ${dropOff?.label ?? "?"}`,
          quantity: fares,
          unit: "fare",
          net: UnitPrice.times(fares, seat.unitPrice, context.currency),
          trace: { parts: [...seat.trace.parts, part], rejected: seat.trace.rejected },
        }
        return { lines: [line] as const, warnings }
      },
    )
  },
} satisfies TripKind<CompiledBook, typeof Details.Type>

const incomplete = (missing: ReadonlyArray<string>) =>
  new TripIncomplete({ tripType: "SHUTTLE", pricingMode: "FIXED_GRID", missing })

declare module "@caleche/core" {
  interface HostTripTypes {
    SHUTTLE: typeof shuttle
  }
}
