import { Result } from "effect"
import { describe, expect, it } from "vitest"
import {
  accepts,
  actionsFrom,
  IllegalTransition,
  isRepeat,
  step,
  type Table,
  terminals,
} from "../../src/shared/Transition.ts"

/** A lamp that can be switched, dimmed to two levels and broken for good. */
const lamp = {
  OFF: { terminal: false, on: { on: "BRIGHT", smash: "BROKEN", "dimTo.HALF": "DIM" }, repeats: ["off"] },
  BRIGHT: { terminal: false, on: { off: "OFF", smash: "BROKEN", "dimTo.HALF": "DIM", "dimTo.LOW": "DIM" } },
  DIM: { terminal: false, on: { off: "OFF", on: "BRIGHT", "dimTo.LOW": "DIM" } },
  BROKEN: { terminal: true, on: {}, repeats: ["smash"] },
} as const satisfies Table<
  "OFF" | "BRIGHT" | "DIM" | "BROKEN",
  "on" | "off" | "smash" | "dimTo.HALF" | "dimTo.LOW"
>
type LampTable = Table<keyof typeof lamp, "on" | "off" | "smash" | "dimTo.HALF" | "dimTo.LOW">
const table: LampTable = lamp
const machine = { name: "order", table } as const

describe("Transition", () => {
  it("a move leads where the table says", () => {
    expect(step(machine, "1", "OFF", "on")).toEqual(Result.succeed("BRIGHT"))
    expect(step(machine, "1", "BRIGHT", "dimTo.LOW")).toEqual(Result.succeed("DIM"))
  })

  it("a repeat stays where one is", () => {
    expect(step(machine, "1", "OFF", "off")).toEqual(Result.succeed("OFF"))
    expect(step(machine, "1", "BROKEN", "smash")).toEqual(Result.succeed("BROKEN"))
    expect(isRepeat(table, "OFF", "off")).toBe(true)
    expect(isRepeat(table, "BRIGHT", "off")).toBe(false)
  })

  it("a refusal says machine, record, state, action and what would change something, each named once", () => {
    const refused = step(machine, "lamp 7", "BRIGHT", "on")
    expect(Result.isFailure(refused) && { ...refused.failure }).toMatchObject({
      machine: "order",
      id: "lamp 7",
      from: "BRIGHT",
      action: "on",
      allowed: ["off", "smash", "dimTo"],
    })
  })

  it("a refusal names an action with variants by its name alone, and offers no repeats", () => {
    const refused = step(machine, "1", "BROKEN", "dimTo.HALF")
    expect(Result.isFailure(refused) && refused.failure.action).toBe("dimTo")
    expect(Result.isFailure(refused) && refused.failure.allowed).toEqual([])
  })

  it("knows what is accepted, offered and final", () => {
    expect(accepts(table, "OFF", "off")).toBe(true)
    expect(accepts(table, "BROKEN", "on")).toBe(false)
    expect(actionsFrom(table, "OFF")).toEqual(["on", "smash", "dimTo"])
    expect(terminals(table)).toEqual(["BROKEN"])
  })

  it("refusals name the machine they come from, each of the four there are", () => {
    for (const machine of ["quote", "order", "mission", "agencyUser"] as const)
      expect(
        new IllegalTransition({ machine, id: "1", from: "OFF", action: "on", allowed: [] }).machine,
      ).toBe(machine)
  })
})
