import { type DateTime, Result } from "effect"
import { describe, expect, it } from "vitest"
import type { AgencyUser } from "../../src/contacts/AgencyUser.ts"
import * as Commands from "../../src/contacts/AgencyUserCommands.ts"

import { AgencyId, AgencyUserId, InvitationId } from "../../src/shared/Ids.ts"
import { minutesAfter, now, uuid } from "../samples.ts"

const agencyId = AgencyId.make(uuid(40))
const id = AgencyUserId.make(uuid(41))
const open = (n: number) => ({ id: InvitationId.make(uuid(n)), expiresAt: minutesAfter(now, 60) })
const invited = Commands.create(
  { name: "Lise Petit", email: "Lise@zenith.example" },
  agencyId,
  id,
  open(42),
  now,
).user
const later = minutesAfter(now, 5)
const in_ = (status: AgencyUser["status"]): AgencyUser => ({ ...invited, status })

describe("An agency user's account", () => {
  it("F18 F19 is INVITED as a BOOKER unless told, with an invitation", () => {
    expect(invited).toMatchObject({ role: "BOOKER", status: "INVITED", version: 1, invitation: open(42) })
    const { facts } = Commands.create(
      { name: "X", email: "x@x.example", role: "ADMIN" },
      agencyId,
      id,
      open(42),
      now,
    )
    expect(facts).toEqual([
      {
        aggregate: "AGENCY",
        id: agencyId,
        action: "AgencyUserInvited",
        to: "INVITED",
        data: { agencyUserId: id, role: "ADMIN" },
      },
    ])
  })

  it("is opened by its last invitation, once, and up to the end", () => {
    const accept = (user: AgencyUser, n: number, used?: DateTime.Utc, at = later) =>
      Commands.accept(user, InvitationId.make(uuid(n)), used, at)
    const activated = Result.getOrThrow(accept(invited, 42)).user
    expect(activated).toMatchObject({ status: "ACTIVE", version: 2, updatedAt: later })
    expect(activated).not.toHaveProperty("invitation")
    const again = Result.getOrThrow(Commands.invite(invited, open(43), later)).user
    const closed = [
      accept(invited, 42, now),
      accept(again, 42),
      accept(activated, 42),
      accept(invited, 42, undefined, open(42).expiresAt),
    ]
    expect(closed.map((result) => Result.isFailure(result) && result.failure)).toMatchObject([
      { _tag: "InvitationClosed", reason: "USED" },
      { _tag: "InvitationClosed", reason: "REVOKED" },
      { _tag: "InvitationClosed", reason: "REVOKED" },
      { _tag: "InvitationClosed", reason: "EXPIRED" },
    ])
    expect(Result.isSuccess(accept(again, 43))).toBe(true)
    expect(Result.isSuccess(accept(invited, 42, undefined, minutesAfter(now, 59)))).toBe(true)
  })

  it("stays ACTIVE when its person is invited again, and is opened anew by that", () => {
    const again = Result.getOrThrow(Commands.invite(in_("ACTIVE"), open(44), later)).user
    expect(again).toMatchObject({ status: "ACTIVE", invitation: open(44) })
    expect(Result.getOrThrow(Commands.accept(again, open(44).id, undefined, later)).user.status).toBe(
      "ACTIVE",
    )
  })

  it("DISABLED loses its invitation and gets it back by none but another one", () => {
    const disabled = Result.getOrThrow(Commands.edit(invited, { status: "DISABLED" }, later))
    expect(disabled.user).not.toHaveProperty("invitation")
    expect(disabled.facts).toMatchObject([{ from: "INVITED", to: "DISABLED", data: { changed: ["status"] } }])
    expect(Result.isFailure(Commands.invite(disabled.user, open(45), later))).toBe(true)
    const enabled = Result.getOrThrow(Commands.edit(disabled.user, { status: "ACTIVE" }, later)).user
    expect(enabled).toMatchObject({ status: "ACTIVE", version: 3 })
    expect(enabled).not.toHaveProperty("invitation")
  })

  it("is edited by what changes, and by nothing else", () => {
    const edited = Result.getOrThrow(Commands.edit(invited, { name: "Lise Grand", role: "ADMIN" }, later))
    expect(edited.user).toEqual({
      ...invited,
      name: "Lise Grand",
      role: "ADMIN",
      version: 2,
      updatedAt: later,
    })
    expect(edited.facts).toMatchObject([{ data: { agencyUserId: id, changed: ["name", "role"] } }])
    for (const same of [{}, { name: invited.name }, { role: "BOOKER" as const }])
      expect(Result.getOrThrow(Commands.edit(invited, same, later))).toEqual({ user: invited, facts: [] })
    expect(Result.getOrThrow(Commands.edit(in_("ACTIVE"), { status: "ACTIVE" }, later)).facts).toEqual([])
    expect(Result.isFailure(Commands.edit(invited, { status: "ACTIVE" }, later))).toBe(true)
  })

  it("F97 erased has neither name nor address, and nothing opens it again", () => {
    const { user, facts } = Commands.erase(in_("ACTIVE"), later)
    expect(user).toEqual({
      id,
      agencyId,
      name: "",
      role: "BOOKER",
      status: "DISABLED",
      erasedAt: later,
      version: 2,
      createdAt: now,
      updatedAt: later,
    })
    expect(facts).toMatchObject([{ action: "AgencyUserErased", from: "ACTIVE", to: "DISABLED" }])
    expect(Commands.erase(user, later).facts).toEqual([])
    const refused = Commands.edit(user, { status: "ACTIVE" }, later)
    expect(Result.isFailure(refused) && refused.failure).toMatchObject({ from: "DISABLED", allowed: [] })
  })
})
