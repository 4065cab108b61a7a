import { DateTime, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Waiting } from "../../../src/pricing/book/Settings.ts"
import { type Waited, waitingFee } from "../../../src/pricing/waiting/waitingFee.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { format } from "../../../src/shared/Money.ts"
import { check, classes } from "../../properties.ts"

const settings = {
  freeMinutes: 15,
  free: [{ zoneIds: ["CDG", "ORY"], freeMinutes: 60, fromLanding: true }],
  blockMinutes: 15,
  perBlock: "12.50",
  clock: "BOOKED",
}
const read = Schema.decodeUnknownSync(Waiting)
/** A time of 9 July 2026 in Paris. */
const at = (time: string) => DateTime.makeUnsafe(`2026-07-09T${time}+02:00`)
const fee = (waited: Partial<Waited> & Pick<Waited, "bookedAt" | "boardedAt">, changes: object = {}) =>
  waitingFee(read({ ...settings, ...changes }), { liesIn: () => false, ...waited }, "GRID", "EUR")
const amount = (line: ReturnType<typeof fee>) => (line === undefined ? "0.00" : format(line.net, "EUR"))
const why = (line: ReturnType<typeof fee>) => JSON.stringify(line?.trace.parts[0]?.inputs)
const airport = { liesIn: (zoneId: string) => zoneId === "CDG" }

describe("waiting for a transfer", () => {
  it("S22 airport, booked 14:00, landed 14:20, on board 15:47: free to 15:20, 27 min are 2 blocks: 25.00", () => {
    const line = fee({ ...airport, bookedAt: at("14:00"), landedAt: at("14:20"), boardedAt: at("15:47") })
    expect(amount(line), `${why(line)}`).toBe("25.00")
    expect(line).toMatchObject({
      kind: "FEE",
      code: "WAITING",
      quantity: 2_000,
      unitPrice: 125_000,
      source: "GRID",
    })
    expect(line?.trace.parts[0]?.inputs).toMatchObject({ minutesOver: "27", freeMinutes: 60, blocks: 2 })
  })

  it("is a line that says from when on, how long and by which blocks", () => {
    const line = fee({ bookedAt: at("10:00"), boardedAt: at("10:16") })
    expect(line).toEqual({
      kind: "FEE",
      code: "WAITING",
      description: "Waiting",
      quantity: 1_000,
      unit: "15 min",
      unitPrice: 125_000,
      net: 1_250,
      source: "GRID",
      trace: {
        parts: [
          {
            kind: "WAITING",
            label: "started blocks of waiting",
            inputs: {
              from: "2026-07-09T08:00:00.000Z",
              boardedAt: "2026-07-09T08:16:00.000Z",
              freeMinutes: 15,
              minutesOver: "1",
              blockMinutes: 15,
              blocks: 1,
              perBlock: "12.50",
            },
            amount: expect.anything(),
          },
        ],
        rejected: [],
      },
    })
  })

  it("begins with the booked pickup where no flight is met, although its landing is known", () => {
    const waited = { bookedAt: at("14:00"), landedAt: at("14:20"), boardedAt: at("14:31") }
    expect(amount(fee(waited))).toBe("25.00") // 16 min beyond the free 15
    const free = [{ zoneIds: ["CDG"], freeMinutes: 15, fromLanding: false }]
    expect(amount(fee({ ...waited, ...airport }, { free }))).toBe("25.00")
  })

  it("begins with the booked pickup where nobody noted when the driver came", () => {
    const clock = "LATER_OF_BOOKED_AND_ARRIVAL"
    expect(amount(fee({ bookedAt: at("10:00"), boardedAt: at("10:31") }, { clock }))).toBe("25.00")
  })

  it.each([
    ["S24", "10:15:00", "0.00"],
    ["S24b", "10:15:01", "12.50"],
    ["a block", "10:30:00", "12.50"],
    ["a block and a second", "10:30:01", "25.00"],
    ["before the time", "09:50:00", "0.00"],
  ])("%s street, booked 10:00, on board %s: %s", (_, boarded, net) => {
    const line = fee({ bookedAt: at("10:00"), boardedAt: at(boarded) })
    expect(amount(line), `${why(line)}`).toBe(net)
  })

  it("S26 street, booked 10:00, driver there 10:12, on board 10:31, from the later of the two: 4 min, 1 block, 12.50", () => {
    const waited = { bookedAt: at("10:00"), arrivedAt: at("10:12"), boardedAt: at("10:31") }
    const line = fee(waited, { clock: "LATER_OF_BOOKED_AND_ARRIVAL" })
    expect(amount(line), `${why(line)}`).toBe("12.50")
    expect(amount(fee(waited))).toBe("25.00") // by the booked time alone: 16 min
    expect(amount(fee({ ...waited, arrivedAt: at("09:40") }, { clock: "LATER_OF_BOOKED_AND_ARRIVAL" }))).toBe(
      "25.00",
    )
  })

  it("at an airport free time begins with the booked pickup when the flight was early or its landing is not known", () => {
    const waited = { ...airport, bookedAt: at("14:00"), boardedAt: at("15:16") }
    expect(amount(fee({ ...waited, landedAt: at("13:10") }))).toBe("25.00")
    expect(amount(fee(waited))).toBe("25.00")
  })

  it("the first entry whose zones hold the pickup says what is free", () => {
    const free = [
      { zoneIds: ["T2"], freeMinutes: 30, fromLanding: false },
      { zoneIds: ["CDG"], freeMinutes: 60, fromLanding: false },
    ]
    const waited = { bookedAt: at("14:00"), boardedAt: at("14:45") }
    expect(amount(fee({ ...waited, liesIn: () => true }, { free }))).toBe("12.50")
    expect(amount(fee({ ...waited, ...airport }, { free }))).toBe("0.00")
  })

  it("waiting that costs nothing is no line", () => {
    expect(fee({ bookedAt: at("10:00"), boardedAt: at("12:00") }, { perBlock: "0.00" })).toBeUndefined()
  })

  it("costs a block for each one begun, counted second by second", () => {
    const seen = classes(["nobody waited", "one block", "several blocks"])
    check(
      fc.property(
        fc.integer({ min: -600, max: 7_200 }),
        fc.integer({ min: 1, max: 45 }),
        (seconds, blockMinutes) => {
          let blocks = 0
          for (let second = 15 * 60; second < seconds; second++)
            if ((second - 15 * 60) % (blockMinutes * 60) === 0) blocks++
          seen.note(
            blocks === 0 && "nobody waited",
            blocks === 1 && "one block",
            blocks > 1 && "several blocks",
          )
          const bookedAt = at("10:00")
          const line = fee({ bookedAt, boardedAt: DateTime.add(bookedAt, { seconds }) }, { blockMinutes })
          expect(line?.net ?? 0).toBe(blocks * 1_250)
          if (line !== undefined)
            expect(Exact.format(Exact.sum(line.trace.parts.map((part) => part.amount)))).toBe(
              Exact.format(Exact.of(blocks * 1_250, 100)),
            )
        },
      ),
    )
    seen.enough()
  })
})
