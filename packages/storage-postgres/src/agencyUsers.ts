/**
 * Agencies' people. Like programs' keys, their credentials and invitations are found by hash before an operator is known,
 * by functions that answer only that.
 */
import {
  type AgencyId,
  type AgencyUser,
  AgencyUserExists,
  type AgencyUserId,
  AgencyUserNotFound,
  type AgencyUserRepository,
  emailKey,
  type InvitationId,
  type OperatorId,
  Page,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { columnsOf, orStale, rowFrom } from "./record.ts"
import type { TenantSql } from "./tenantSql.ts"

interface AgencyUserRow {
  readonly id: AgencyUserId
  readonly agency_id: AgencyId
  readonly name: string
  readonly email: string | null
  readonly role: AgencyUser["role"]
  readonly status: AgencyUser["status"]
  readonly invitation: { readonly id: InvitationId; readonly expiresAt: string } | null
  readonly last_login_at: Instant | null
  readonly erased_at: Instant | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

interface Named {
  readonly operator_id: OperatorId
  readonly agency_id: AgencyId
  readonly id: AgencyUserId
}

export const makeAgencyUsers = (tenant: TenantSql): AgencyUserRepository["Service"] => {
  const users = tenant.named("agency_users")
  const invitations = tenant.named("agency_invitations")
  const columns = columnsOf(
    tenant,
    ["operator_id", "id", "agency_id", "created_at"],
    ["name", "email", "email_key", "role", "status", "invitation", "erased_at", "version", "updated_at"],
  )
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, agencyId: AgencyId, id: AgencyUserId) {
      const [row] = yield* run<AgencyUserRow>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select * from ${users}
          where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid and agency_id = ${agencyId}::uuid
          ${sql.literal(locking)}`,
      )
      return row === undefined ? yield* new AgencyUserNotFound({ id }) : userOf(row)
    })
  const at = (instant: DateTime.Utc) => DateTime.toDateUtc(instant)
  return {
    insert: Effect.fnUntraced(function* (operatorId, user) {
      const operation = "AgencyUserRepository.insert"
      const inserted = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          insert into ${users} (${columns.list})
          select ${columns.values} from ${rowFrom(sql, users, userRow(operatorId, user))} where ${mine}
          on conflict (operator_id, agency_id, email_key) do nothing returning id`,
      )
      if (inserted.length > 0) return
      const [known] = yield* tenant.write<{ readonly id: AgencyUserId }>(
        operation,
        operatorId,
        (sql, mine) => sql`
          select id from ${users} where ${mine} and operator_id = ${operatorId}::uuid
            and agency_id = ${user.agencyId}::uuid and email_key = ${keyOf(user) ?? null}::text`,
      )
      return yield* new AgencyUserExists({ id: known?.id ?? user.id })
    }),
    get: byId("AgencyUserRepository.get", tenant.read, ""),
    lock: byId("AgencyUserRepository.lock", tenant.write, "for no key update"),
    save: Effect.fnUntraced(function* (operatorId, user) {
      const operation = "AgencyUserRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${users} u set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, users, userRow(operatorId, user))}
          where ${mine} and u.operator_id = ${operatorId}::uuid and u.id = ${user.id}::uuid
            and u.version = ${user.version - 1}::int
          returning u.id`,
      )
      yield* orStale(tenant, operation, users, operatorId, user, updated)
    }),
    list: Effect.fnUntraced(function* (operatorId, agencyId, page) {
      const filters = { agencyId }
      const start = yield* startOf(page, filters)
      const rows = yield* tenant.read<AgencyUserRow>(
        "AgencyUserRepository.list",
        operatorId,
        (sql, mine) => sql`
          select * from ${users}
          where ${mine} and operator_id = ${operatorId}::uuid and agency_id = ${agencyId}::uuid
          ${beyond(sql, start, "created_at")} ${inOrder(sql, start, "created_at")} limit ${page.limit + 1}::int`,
      )
      return Page.pageOf(page, filters, rows.map(userOf), ({ createdAt, id }) => ({
        key: DateTime.formatIso(createdAt),
        id,
      }))
    }),
    setCredential: (operatorId, id, hash) =>
      Effect.asVoid(
        tenant.write(
          "AgencyUserRepository.setCredential",
          operatorId,
          (sql, mine) => sql`
            update ${users} set credential_hash = ${hash ?? null}::text
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
      ),
    findByCredential: (hash) =>
      Effect.map(
        tenant.common<Named & { readonly role: AgencyUser["role"]; readonly last_login_at: Instant | null }>(
          "AgencyUserRepository.findByCredential",
          (sql) => sql`select * from ${tenant.named("agency_user_of_credential")}(${hash}::text)`,
        ),
        ([row]) =>
          Option.map(Option.fromUndefinedOr(row), ({ operator_id, agency_id, id, role, last_login_at }) => ({
            actor: { _tag: "AgencyUser", operatorId: operator_id, agencyId: agency_id, id, role } as const,
            ...(last_login_at === null ? {} : { lastLoginAt: instant(last_login_at) }),
          })),
      ),
    touch: (operatorId, id, lastLoginAt) =>
      Effect.asVoid(
        tenant.write(
          "AgencyUserRepository.touch",
          operatorId,
          (sql, mine) => sql`
            update ${users} set last_login_at = ${at(lastLoginAt)}::timestamptz
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
              and (last_login_at is null or last_login_at <= ${at(DateTime.subtract(lastLoginAt, { minutes: 1 }))}::timestamptz)`,
        ),
      ),
    insertInvitation: (operatorId, { id, agencyUserId }) =>
      Effect.asVoid(
        tenant.write(
          "AgencyUserRepository.insertInvitation",
          operatorId,
          (sql, mine) => sql`
            insert into ${invitations} (operator_id, id, agency_user_id)
            select ${operatorId}::uuid, ${id}::uuid, ${agencyUserId}::uuid where ${mine}`,
        ),
      ),
    armInvitation: (operatorId, id, hash) =>
      Effect.asVoid(
        tenant.write(
          "AgencyUserRepository.armInvitation",
          operatorId,
          (sql, mine) => sql`
            update ${invitations} set hash = ${hash}::text
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
      ),
    findByInvitation: (hash) =>
      Effect.map(
        tenant.common<Named & { readonly invitation_id: InvitationId }>(
          "AgencyUserRepository.findByInvitation",
          (sql) => sql`select * from ${tenant.named("invitee_of_token")}(${hash}::text)`,
        ),
        ([row]) =>
          Option.map(
            Option.fromUndefinedOr(row),
            ({ operator_id, agency_id, id, invitation_id }) =>
              ({
                _tag: "Invitee",
                operatorId: operator_id,
                agencyId: agency_id,
                id,
                invitationId: invitation_id,
              }) as const,
          ),
      ),
    invitation: (operatorId, id) =>
      Effect.map(
        tenant.read<{
          readonly id: InvitationId
          readonly agency_user_id: AgencyUserId
          readonly used_at: Instant | null
        }>(
          "AgencyUserRepository.invitation",
          operatorId,
          (sql, mine) => sql`
            select id, agency_user_id, used_at from ${invitations}
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
        ([row]) =>
          Option.map(Option.fromUndefinedOr(row), ({ id, agency_user_id, used_at }) => ({
            id,
            agencyUserId: agency_user_id,
            ...(used_at === null ? {} : { usedAt: instant(used_at) }),
          })),
      ),
    useInvitation: (operatorId, id, usedAt) =>
      Effect.asVoid(
        tenant.write(
          "AgencyUserRepository.useInvitation",
          operatorId,
          (sql, mine) => sql`
            update ${invitations} set used_at = ${at(usedAt)}::timestamptz
            where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
        ),
      ),
  }
}

const keyOf = ({ email }: AgencyUser): string | undefined =>
  email === undefined ? undefined : emailKey(email)

const userRow = (operatorId: OperatorId, user: AgencyUser) => ({
  operator_id: operatorId,
  id: user.id,
  agency_id: user.agencyId,
  name: user.name,
  email: user.email,
  email_key: keyOf(user),
  role: user.role,
  status: user.status,
  invitation: user.invitation,
  erased_at: user.erasedAt,
  version: user.version,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
})

const userOf = (row: AgencyUserRow): AgencyUser =>
  filled({
    id: row.id,
    agencyId: row.agency_id,
    name: row.name,
    email: row.email,
    role: row.role,
    status: row.status,
    invitation:
      row.invitation === null ? null : { ...row.invitation, expiresAt: instant(row.invitation.expiresAt) },
    lastLoginAt: instantOrNull(row.last_login_at),
    erasedAt: instantOrNull(row.erased_at),
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })
