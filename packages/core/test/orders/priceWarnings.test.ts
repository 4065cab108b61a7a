import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { differences, makePriceWarnings } from "../../src/orders/priceWarnings.ts"
import { Repricing } from "../../src/orders/Repricing.ts"
import * as Trip from "../../src/pricing/Trip.ts"
import { Money } from "../../src/shared/Money.ts"
import { ids, lineId, minutesAfter, mission, operator, pickupAt, transport } from "../samples.ts"

const trip = Trip.make(
  {
    pickupAt,
    passengers: 2,
    vehicleCategory: "VAN" as never, // a line
    pickup: { label: "CDG" as never, latitude: 49, longitude: 2.5 }, // likewise
  },
  "TRANSFER",
  "MANUAL",
)
const as = {
  passengers: 2,
  vehicleCategory: "VAN",
  pickup: { label: "CDG", latitude: 49, longitude: 2.5 },
} as Parameters<typeof mission>[1] // text that was read
const fields = (changes: Parameters<typeof mission>[1]) =>
  differences(trip, mission("ASSIGNED", { ...as, ...changes })).map(({ field }) => field)

describe("What the accepted price was for", () => {
  it("is no news while the mission is as it was, whoever drives it", () => {
    expect(fields({})).toEqual([])
    expect(fields({ driverId: ids.otherDriver, notes: "gate 3", vehicleId: ids.vehicle })).toEqual([])
  })

  it("is told field by field, as it was and as it is", () => {
    expect(
      fields({ pickupAt: minutesAfter(pickupAt, 30), estimatedEndAt: minutesAfter(pickupAt, 90) }),
    ).toEqual(["pickupAt"])
    expect(fields({ estimatedEndAt: minutesAfter(pickupAt, 90) })).toEqual(["durationMinutes"])
    expect(fields({ passengers: 3, stops: "Reims" })).toEqual(["stops", "passengers"])
    expect(differences(trip, mission("ASSIGNED", { ...as, passengers: 3 }))).toEqual([
      { field: "passengers", accepted: 2, now: 3 },
    ])
    const { pickup: _, ...nowhere } = mission("ASSIGNED", as)
    expect(differences(trip, nowhere)).toEqual([
      { field: "pickup", accepted: { label: "CDG", latitude: 49, longitude: 2.5 }, now: null },
    ])
  })
})

describe("The warning that the price stays", () => {
  const line = { ...transport(1), state: "ACTIVE" as const, trip, missionId: ids.mission }
  const changed = mission("ASSIGNED", { ...as, lineId: lineId(1), passengers: 3 })
  const warned = (lines: ReadonlyArray<typeof line>, of = changed, net?: number) =>
    Effect.runSync(
      Effect.flatMap(
        makePriceWarnings,
        (warnings) => warnings(operator, { currency: "EUR", lines } as never, of), // of an order it looks at these
      ).pipe(
        net === undefined
          ? (effect) => effect
          : Effect.provideService(Repricing, { netNow: () => Effect.succeed(Money.make(net)) }),
      ),
    )

  it("names what changed, and the price as it would be where somebody knows it", () => {
    expect(warned([line])).toEqual([
      {
        code: "PriceNotUpdated",
        detail: "The accepted price was for other facts (passengers) and stays.",
        missionId: ids.mission,
        changed: [{ field: "passengers", accepted: 2, now: 3 }],
      },
    ])
    expect(warned([line], changed, 9_500)[0]?.net).toEqual({ accepted: "85.00", now: "95.00" })
  })

  it("is not given for a line that no longer counts, nor for a mission of no line", () => {
    expect(warned([{ ...line, state: "VOID" as never }])).toEqual([]) // a line given up
    const { lineId: _, ...internal } = changed
    expect(warned([line], internal)).toEqual([])
  })
})
