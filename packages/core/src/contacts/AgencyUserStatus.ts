/**
 * The life of an agency user's account, as a table.
 *
 * Following an invitation makes an account ACTIVE; inviting an ACTIVE user again replaces a lost credential. An erased
 * account stays DISABLED for good: there is nobody left to invite.
 */
import { Schema } from "effect"
import type { Table } from "../shared/Transition.ts"

export const AgencyUserStatus = Schema.Literals(["INVITED", "ACTIVE", "DISABLED"])
export type AgencyUserStatus = typeof AgencyUserStatus.Type

export type AgencyUserAction = "invite" | "accept" | "disable" | "enable"

export const agencyUserTable = {
  INVITED: { terminal: false, on: { invite: "INVITED", accept: "ACTIVE", disable: "DISABLED" } },
  ACTIVE: {
    terminal: false,
    on: { invite: "ACTIVE", accept: "ACTIVE", disable: "DISABLED" },
    repeats: ["enable"],
  },
  DISABLED: { terminal: false, on: { enable: "ACTIVE" }, repeats: ["disable"] },
} as const satisfies Table<AgencyUserStatus, AgencyUserAction>

/** The machine `Transition.step` interprets. */
export const agencyUserMachine = {
  name: "agencyUser",
  table: agencyUserTable as Table<AgencyUserStatus, AgencyUserAction>,
} as const
