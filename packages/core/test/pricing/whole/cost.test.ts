/** Prices made from what a trip costs the operator, through the whole engine. */
import { DateTime, Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { compileBook } from "../../../src/pricing/compileBook.ts"
import { priceTrip } from "../../../src/pricing/priceTrip.ts"
import { TripRequest } from "../../../src/pricing/Trip.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import * as Money from "../../../src/shared/Money.ts"
import { UnitPrice } from "../../../src/shared/UnitPrice.ts"

const trip = Schema.decodeUnknownSync(TripRequest)({
  pickupAt: "2026-05-07T14:00:00+02:00",
  durationMinutes: 55,
  passengers: 2,
  distanceKm: "38",
  vehicleCategory: "BERLINE",
  pickup: { label: "here" },
  dropOff: { label: "there" },
})
const decodeCost = Schema.decodeUnknownSync(UnitPrice)
const priced = (over: object, cost?: string) => {
  const book = Schema.decodeUnknownSync(PriceBook)({
    ...Schema.encodeSync(PriceBook)(emptyBook("EUR")),
    tariffs: [
      {
        id: "over-cost",
        name: "Over cost",
        vehicleCategory: null,
        baseFee: "9.00",
        rules: [
          { kind: "TIME_RATE", id: "hours", name: "Hours", perHour: "50.00" },
          { kind: "MARK_UP", id: "mark-up", name: "Mark-up", over },
        ],
      },
    ],
  })
  return priceTrip(
    compileBook(book, "Europe/Paris"),
    { ...trip, tripType: "TRANSFER" },
    {
      currency: "EUR",
      timeZone: "Europe/Paris",
      at: DateTime.makeUnsafe("2026-05-01T08:00:00Z"),
      mode: "DYNAMIC",
      ...(cost === undefined ? {} : { cost: decodeCost(cost) }),
    },
  )
}

describe("DEMO-2026, 3.2: a price made from a cost of 100", () => {
  it.each([
    ["S20", "a mark-up of 20 %", { markUp: "0.20" }, "120.00"],
    ["S20b", "a margin of 20 %", { margin: "0.20" }, "125.00"],
  ])("%s with %s", (_, __, over, net) => {
    const [line] = Result.getOrThrow(priced(over, "100.00")).lines
    const arithmetic = line.trace.parts.map(
      ({ amount, inputs, kind }) => `${kind} ${Exact.format(amount)} from ${JSON.stringify(inputs)}`,
    )
    expect(Money.format(line.net, "EUR"), `${arithmetic.join("\n")}`).toBe(net)
  })

  it("asks for the cost where nobody said it: an unknown cost is not nothing", () => {
    expect(priced({ markUp: "0.20" })).toMatchObject({
      failure: { _tag: "TripIncomplete", missing: ["cost"] },
    })
    expect(Result.getOrThrow(priced({ markUp: "0.20" }, "0.00")).lines[0].net).toBe(0)
  })
})
