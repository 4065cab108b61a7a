import { describe, expect, it } from "vitest"
import type { MissionStatus } from "../../src/missions/MissionStatus.ts"
import {
  deriveStatus,
  Floor,
  orderMachine,
  type OrderStatus,
  OrderStatus as OrderStatusSchema,
  type Standing,
} from "../../src/orders/OrderStatus.ts"
import { describeMachine } from "../stateTable.ts"

type Fact = Standing["missions"][number]

const statuses = [
  "PENDING_ASSIGNMENT",
  "ASSIGNED",
  "ACCEPTED_BY_DRIVER",
  "IN_PROGRESS",
  "COMPLETED",
  "CANCELLED",
  "NO_SHOW",
] as const
const booleans = [false, true] as const

/** Each status with and without a driver, started or not: also what no command brings about, for the function is total. */
const facts: ReadonlyArray<Fact> = statuses.flatMap((status) =>
  booleans.flatMap((driver) => booleans.map((started) => ({ status, driver, started }))),
)

const upToThree = function* (): Generator<ReadonlyArray<Fact>> {
  for (const a of facts) {
    yield [a]
    for (const b of facts) {
      yield [a, b]
      for (const c of facts) yield [a, b, c]
    }
  }
}

/** The document's five rules, read one by one; each says yes or no by itself, and the first yes decides. */
const literally = ({ cancelled, floor, confirmedWhen, missions }: Standing): OrderStatus => {
  const ended: ReadonlyArray<MissionStatus> = ["COMPLETED", "CANCELLED", "NO_SHOW"]
  const terminal = missions.filter((mission) => ended.includes(mission.status))
  const nonTerminal = missions.filter((mission) => !ended.includes(mission.status))
  const rules: ReadonlyArray<readonly [OrderStatus, boolean]> = [
    [
      "CANCELLED",
      cancelled ||
        (missions.length > 0 &&
          missions.filter(({ status }) => status === "CANCELLED").length === missions.length),
    ],
    ["COMPLETED", missions.length > 0 && terminal.length === missions.length],
    ["IN_PROGRESS", missions.filter(({ started }) => started).length > 0 || floor === "IN_PROGRESS"],
    [
      "CONFIRMED",
      nonTerminal.filter((mission) => hasDriver(mission, confirmedWhen)).length === nonTerminal.length ||
        floor === "CONFIRMED",
    ],
    ["PENDING", true],
  ]
  return rules.find(([, applies]) => applies)![0] // the last always applies
}

/** A driver suffices; a policy can ask for one who has accepted, and who performs it has. */
const hasDriver = ({ status, driver }: Fact, policy: Standing["confirmedWhen"]): boolean =>
  driver && (policy === "ASSIGNED" || !["PENDING_ASSIGNMENT", "ASSIGNED"].includes(status))

/** Four missions in no order: whichever comes first, the rules say the same (below). */
const four = function* (): Generator<ReadonlyArray<Fact>> {
  for (let a = 0; a < facts.length; a++)
    for (let b = a; b < facts.length; b++)
      for (let c = b; c < facts.length; c++)
        for (let d = c; d < facts.length; d++) yield [facts[a]!, facts[b]!, facts[c]!, facts[d]!] // indices of facts
}

describeMachine({
  machine: orderMachine,
  states: OrderStatusSchema.literals,
  actions: ["confirm", "begin", "complete", "cancel"],
  initial: "PENDING",
  terminal: ["COMPLETED", "CANCELLED"],
  // "A manager may raise the status by hand", "COMPLETED and CANCELLED are terminal", and a floor only rises
  rows: [
    { from: ["PENDING", "CONFIRMED"], action: "confirm", to: "CONFIRMED" },
    { from: ["PENDING", "CONFIRMED", "IN_PROGRESS"], action: "begin", to: "IN_PROGRESS" },
    { from: ["PENDING", "CONFIRMED", "IN_PROGRESS"], action: "complete", to: "COMPLETED" },
    { from: ["PENDING", "CONFIRMED", "IN_PROGRESS"], action: "cancel", to: "CANCELLED" },
  ],
  repeats: [],
})

describe("an order's status", () => {
  it("F49 F50 F51 F52 F63 is what the five rules say, for all orders of up to four missions", () => {
    const seen = new Map<OrderStatus, number>()
    let checked = 0
    for (const missions of [...upToThree(), ...four()]) {
      for (const cancelled of booleans) {
        for (const floor of [undefined, "CONFIRMED", "IN_PROGRESS"] as const) {
          for (const confirmedWhen of ["ASSIGNED", "ACCEPTED_BY_DRIVER"] as const) {
            const standing = { cancelled, floor, confirmedWhen, missions }
            const expected = literally(standing)
            seen.set(expected, (seen.get(expected) ?? 0) + 1)
            checked++
            if (deriveStatus(standing) !== expected)
              expect({ standing, status: deriveStatus(standing) }).toEqual({ standing, status: expected })
          }
        }
      }
    }
    expect(checked).toBe((28 + 28 ** 2 + 28 ** 3 + (31 * 30 * 29 * 28) / 24) * 12)
    expect([...seen.keys()].toSorted()).toEqual([
      "CANCELLED",
      "COMPLETED",
      "CONFIRMED",
      "IN_PROGRESS",
      "PENDING",
    ])
  })

  const one = (status: MissionStatus, more: Partial<Fact> = {}): Fact => ({
    status,
    driver: !["PENDING_ASSIGNMENT", "CANCELLED"].includes(status),
    started: ["IN_PROGRESS", "COMPLETED"].includes(status),
    ...more,
  })
  const of = (missions: ReadonlyArray<Fact>, more: Partial<Standing> = {}) =>
    deriveStatus({ cancelled: false, confirmedWhen: "ASSIGNED", missions, ...more })

  it("F43 starts PENDING", () => expect(of([one("PENDING_ASSIGNMENT")])).toBe("PENDING"))

  it("F50 is CONFIRMED only when the last open mission has a driver", () => {
    expect(of([one("ASSIGNED"), one("PENDING_ASSIGNMENT")])).toBe("PENDING")
    expect(of([one("ASSIGNED"), one("ASSIGNED")])).toBe("CONFIRMED")
    expect(of([one("ASSIGNED"), one("CANCELLED")])).toBe("CONFIRMED")
  })

  it("an operator can ask for drivers who have accepted", () => {
    const asks = { confirmedWhen: "ACCEPTED_BY_DRIVER" } as const
    expect(of([one("ASSIGNED")], asks)).toBe("PENDING")
    expect(of([one("ACCEPTED_BY_DRIVER")], asks)).toBe("CONFIRMED")
  })

  it("F51 is IN_PROGRESS from the first start, and stays so while anything is open", () => {
    expect(of([one("IN_PROGRESS"), one("PENDING_ASSIGNMENT")])).toBe("IN_PROGRESS")
    expect(of([one("COMPLETED"), one("PENDING_ASSIGNMENT")])).toBe("IN_PROGRESS")
  })

  it("F52 is COMPLETED only when every mission has ended, a no-show included", () => {
    expect(of([one("COMPLETED"), one("NO_SHOW"), one("CANCELLED")])).toBe("COMPLETED")
    expect(of([one("NO_SHOW")])).toBe("COMPLETED")
    expect(of([one("COMPLETED"), one("IN_PROGRESS")])).toBe("IN_PROGRESS")
  })

  it("F53 is CANCELLED when every mission is, or when the order is, even in progress", () => {
    expect(of([one("CANCELLED"), one("CANCELLED")])).toBe("CANCELLED")
    expect(of([one("IN_PROGRESS")], { cancelled: true })).toBe("CANCELLED")
    expect(of([one("COMPLETED")], { cancelled: true })).toBe("CANCELLED")
  })

  it("a floor raises it and never lowers it", () => {
    expect(of([one("PENDING_ASSIGNMENT")], { floor: "CONFIRMED" })).toBe("CONFIRMED")
    expect(of([one("IN_PROGRESS")], { floor: "CONFIRMED" })).toBe("IN_PROGRESS")
    expect(of([one("ASSIGNED")], { floor: "IN_PROGRESS" })).toBe("IN_PROGRESS")
    expect(of([one("COMPLETED")], { floor: "IN_PROGRESS" })).toBe("COMPLETED")
  })

  it("without any mission nothing is confirmed but by hand", () => {
    expect(of([])).toBe("PENDING")
    expect(of([], { floor: "CONFIRMED" })).toBe("CONFIRMED")
    expect(of([], { cancelled: true })).toBe("CANCELLED")
  })

  it("the order of the missions does not matter", () => {
    for (const a of facts) for (const b of facts) expect(of([a, b])).toBe(of([b, a]))
  })

  it("a person can hold an order at CONFIRMED or IN_PROGRESS, and nowhere else", () => {
    expect(Floor.literals).toEqual(["CONFIRMED", "IN_PROGRESS"])
  })
})
