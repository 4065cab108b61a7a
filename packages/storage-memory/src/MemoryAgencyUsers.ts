/** Agencies' people in memory, with what opens their accounts. */
import {
  type AgencyUser,
  AgencyUserExists,
  AgencyUserNotFound,
  AgencyUserRepository,
  emailKey,
  type Invitation,
  type Invitee,
  type KnownAgencyUser,
  type OperatorId,
} from "@caleche/core"
import { DateTime, Effect, HashMap, Layer, Option, Result } from "effect"
import { listed } from "./listed.ts"
import { type Data, put, row, rows, Store, type Table } from "./Store.ts"
import { succeed } from "./versioned.ts"

/** An account with the hash of its credential. */
export interface AgencyUserRow extends AgencyUser {
  readonly credentialHash?: string
}

/** An invitation with the hash of its token, once it has one. */
export interface InvitationRow extends Invitation {
  readonly hash?: string
}

const userOf = ({ credentialHash: _, ...user }: AgencyUserRow): AgencyUser => user

/** The first row, of whichever operator, that fits. */
const anywhere = <A>(table: Table<A>, fits: (value: A) => boolean): readonly [OperatorId, A] | undefined => {
  for (const [operatorId, mine] of table)
    for (const value of HashMap.values(mine)) if (fits(value)) return [operatorId, value]
  return undefined
}

export const agencyUsers = Layer.effect(
  AgencyUserRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: AgencyUserRepository["Service"]["get"] = (operatorId, agencyId, id) =>
      Effect.flatMap(
        read((data) => row(data.agencyUsers, operatorId, id)),
        (user) =>
          user?.agencyId === agencyId
            ? Effect.succeed(userOf(user))
            : Effect.fail(new AgencyUserNotFound({ id })),
      )
    const changeUser = (operatorId: OperatorId, id: string, change: (user: AgencyUserRow) => AgencyUserRow) =>
      write((data) => {
        const user = row(data.agencyUsers, operatorId, id)
        return [
          undefined,
          user === undefined
            ? data
            : { ...data, agencyUsers: put(data.agencyUsers, operatorId, id, change(user)) },
        ]
      })
    const changeInvitation = (operatorId: OperatorId, id: string, fields: Partial<InvitationRow>) =>
      write((data) => {
        const invitation = row(data.invitations, operatorId, id)
        return [
          undefined,
          invitation === undefined
            ? data
            : { ...data, invitations: put(data.invitations, operatorId, id, { ...invitation, ...fields }) },
        ]
      })
    return AgencyUserRepository.of({
      insert: (operatorId, user) =>
        Effect.flatMap(
          write((data): readonly [Result.Result<void, AgencyUserExists>, Data] => {
            const known = rows(data.agencyUsers, operatorId).find(
              ({ agencyId, email }) =>
                agencyId === user.agencyId &&
                email !== undefined &&
                user.email !== undefined &&
                emailKey(email) === emailKey(user.email),
            )
            return known === undefined
              ? [Result.void, { ...data, agencyUsers: put(data.agencyUsers, operatorId, user.id, user) }]
              : [Result.fail(new AgencyUserExists({ id: known.id })), data]
          }),
          Effect.fromResult,
        ),
      get,
      lock: get,
      save: (operatorId, user) =>
        Effect.flatMap(
          write((data) => {
            const before = row(data.agencyUsers, operatorId, user.id)
            const { lastLoginAt: _, ...next } = user
            const kept: AgencyUserRow = {
              ...next,
              ...(before?.lastLoginAt === undefined ? {} : { lastLoginAt: before.lastLoginAt }),
              ...(before?.credentialHash === undefined ? {} : { credentialHash: before.credentialHash }),
            }
            const stored = succeed(data.agencyUsers, operatorId, kept)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, agencyUsers: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, agencyId, page) =>
        Effect.flatMap(
          read((data) => rows(data.agencyUsers, operatorId)),
          (all) =>
            listed(
              all.filter((user) => user.agencyId === agencyId).map(userOf),
              { agencyId },
              page,
              ({ id, createdAt }) => ({ key: DateTime.formatIso(createdAt), id }),
            ),
        ),
      setCredential: (operatorId, id, hash) =>
        changeUser(operatorId, id, (user) => ({
          ...userOf(user),
          ...(hash === undefined ? {} : { credentialHash: hash }),
        })),
      findByCredential: (hash) =>
        read(({ agencyUsers }) => {
          const found = anywhere(
            agencyUsers,
            ({ credentialHash, status }) => credentialHash === hash && status === "ACTIVE",
          )
          if (found === undefined) return Option.none()
          const [operatorId, { agencyId, id, role, lastLoginAt }] = found
          const known: KnownAgencyUser = {
            actor: { _tag: "AgencyUser", operatorId, agencyId, id, role },
            ...(lastLoginAt === undefined ? {} : { lastLoginAt }),
          }
          return Option.some(known)
        }),
      touch: (operatorId, id, at) =>
        changeUser(operatorId, id, (user) => {
          const { lastLoginAt: last } = user
          const isRecorded =
            last !== undefined && DateTime.isLessThan(DateTime.subtract(at, { minutes: 1 }), last)
          return isRecorded ? user : { ...user, lastLoginAt: at }
        }),
      insertInvitation: (operatorId, invitation) =>
        write((data) => [
          undefined,
          { ...data, invitations: put(data.invitations, operatorId, invitation.id, invitation) },
        ]),
      armInvitation: (operatorId, id, hash) => changeInvitation(operatorId, id, { hash }),
      findByInvitation: (hash) =>
        read(({ agencyUsers, invitations }) => {
          const found = anywhere(invitations, (invitation) => invitation.hash === hash)
          if (found === undefined) return Option.none()
          const [operatorId, { id: invitationId, agencyUserId }] = found
          return Option.map(
            Option.fromUndefinedOr(row(agencyUsers, operatorId, agencyUserId)),
            ({ id, agencyId }): Invitee => ({ _tag: "Invitee", operatorId, agencyId, id, invitationId }),
          )
        }),
      invitation: (operatorId, id) =>
        read((data) =>
          Option.map(
            Option.fromUndefinedOr(row(data.invitations, operatorId, id)),
            ({ hash: _, ...invitation }): Invitation => invitation,
          ),
        ),
      useInvitation: (operatorId, id, usedAt) => changeInvitation(operatorId, id, { usedAt }),
    })
  }),
)
