import {
  type AgencyUserAction,
  agencyUserMachine,
  type AgencyUserStatus,
} from "../../src/contacts/AgencyUserStatus.ts"
import { describeMachine, type Written } from "../stateTable.ts"

const rows: ReadonlyArray<Written<AgencyUserStatus, AgencyUserAction>> = [
  { from: ["INVITED"], action: "invite", to: "INVITED" },
  { from: ["INVITED"], action: "accept", to: "ACTIVE" },
  { from: ["ACTIVE"], action: "invite", to: "ACTIVE" }, // a lost credential is replaced
  { from: ["ACTIVE"], action: "accept", to: "ACTIVE" },
  { from: ["INVITED", "ACTIVE"], action: "disable", to: "DISABLED" },
  { from: ["DISABLED"], action: "enable", to: "ACTIVE" },
]

describeMachine({
  machine: agencyUserMachine,
  states: ["INVITED", "ACTIVE", "DISABLED"],
  actions: ["invite", "accept", "disable", "enable"],
  initial: "INVITED",
  terminal: [],
  rows,
  repeats: [
    ["ACTIVE", "enable"],
    ["DISABLED", "disable"],
  ],
})
