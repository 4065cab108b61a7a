/** The company of the demonstration, and the members of its staff who act in it. */
import { type Actor, makeOperator, OperatorId, type Role, UserId } from "@caleche/core"

/** "Demo VTC": Paris time, euros, the usual prefixes and policies. */
export const demoOperator = makeOperator({
  id: OperatorId.make("de300000-0000-7000-8000-000000000000"),
  name: "Demo VTC",
  email: "bonjour@demo-vtc.example",
  timeZone: "Europe/Paris",
  terms: { version: "2026-01" },
  currency: "EUR",
})

const users: Readonly<Record<Role, UserId>> = {
  OPERATOR: UserId.make("de300000-0000-7000-8000-0000000000a1"),
  MANAGER: UserId.make("de300000-0000-7000-8000-0000000000a2"),
  ADMIN: UserId.make("de300000-0000-7000-8000-0000000000a3"),
}

/** The member of the staff with this role. */
export const demoStaff = (role: Role): Actor => ({
  _tag: "OperatorUser",
  operatorId: demoOperator.id,
  id: users[role],
  role,
})
