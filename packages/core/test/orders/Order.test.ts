import { DateTime } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { contributionOf, noContribution } from "../../src/orders/Contribution.ts"
import { derive, type OrderLine, summarise, type UnnumberedOrder } from "../../src/orders/Order.ts"
import { deriveStatus } from "../../src/orders/OrderStatus.ts"
import { vatByRate } from "../../src/pricing/totals/vatByRate.ts"
import { MissionStatus } from "../../src/missions/MissionStatus.ts"
import { DriverId, MissionId } from "../../src/shared/Ids.ts"
import { check, classes } from "../properties.ts"
import { ids, line, minutesAfter, missionIn, now, operator, pickupAt, transport, uuid } from "../samples.ts"

const anyMission = fc.record({
  status: fc.constantFrom(...MissionStatus.literals, "CANCELLED" as const, "CANCELLED" as const),
  minutes: fc.constantFrom(0, 30, 60), // equal pickups are common
  driver: fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
  started: fc.boolean(),
})
const missions = fc
  .uniqueArray(fc.tuple(fc.nat(50), anyMission), { minLength: 1, maxLength: 6, selector: ([id]) => id })
  .map((drawn) =>
    drawn.map(([id, { status, minutes, driver, started }]) => {
      const { driverId: _, startedAt: __, ...rest } = missionIn(status)
      return {
        ...rest,
        id: MissionId.make(uuid(id)),
        pickupAt: minutesAfter(pickupAt, minutes),
        ...(driver === undefined ? {} : { driverId: DriverId.make(uuid(100 + driver)) }),
        ...(started ? { startedAt: now } : {}),
      }
    }),
  )

describe("F47 what the pipeline shows of an order's missions", () => {
  it("is what the document says, for any missions", () => {
    const seen = classes([
      "all cancelled",
      "some cancelled",
      "nobody on it",
      "the first has no driver",
      "pickups at once",
    ])
    check(
      fc.property(missions, (all) => {
        const summary = summarise(all)
        const alive = all.filter(({ status }) => status !== "CANCELLED")
        const counted = alive.length === 0 ? all : alive
        const earliest = Math.min(...counted.map(({ pickupAt }) => DateTime.toEpochMillis(pickupAt)))
        const staffed = counted.filter(({ driverId }) => driverId !== undefined)
        seen.note(
          alive.length === 0 && "all cancelled",
          alive.length > 0 && alive.length < all.length && "some cancelled",
          staffed.length === 0 && "nobody on it",
          staffed.length > 0 &&
            staffed.every(({ pickupAt }) => DateTime.toEpochMillis(pickupAt) > earliest) &&
            "the first has no driver",
          staffed.length > 1 &&
            new Set(staffed.map(({ pickupAt }) => DateTime.toEpochMillis(pickupAt))).size < staffed.length &&
            "pickups at once",
        )
        expect(DateTime.toEpochMillis(summary.tripAt)).toBe(earliest)
        expect(summary.total).toBe(counted.length)
        expect(summary.assigned).toBe(staffed.length)
        const primary = staffed.find((one) =>
          staffed.every(
            (other) =>
              DateTime.isLessThan(one.pickupAt, other.pickupAt) ||
              (DateTime.Equivalence(one.pickupAt, other.pickupAt) && one.id <= other.id),
          ),
        )
        expect(summary.driverId).toBe(primary?.driverId)
        expect("driverId" in summary).toBe(primary !== undefined)
      }),
      500,
    )
    seen.enough()
  })

  it("is the same in whatever order the missions are read", () => {
    check(
      fc.property(missions, (all) => {
        expect(summarise(all.toReversed())).toEqual(summarise(all))
      }),
    )
  })
})

describe("what follows from an order's lines and missions", () => {
  const orderLine = (n: number, state: OrderLine["state"]): OrderLine => ({
    ...line(n, { unitPrice: `${n}.00` }),
    state,
  })
  const order = (lines: ReadonlyArray<OrderLine>): UnnumberedOrder => ({
    id: ids.order,
    quoteId: ids.quote,
    clientId: ids.client,
    status: "PENDING",
    priceBasis: "EXCL_VAT",
    currency: "EUR",
    lines,
    totals: vatByRate([]),
    missions: { tripAt: now, total: 0, assigned: 0 },
    contribution: noContribution,
    invoiceStatus: "NONE",
    version: 1,
    createdAt: now,
    updatedAt: now,
  })

  it("only ACTIVE lines count in its totals", () => {
    const lines = [
      orderLine(1, "ACTIVE"),
      orderLine(2, "PENDING"),
      orderLine(4, "VOID"),
      orderLine(8, "ACTIVE"),
    ]
    expect(derive(order(lines), [missionIn("ASSIGNED")], operator).totals).toEqual(
      vatByRate([lines[0]!, lines[3]!]),
    )
    expect(derive(order(lines), [missionIn("ASSIGNED")], operator).totals.net).toBe(900)
  })

  it("F63 status and summary are derived, whatever is stored; nothing else changes; deriving again changes nothing", () => {
    check(
      fc.property(
        missions,
        fc.boolean(),
        fc.constantFrom(undefined, "CONFIRMED" as const, "IN_PROGRESS" as const),
        fc.constantFrom("ASSIGNED" as const, "ACCEPTED_BY_DRIVER" as const),
        (all, cancelled, floor, confirmedWhen) => {
          const {
            status: _,
            totals: __,
            missions: ___,
            contribution: ____,
            ...rest
          } = {
            ...order([{ ...transport(1), state: "ACTIVE" }]),
            ...(cancelled ? { cancelledAt: now } : {}),
            ...(floor === undefined ? {} : { floor }),
          }
          const policies = { ...operator.policies, confirmedWhen }
          const stored = {
            ...rest,
            status: "COMPLETED",
            totals: vatByRate([]),
            missions: { tripAt: now, total: 9, assigned: 9 },
            contribution: noContribution,
          } as const
          const derived = derive(stored, all, { ...operator, policies })
          const facts = all.map((mission) => ({
            status: mission.status,
            started: "startedAt" in mission,
            driver: "driverId" in mission,
          }))
          expect(derived.status).toBe(deriveStatus({ cancelled, floor, confirmedWhen, missions: facts }))
          expect(derived).toEqual({
            ...rest,
            status: derived.status,
            totals: vatByRate(stored.lines),
            missions: summarise(all),
            contribution: contributionOf(derived, all, operator.timeZone),
          })
          expect(derive(derived, all, { ...operator, policies })).toEqual(derived)
        },
      ),
    )
  })
})
