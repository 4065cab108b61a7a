/** The rows below are those of the domain document, written out by hand; the code's table is compared with them. */
import { describe, expect, it } from "vitest"
import { type QuoteAction, quoteMachine, QuoteStatus } from "../../src/quotes/QuoteStatus.ts"
import { describeMachine, type Written } from "../stateTable.ts"

const everyStatus = ["DRAFT", "SENT", "ACCEPTED", "DECLINED", "EXPIRED", "CANCELLED"] as const

const rows: ReadonlyArray<Written<QuoteStatus, QuoteAction>> = [
  { from: ["DRAFT"], action: "edit", to: "DRAFT" },
  { from: ["DRAFT"], action: "setTripType", to: "DRAFT" },
  { from: ["DRAFT"], action: "price", to: "DRAFT" },
  { from: ["DRAFT"], action: "addLine", to: "DRAFT" },
  { from: ["DRAFT"], action: "editLine", to: "DRAFT" },
  { from: ["DRAFT"], action: "removeLine", to: "DRAFT" },
  { from: ["DRAFT"], action: "send", to: "SENT" },
  { from: ["SENT"], action: "resend", to: "SENT" },
  { from: ["SENT"], action: "accept", to: "ACCEPTED" },
  { from: ["SENT"], action: "decline", to: "DECLINED" },
  { from: ["SENT"], action: "expire", to: "EXPIRED" },
  { from: ["SENT", "EXPIRED"], action: "replace", to: "DECLINED" },
  { from: ["EXPIRED"], action: "resend", to: "SENT" },
  { from: ["DRAFT", "SENT", "EXPIRED"], action: "cancel", to: "CANCELLED" },
  { from: everyStatus, action: "duplicate", to: "same" }, // the copy is a new DRAFT
]

describeMachine({
  machine: quoteMachine,
  states: everyStatus,
  actions: [...new Set(rows.map(({ action }) => action))],
  initial: "DRAFT",
  terminal: ["ACCEPTED", "DECLINED", "CANCELLED"],
  rows,
  repeats: [["ACCEPTED", "accept"]], // answers the same order, writes nothing
})

describe("QuoteStatus", () => {
  it("names the document's statuses", () =>
    expect(QuoteStatus.literals.toSorted()).toEqual(everyStatus.toSorted()))
})
