/** Agencies' people are invited, changed, shut out and erased here; following an invitation opens the account, once. */
import { Context, DateTime, Duration, Effect, Layer, Option, Redacted, Result } from "effect"
import type { Actor, CurrentActor } from "../access/Actor.ts"
import { type Action, Forbidden, granteeOf, permit } from "../access/Permissions.ts"
import { makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import type { MessageContent } from "../ports/Outbox.ts"
import { credentialOf, Secrets } from "../ports/Secrets.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { type AgencyId, AgencyUserId, InvitationId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { AgencyInactive, AgencyNotFound } from "./Agency.ts"
import { AgencyRepository } from "./AgencyRepository.ts"
import {
  type AgencyUser,
  type AgencyUserEdit,
  type AgencyUserExists,
  type AgencyUserNotFound,
  InvitationClosed,
  type NewAgencyUser,
} from "./AgencyUser.ts"
import * as Commands from "./AgencyUserCommands.ts"
import { AgencyUserRepository, type AgencyUserSort } from "./AgencyUserRepository.ts"
import { ContactRepository } from "./ContactRepository.ts"
import { InvitationTerms } from "./InvitationTerms.ts"
import { makeActiveAgency, permitOfAgency } from "./ownAgency.ts"

/** What any change to an account can fail with. `ifVersion` names the version the caller saw. */
type Change<E = never> = Effect.Effect<
  AgencyUser,
  E | AgencyNotFound | AgencyUserNotFound | IllegalTransition | StaleVersion | Forbidden | StorageFailed,
  CurrentActor
>

/** An account just opened, and what opens it from now on: shown this once. */
export interface Activated {
  readonly user: AgencyUser
  readonly credential: Redacted.Redacted
}

export class AgencyStaff extends Context.Service<
  AgencyStaff,
  {
    /** Enters an account and queues the mail with its invitation. */
    readonly invite: (
      agencyId: AgencyId,
      input: NewAgencyUser,
    ) => Effect.Effect<
      AgencyUser,
      AgencyNotFound | AgencyInactive | AgencyUserExists | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Another invitation, in place of the one before; an ACTIVE user gets another credential by following it. */
    readonly inviteAgain: (
      agencyId: AgencyId,
      id: AgencyUserId,
      ifVersion?: Version,
    ) => Change<AgencyInactive>
    /** An edit that changes nothing writes nothing. */
    readonly edit: (
      agencyId: AgencyId,
      id: AgencyUserId,
      changes: AgencyUserEdit,
      ifVersion?: Version,
    ) => Change
    /** Blanks name and address for good; what the person requested and accepted stays. */
    readonly erase: (agencyId: AgencyId, id: AgencyUserId, ifVersion?: Version) => Change
    readonly list: (
      agencyId: AgencyId,
      page: PageRequest<AgencyUserSort>,
    ) => Effect.Effect<
      Page<AgencyUser>,
      AgencyNotFound | CursorMismatch | Forbidden | StorageFailed,
      CurrentActor
    >
    /** The current actor, who holds an invitation, follows it. Of several at once one succeeds. */
    readonly accept: () => Effect.Effect<
      Activated,
      InvitationClosed | IllegalTransition | StaleVersion | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/contacts/AgencyStaff") {
  static readonly layer = Layer.effect(
    AgencyStaff,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const agencies = yield* AgencyRepository
      const repository = yield* AgencyUserRepository
      const contacts = yield* ContactRepository
      const ids = yield* IdGenerator
      const secrets = yield* Secrets
      const { validFor } = yield* InvitationTerms
      const record = yield* makeRecord
      const activeAgency = yield* makeActiveAgency

      const open = (at: Instant) =>
        Effect.map(ids.next, (id) => ({
          id: InvitationId.make(id),
          expiresAt: DateTime.addDuration(at, Duration.fromInputUnsafe(validFor)),
        }))

      /** Enters the invitation of `user`, and writes what happened with the mail that carries it. */
      const announce = Effect.fnUntraced(function* (
        actor: Actor,
        at: Instant,
        { user, facts }: Commands.AgencyUserDecision,
        invitation: Commands.Open,
      ) {
        const { id: agencyUserId, agencyId } = user
        yield* repository.insertInvitation(actor.operatorId, { id: invitation.id, agencyUserId })
        const mail: MessageContent = {
          _tag: "AgencyUserInvited",
          agencyId,
          agencyUserId,
          invitationId: invitation.id,
        }
        yield* record(actor, at, facts, [mail])
        return user
      })

      /** Locks the account, lets `decide` change it, and saves it with `write`; nothing when nothing changed. */
      const change = Effect.fnUntraced(function* <E, E2>(
        action: Action,
        agencyId: AgencyId,
        id: AgencyUserId,
        ifVersion: Version | undefined,
        decide: (user: AgencyUser, at: Instant) => Result.Result<Commands.AgencyUserDecision, E>,
        write: (
          actor: Actor,
          at: Instant,
          decision: Commands.AgencyUserDecision,
        ) => Effect.Effect<unknown, E2>,
      ) {
        const actor = yield* permitOfAgency(action, agencyId)
        return yield* atomically(
          actor.operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            yield* agencies.get(actor.operatorId, agencyId)
            const stored = yield* repository.lock(actor.operatorId, agencyId, id)
            if (ifVersion !== undefined && ifVersion !== stored.version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: stored.version })
            const decision = yield* Effect.fromResult(decide(stored, at))
            if (decision.facts.length === 0) return stored
            yield* repository.save(actor.operatorId, decision.user)
            yield* write(actor, at, decision)
            return decision.user
          }),
        )
      })

      /** A DISABLED account is open to nobody from this commit on. */
      const shutting = Effect.fnUntraced(function* (
        actor: Actor,
        at: Instant,
        { user, facts }: Commands.AgencyUserDecision,
      ) {
        const { operatorId } = actor
        if (user.status === "DISABLED") yield* repository.setCredential(operatorId, user.id, undefined)
        if (user.erasedAt !== undefined) yield* contacts.forgetAnswers(operatorId, [user.id])
        yield* record(actor, at, facts)
      })

      return AgencyStaff.of({
        invite: Effect.fn("AgencyStaff.invite")(function* (agencyId, input) {
          const actor = yield* permitOfAgency("agencyUser.invite", agencyId)
          const { operatorId } = actor
          const at = yield* DateTime.now
          const invitation = yield* open(at)
          const id = AgencyUserId.make(yield* ids.next)
          const decision = Commands.create(input, agencyId, id, invitation, at)
          return yield* atomically(
            operatorId,
            Effect.gen(function* () {
              yield* activeAgency(operatorId, agencyId)
              yield* repository.insert(operatorId, decision.user)
              return yield* announce(actor, at, decision, invitation)
            }),
          )
        }),
        inviteAgain: Effect.fn("AgencyStaff.inviteAgain")(function* (agencyId, id, ifVersion) {
          const invitation = yield* open(yield* DateTime.now)
          return yield* change(
            "agencyUser.invite",
            agencyId,
            id,
            ifVersion,
            (user, at) => Commands.invite(user, invitation, at),
            (actor, at, decision) =>
              Effect.andThen(
                Effect.catchTag(activeAgency(actor.operatorId, agencyId), "AgencyNotFound", Effect.die), // it was just read
                announce(actor, at, decision, invitation),
              ),
          )
        }),
        edit: Effect.fn("AgencyStaff.edit")((agencyId, id, changes, ifVersion) =>
          change(
            "agencyUser.edit",
            agencyId,
            id,
            ifVersion,
            (user, at) => Commands.edit(user, changes, at),
            shutting,
          ),
        ),
        erase: Effect.fn("AgencyStaff.erase")((agencyId, id, ifVersion) =>
          change(
            "agencyUser.erase",
            agencyId,
            id,
            ifVersion,
            (user, at) => Result.succeed(Commands.erase(user, at)),
            shutting,
          ),
        ),
        list: Effect.fn("AgencyStaff.list")(function* (agencyId, page) {
          const { operatorId } = yield* permitOfAgency("agencyUser.read", agencyId)
          yield* agencies.get(operatorId, agencyId)
          return yield* repository.list(operatorId, agencyId, page)
        }),
        accept: Effect.fn("AgencyStaff.accept")(function* () {
          const actor = yield* permit("invitation.accept")
          if (actor._tag !== "Invitee")
            return yield* new Forbidden({ action: "invitation.accept", role: granteeOf(actor) })
          const { operatorId, agencyId, id, invitationId } = actor
          const credential = credentialOf(secrets.environment, id, yield* secrets.random)
          const hash = yield* secrets.hash(credential)
          const user = yield* atomically(
            operatorId,
            Effect.gen(function* () {
              const at = yield* DateTime.now
              const stored = yield* Effect.catchTag(
                repository.lock(operatorId, agencyId, id),
                "AgencyUserNotFound",
                () => Effect.fail(new InvitationClosed({ reason: "REVOKED" })),
              )
              const invitation = yield* repository.invitation(operatorId, invitationId)
              const usedAt = Option.getOrUndefined(invitation)?.usedAt
              const { user, facts } = yield* Effect.fromResult(
                Commands.accept(stored, invitationId, usedAt, at),
              )
              yield* repository.save(operatorId, user)
              yield* repository.setCredential(operatorId, id, hash)
              yield* repository.useInvitation(operatorId, invitationId, at)
              yield* record(actor, at, facts)
              return user
            }),
          )
          return { user, credential: Redacted.make(credential) }
        }),
      })
    }),
  )
}
