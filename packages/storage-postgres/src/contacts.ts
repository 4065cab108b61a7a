/** Contact cards, and which clients they belong to. */
import {
  type Address,
  type ClientId,
  type Contact,
  type ContactId,
  type ContactLink,
  ContactNotFound,
  type ContactRepository,
  type ContactRole,
  type ContactUse,
  contactSearchIndex,
  fullName,
  type Newsletter,
  type OperatorId,
  Page,
  searchKey,
} from "@caleche/core"
import { DateTime, Effect, Option } from "effect"
import { filled, type Instant, instant, instantOrNull } from "./columns.ts"
import { type Columns, columnsOf, orStale, rowFrom } from "./record.ts"
import { beyond, inOrder, startOf } from "./keyset.ts"
import { foundPage, keyColumns, keysOf, unfound } from "./search.ts"
import type { TenantSql } from "./tenantSql.ts"

export interface ContactRow {
  readonly id: ContactId
  readonly first_name: string | null
  readonly last_name: string
  readonly gender: NonNullable<Contact["gender"]> | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: Address | null
  readonly newsletter: (Omit<Newsletter, "at"> & { readonly at: string }) | null
  readonly archived_at: Instant | null
  readonly merged_into: ContactId | null
  readonly erased_at: Instant | null
  readonly version: number
  readonly created_at: Instant
  readonly updated_at: Instant
}

interface LinkRow {
  readonly client_id: ClientId
  readonly contact_id: ContactId
  readonly role: ContactRole
  readonly is_primary: boolean
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
      "newsletter",
      "archived_at",
      "merged_into",
      "erased_at",
      "version",
      "updated_at",
    ],
  )

export const makeContacts = (tenant: TenantSql): ContactRepository["Service"] => {
  const contacts = tenant.named("contacts")
  const columns = contactColumns(tenant)
  const links = tenant.named("client_contacts")
  const named = tenant.named("quote_contacts")
  const byId = (operation: string, run: TenantSql["read"], locking: string) =>
    Effect.fnUntraced(function* (operatorId: OperatorId, id: ContactId) {
      let standing = id
      while (true) {
        const [row] = yield* run<ContactRow>(
          operation,
          operatorId,
          (sql, mine) => sql`
            select * from ${contacts} where ${mine} and operator_id = ${operatorId}::uuid and id = ${standing}::uuid
            ${sql.literal(locking)}`,
        )
        if (row === undefined) return yield* new ContactNotFound({ ids: [id] })
        if (row.merged_into === null) return contactOf(row)
        standing = row.merged_into
      }
    })
  return {
    insert: (operatorId, contact) =>
      Effect.asVoid(
        tenant.write(
          "ContactRepository.insert",
          operatorId,
          (sql, mine) => sql`
            insert into ${contacts} (${columns.list})
            select ${columns.values} from ${rowFrom(sql, contacts, contactRow(operatorId, contact))} where ${mine}`,
        ),
      ),
    get: byId("ContactRepository.get", tenant.read, ""),
    lock: byId("ContactRepository.lock", tenant.write, "for no key update"),
    list: Effect.fnUntraced(function* (operatorId, filters, page) {
      const byName = page.sort.endsWith("name")
      const column = byName ? "c.name_key" : "c.created_at"
      const start = yield* startOf(page, filters, byName ? "text" : "timestamptz")
      const { q, status } = filters
      const rows = yield* tenant.read<ContactRow>("ContactRepository.list", operatorId, (sql, mine) => {
        const order = inOrder(sql, start, column, "c.id")
        if (q !== undefined)
          return sql`
            select c.* from ${contacts} c join ${foundPage(sql, tenant, "contacts", { q, status }, page, start)} f on f.id = c.id
            where ${mine} and c.operator_id = ${operatorId}::uuid ${order}`
        const archived = { ACTIVE: "and c.archived_at is null", ARCHIVED: "and c.archived_at is not null" }
        return sql`
          select c.* from ${contacts} c where ${mine} and c.operator_id = ${operatorId}::uuid and c.merged_into is null
          ${sql.literal(status === undefined ? "" : archived[status])}
          ${beyond(sql, start, column, "c.id")} ${order} limit ${page.limit + 1}::int`
      })
      return Page.pageOf(page, filters, rows.map(contactOf), (contact) => ({
        key: byName ? searchKey(fullName(contact)) : DateTime.formatIso(contact.createdAt),
        id: contact.id,
      }))
    }),
    ownerOf: (operatorId, id) =>
      Effect.map(
        tenant.read<{ readonly id: ClientId }>(
          "ContactRepository.ownerOf",
          operatorId,
          (sql, mine) => sql`
            select id from ${tenant.named("clients")}
            where ${mine} and operator_id = ${operatorId}::uuid and self_contact_id = ${id}::uuid`,
        ),
        ([row]) => Option.fromUndefinedOr(row?.id),
      ),
    links: (operatorId, id) =>
      Effect.map(
        tenant.read<LinkRow>(
          "ContactRepository.links",
          operatorId,
          (sql, mine) => sql`
            select client_id, contact_id, role, is_primary from ${links}
            where ${mine} and operator_id = ${operatorId}::uuid and contact_id = ${id}::uuid order by client_id`,
        ),
        (rows) => rows.map(linkOf),
      ),
    linksOf: (operatorId, clientId) =>
      Effect.map(
        tenant.read<LinkRow>(
          "ContactRepository.linksOf",
          operatorId,
          (sql, mine) => sql`
            select client_id, contact_id, role, is_primary from ${links}
            where ${mine} and operator_id = ${operatorId}::uuid and client_id = ${clientId}::uuid order by contact_id`,
        ),
        (rows) => rows.map(linkOf),
      ),
    sourcesOf: (operatorId, id) =>
      Effect.map(
        tenant.read<ContactRow>(
          "ContactRepository.sourcesOf",
          operatorId,
          (sql, mine) => sql`
            select * from ${contacts}
            where ${mine} and operator_id = ${operatorId}::uuid and merged_into = ${id}::uuid order by id`,
        ),
        (rows) => rows.map(contactOf),
      ),
    link: Effect.fnUntraced(function* (operatorId, { clientId, contactId, role, primary }) {
      const operation = "ContactRepository.link"
      if (primary)
        yield* tenant.write(
          operation,
          operatorId,
          (sql, mine) => sql`
            update ${links} set is_primary = false
            where ${mine} and operator_id = ${operatorId}::uuid and client_id = ${clientId}::uuid and is_primary
              and contact_id <> ${contactId}::uuid`,
        )
      yield* tenant.write(
        operation,
        operatorId,
        (sql, mine) => sql`
          insert into ${links} (operator_id, client_id, contact_id, role, is_primary)
          select ${operatorId}::uuid, ${clientId}::uuid, ${contactId}::uuid, ${role}::text, ${primary}::boolean where ${mine}
          on conflict (operator_id, client_id, contact_id)
            do update set role = excluded.role, is_primary = excluded.is_primary`,
      )
    }),
    hold: Effect.fnUntraced(function* (operatorId, ids) {
      const held = new Map<ContactId, ContactId>()
      let asked: ReadonlyArray<ContactId> = [...new Set(ids)]
      while (asked.length > 0) {
        const rows = yield* tenant.write<Pick<ContactRow, "id" | "merged_into">>(
          "ContactRepository.hold",
          operatorId,
          (sql, mine) => sql`
            select id, merged_into from ${contacts}
            where ${mine} and operator_id = ${operatorId}::uuid and id = any(${[...asked]}::uuid[]) order by id for share`,
        )
        for (const { id, merged_into } of rows) held.set(id, merged_into ?? id)
        asked = [...held.values()].filter((id) => !held.has(id))
      }
      const missing = [...new Set(ids.filter((id) => !held.has(id)))]
      if (missing.length > 0) return yield* new ContactNotFound({ ids: missing })
      const standing = (id: ContactId): ContactId => {
        const next = held.get(id) ?? id
        return next === id ? id : standing(next)
      }
      return ids.map(standing)
    }),
    lockToRemove: byId("ContactRepository.lockToRemove", tenant.write, "for update"),
    usesOf: (operatorId, id, most) =>
      tenant.read<ContactUse>(
        "ContactRepository.usesOf",
        operatorId,
        (sql, mine) => sql`
          select u.kind, u.id from (
            (select 'COMMUNICATION' as kind, m.id from ${tenant.named("communications")} m
              where m.operator_id = ${operatorId}::uuid and m.contact_id = ${id}::uuid order by m.id limit ${most}::int)
            union all
            (select 'ORDER' as kind, o.id from ${named} n
              join ${tenant.named("orders")} o on o.operator_id = n.operator_id and o.quote_id = n.quote_id
              where n.operator_id = ${operatorId}::uuid and n.contact_id = ${id}::uuid order by o.id limit ${most}::int)
            union all
            (select 'QUOTE', n.quote_id from ${named} n
              where n.operator_id = ${operatorId}::uuid and n.contact_id = ${id}::uuid order by n.quote_id limit ${most}::int)
          ) u where ${mine} order by u.kind, u.id limit ${most}::int`,
      ),
    remove: (operatorId, id) =>
      Effect.andThen(
        tenant.write(
          "ContactRepository.remove",
          operatorId,
          (sql, mine) => sql`
            delete from ${links} where ${mine} and operator_id = ${operatorId}::uuid and contact_id = ${id}::uuid`,
        ),
        Effect.asVoid(
          tenant.write(
            "ContactRepository.remove",
            operatorId,
            (sql, mine) => sql`
              delete from ${contacts} where ${mine} and operator_id = ${operatorId}::uuid and id = ${id}::uuid`,
          ),
        ),
      ),
    forgetAnswers: (operatorId, ids) =>
      Effect.asVoid(
        tenant.write(
          "ContactRepository.forgetAnswers",
          operatorId,
          (sql, mine) => sql`
            delete from ${tenant.named("idempotency")} i
            where ${mine} and i.operator_id = ${operatorId}::uuid
              and exists (select from unnest(${ids.map(shownAs)}::text[]) named where strpos(i.body, named) > 0)`,
        ),
      ),
    unlink: (operatorId, clientId, id) =>
      Effect.map(
        tenant.write(
          "ContactRepository.unlink",
          operatorId,
          (sql, mine) => sql`
            delete from ${links}
            where ${mine} and operator_id = ${operatorId}::uuid and client_id = ${clientId}::uuid and contact_id = ${id}::uuid
            returning contact_id`,
        ),
        (rows) => rows.length > 0,
      ),
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

const linkOf = (row: LinkRow): ContactLink => ({
  clientId: row.client_id,
  contactId: row.contact_id,
  role: row.role,
  primary: row.is_primary,
})

/** How an answer shows a record of its own, and not only refers to it. */
const shownAs = (id: string): string => `"id":"${id}"`

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
  ...(card.mergedInto === undefined ? {} : unfound),
  newsletter: card.newsletter,
  archived_at: card.archivedAt,
  merged_into: card.mergedInto,
  erased_at: card.erasedAt,
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
    newsletter: row.newsletter === null ? null : { ...row.newsletter, at: instant(row.newsletter.at) },
    archivedAt: instantOrNull(row.archived_at),
    mergedInto: row.merged_into,
    erasedAt: instantOrNull(row.erased_at),
    version: row.version,
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
  })
