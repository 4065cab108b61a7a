/**
 * The life of a quote, as a table.
 *
 * From SENT on its lines are fixed; ACCEPTED, DECLINED and CANCELLED are final. Accepting twice is a repeat: it answers
 * the same order and writes nothing.
 */
import { Schema } from "effect"
import type { Table } from "../shared/Transition.ts"

export const QuoteStatus = Schema.Literals(["DRAFT", "SENT", "ACCEPTED", "DECLINED", "EXPIRED", "CANCELLED"])
export type QuoteStatus = typeof QuoteStatus.Type

export type QuoteAction =
  | "edit"
  | "setTripType"
  | "price"
  | "addLine"
  | "editLine"
  | "removeLine"
  | "send"
  | "resend"
  | "accept"
  | "decline"
  | "expire"
  | "replace"
  | "cancel"
  | "duplicate"

export const quoteTable = {
  DRAFT: {
    terminal: false,
    on: {
      edit: "DRAFT",
      setTripType: "DRAFT",
      price: "DRAFT",
      addLine: "DRAFT",
      editLine: "DRAFT",
      removeLine: "DRAFT",
      send: "SENT",
      cancel: "CANCELLED",
      duplicate: "DRAFT",
    },
  },
  SENT: {
    terminal: false,
    on: {
      resend: "SENT",
      accept: "ACCEPTED",
      decline: "DECLINED",
      expire: "EXPIRED",
      replace: "DECLINED",
      cancel: "CANCELLED",
      duplicate: "SENT",
    },
  },
  EXPIRED: {
    terminal: false,
    on: { resend: "SENT", replace: "DECLINED", cancel: "CANCELLED", duplicate: "EXPIRED" },
  },
  ACCEPTED: { terminal: true, on: { duplicate: "ACCEPTED" }, repeats: ["accept"] },
  DECLINED: { terminal: true, on: { duplicate: "DECLINED" } },
  CANCELLED: { terminal: true, on: { duplicate: "CANCELLED" } },
} as const satisfies Table<QuoteStatus, QuoteAction>

/** The machine `Transition.step` interprets. */
export const quoteMachine = { name: "quote", table: quoteTable as Table<QuoteStatus, QuoteAction> } as const
