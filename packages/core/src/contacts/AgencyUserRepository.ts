/** Where agencies' people are kept, with the hashes of the credentials and invitations that open their accounts. */
import { Context, type Effect, type Option, Schema } from "effect"
import type { AgencyActor, Invitee } from "../access/Actor.ts"
import type { AgencyId, AgencyUserId, InvitationId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion } from "../shared/Version.ts"
import type { AgencyUser, AgencyUserExists, AgencyUserNotFound } from "./AgencyUser.ts"

export const AgencyUserSort = Schema.Literals(["createdAt", "-createdAt"])
export type AgencyUserSort = typeof AgencyUserSort.Type

/** Whom a credential names. */
export interface KnownAgencyUser {
  readonly actor: AgencyActor
  readonly lastLoginAt?: Instant
}

/** One invitation: to whom, and when it was followed. */
export interface Invitation {
  readonly id: InvitationId
  readonly agencyUserId: AgencyUserId
  readonly usedAt?: Instant
}

export class AgencyUserRepository extends Context.Service<
  AgencyUserRepository,
  {
    /** Fails when the agency has an account under the same address, whatever its case. */
    readonly insert: (
      operatorId: OperatorId,
      user: AgencyUser,
    ) => Effect.Effect<void, AgencyUserExists | StorageFailed>
    readonly get: (
      operatorId: OperatorId,
      agencyId: AgencyId,
      id: AgencyUserId,
    ) => Effect.Effect<AgencyUser, AgencyUserNotFound | StorageFailed>
    /** As `get`; locks the account until the surrounding unit of work ends. */
    readonly lock: (
      operatorId: OperatorId,
      agencyId: AgencyId,
      id: AgencyUserId,
    ) => Effect.Effect<AgencyUser, AgencyUserNotFound | StorageFailed>
    /** Replaces the version before, but for `lastLoginAt`. */
    readonly save: (
      operatorId: OperatorId,
      user: AgencyUser,
    ) => Effect.Effect<void, StaleVersion | StorageFailed>
    readonly list: (
      operatorId: OperatorId,
      agencyId: AgencyId,
      page: PageRequest<AgencyUserSort>,
    ) => Effect.Effect<Page<AgencyUser>, CursorMismatch | StorageFailed>
    /** Puts the one credential of an account in place of the one before; undefined leaves it without. */
    readonly setCredential: (
      operatorId: OperatorId,
      id: AgencyUserId,
      hash: string | undefined,
    ) => Effect.Effect<void, StorageFailed>
    /** The ACTIVE user with this credential, of whichever operator: asked before an operator is known. */
    readonly findByCredential: (hash: string) => Effect.Effect<Option.Option<KnownAgencyUser>, StorageFailed>
    /** Records the last login, unless one of the minute before it is recorded already. */
    readonly touch: (
      operatorId: OperatorId,
      id: AgencyUserId,
      at: Instant,
    ) => Effect.Effect<void, StorageFailed>
    /** Enters an invitation that nobody can follow yet: it has no token. */
    readonly insertInvitation: (
      operatorId: OperatorId,
      invitation: Invitation,
    ) => Effect.Effect<void, StorageFailed>
    /** Gives an invitation its token, known by its hash, in place of the one before. */
    readonly armInvitation: (
      operatorId: OperatorId,
      id: InvitationId,
      hash: string,
    ) => Effect.Effect<void, StorageFailed>
    /** Who holds the token with this hash, of whichever operator, whether it still opens anything or not. */
    readonly findByInvitation: (hash: string) => Effect.Effect<Option.Option<Invitee>, StorageFailed>
    readonly invitation: (
      operatorId: OperatorId,
      id: InvitationId,
    ) => Effect.Effect<Option.Option<Invitation>, StorageFailed>
    readonly useInvitation: (
      operatorId: OperatorId,
      id: InvitationId,
      at: Instant,
    ) => Effect.Effect<void, StorageFailed>
  }
>()("@caleche/core/contacts/AgencyUserRepository") {}
