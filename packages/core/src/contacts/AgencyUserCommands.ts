/** What makes and changes an agency user's account, decided without storage. The agency's history tells of it. */
import { DateTime, Result } from "effect"
import { fact, type Fact } from "../ports/Decision.ts"
import type { AgencyId, AgencyUserId, InvitationId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import { type IllegalTransition, step } from "../shared/Transition.ts"
import { type AgencyUser, type AgencyUserEdit, InvitationClosed, type NewAgencyUser } from "./AgencyUser.ts"
import { type AgencyUserAction, agencyUserMachine } from "./AgencyUserStatus.ts"

/** An account after a command; no facts when nothing changed. */
export interface AgencyUserDecision {
  readonly user: AgencyUser
  readonly facts: ReadonlyArray<Fact>
}

type Decided<E = never> = Result.Result<AgencyUserDecision, E | IllegalTransition>

/** An invitation that is about to be sent. */
export type Open = NonNullable<AgencyUser["invitation"]>

export const create = (
  { name, email, role = "BOOKER" }: NewAgencyUser,
  agencyId: AgencyId,
  id: AgencyUserId,
  invitation: Open,
  at: Instant,
): AgencyUserDecision => {
  const user: AgencyUser = {
    id,
    agencyId,
    name,
    email,
    role,
    status: "INVITED",
    invitation,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  return { user, facts: [told(user, "AgencyUserInvited", { to: "INVITED" }, { role })] }
}

/** Opens another invitation in place of the one before. */
export const invite = (user: AgencyUser, invitation: Open, at: Instant): Decided =>
  Result.map(moved(user, "invite"), (status) => ({
    user: { ...next(user, at), status, invitation },
    facts: [told(user, "AgencyUserInvited", { from: user.status, to: status }, { role: user.role })],
  }))

/** Follows the invitation `id`, which was used before when `usedAt` is known. */
export const accept = (
  user: AgencyUser,
  id: InvitationId,
  usedAt: Instant | undefined,
  at: Instant,
): Decided<InvitationClosed> => {
  const { invitation, ...rest } = user
  if (usedAt !== undefined) return Result.fail(new InvitationClosed({ reason: "USED" }))
  if (invitation?.id !== id) return Result.fail(new InvitationClosed({ reason: "REVOKED" }))
  if (DateTime.isLessThanOrEqualTo(invitation.expiresAt, at))
    return Result.fail(new InvitationClosed({ reason: "EXPIRED" }))
  return Result.map(moved(user, "accept"), (status) => ({
    user: { ...next(rest, at), status },
    facts: [told(user, "AgencyUserActivated", { from: user.status, to: status })],
  }))
}

/** The account with the fields of `changes`. */
export const edit = (user: AgencyUser, changes: AgencyUserEdit, at: Instant): Decided => {
  const { name = user.name, role = user.role, status: asked } = changes
  const action: AgencyUserAction | undefined =
    asked === undefined ? undefined : asked === "ACTIVE" ? "enable" : "disable"
  return Result.map(action === undefined ? Result.succeed(user.status) : moved(user, action), (status) => {
    const { invitation, ...rest } = user
    const open = status === "DISABLED" || invitation === undefined ? {} : { invitation }
    const after: AgencyUser = { ...rest, ...open, name, role, status }
    const changed = (["name", "role", "status"] as const).filter((field) => user[field] !== after[field])
    if (changed.length === 0) return { user, facts: [] }
    const turned = status === user.status ? {} : { from: user.status, to: status }
    return { user: next(after, at), facts: [told(user, "AgencyUserEdited", turned, { changed })] }
  })
}

/** Blanks what is known of the person; the account stays, DISABLED, as what it did stays. */
export const erase = (user: AgencyUser, at: Instant): AgencyUserDecision => {
  if (user.erasedAt !== undefined) return { user, facts: [] }
  const { email: _, invitation: __, ...rest } = user
  return {
    user: { ...next(rest, at), name: "", status: "DISABLED", erasedAt: at },
    facts: [told(user, "AgencyUserErased", { from: user.status, to: "DISABLED" })],
  }
}

function moved({ id, status, erasedAt }: AgencyUser, action: AgencyUserAction) {
  // An erased account is disabled for good: its table is the row without a way out.
  const machine =
    erasedAt === undefined
      ? agencyUserMachine
      : {
          ...agencyUserMachine,
          table: { ...agencyUserMachine.table, DISABLED: { terminal: true, on: {} } },
        }
  return step(machine, id, status, action)
}

function next(user: AgencyUser, at: Instant): AgencyUser {
  return { ...user, version: user.version + 1, updatedAt: at }
}

function told(
  user: AgencyUser,
  action: string,
  turned: { readonly from?: string; readonly to?: string },
  data: Fact["data"] = {},
): Fact {
  return fact("AGENCY", user.agencyId, action, { ...turned, data: { agencyUserId: user.id, ...data } })
}
