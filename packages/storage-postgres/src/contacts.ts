/** Contact cards. */
import {
  type Address,
  type Contact,
  type ContactId,
  ContactNotFound,
  type ContactRepository,
  contactSearchIndex,
  fullName,
  type OperatorId,
} from "@caleche/core"
import { Effect } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import { type Columns, columnsOf, orStale, rowFrom } from "./record.ts"
import { keyColumns, keysOf } from "./search.ts"
import type { TenantSql } from "./tenantSql.ts"

export interface ContactRow {
  readonly id: ContactId
  readonly first_name: string | null
  readonly last_name: string
  readonly gender: NonNullable<Contact["gender"]> | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: Address | null
  readonly archived_at: Instant | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

/** The columns of a card. */
export const contactColumns = (tenant: TenantSql): Columns =>
  columnsOf(
    tenant,
    ["operator_id", "id", "created_at"],
    [
      "first_name",
      "last_name",
      "gender",
      "email",
      "phone",
      "address",
      ...keyColumns,
      "archived_at",
      "version",
      "updated_at",
    ],
  )

export const makeContacts = (tenant: TenantSql): ContactRepository["Service"] => {
  const contacts = tenant.named("contacts")
  const columns = contactColumns(tenant)
  return {
    lock: Effect.fnUntraced(function* (operatorId, id) {
      const [row] = yield* tenant.write<ContactRow>(
        "ContactRepository.lock",
        operatorId,
        (sql, mine) => sql`
          select * from ${contacts} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid
          for no key update`,
      )
      return row === undefined ? yield* new ContactNotFound({ ids: [id] }) : contactOf(row)
    }),
    save: Effect.fnUntraced(function* (operatorId, contact) {
      const operation = "ContactRepository.save"
      const updated = yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          update ${contacts} c set (${columns.changing}) = row(${columns.changed})
          from ${rowFrom(sql, contacts, contactRow(operatorId, contact))}
          where ${mine} and c.operator_id = ${operatorId}::uuid and c.id = ${contact.id}::uuid
            and c.version = ${contact.version - 1}::int
          returning c.id`,
      )
      yield* orStale(tenant, operation, contacts, operatorId, contact, updated)
    }),
  }
}

export const contactRow = (operatorId: OperatorId, card: Contact) => ({
  operator_id: operatorId,
  id: card.id,
  first_name: card.firstName,
  last_name: card.lastName,
  gender: card.gender,
  email: card.email,
  phone: card.phone,
  address: card.address,
  ...keysOf(fullName(card), contactSearchIndex(card)),
  archived_at: card.archivedAt,
  version: card.version,
  created_at: card.createdAt,
  updated_at: card.updatedAt,
})

export const contactOf = (row: ContactRow): Contact =>
  filled({
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    gender: row.gender,
    email: row.email,
    phone: row.phone,
    address: row.address,
    archivedAt: instantOrNull(row.archived_at),
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })
