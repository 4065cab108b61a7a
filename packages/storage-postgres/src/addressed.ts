/**
 * A quote with whom it is from and to, by one statement. It answers `json`: made for the wire, it costs less than `jsonb`.
 *
 * The cards are looked up by an array of ids: of a set out of JSON the planner expects a hundred rows, and would read all cards
 * there are.
 */
import {
  ClientNotFound,
  ContactNotFound,
  OperatorNotFound,
  QuoteNotFound,
  type QuoteRepository,
} from "@caleche/core"
import { Effect } from "effect"
import { clientOf, type ClientRow, makeClients, selectedClients } from "./clients.ts"
import { contactOf, type ContactRow } from "./contacts.ts"
import { operatorOf, type OperatorRow } from "./operators.ts"
import { quoteOf, type QuoteRow } from "./quoteRow.ts"
import type { TenantSql } from "./tenantSql.ts"

type AddressedRow = QuoteRow & {
  readonly operator: OperatorRow | null
  readonly client: ClientRow | null
  readonly cards: ReadonlyArray<ContactRow>
}

export const makeAddressed = (tenant: TenantSql): QuoteRepository["Service"]["addressed"] => {
  const { get } = makeClients(tenant)
  const [contacts, operators, quotes] = ["contacts", "operators", "quotes"].map(tenant.named)
  const client = tenant.literal(selectedClients(tenant.names))
  return Effect.fnUntraced(function* (operatorId, id) {
    const [row] = yield* tenant.read<AddressedRow>(
      "QuoteRepository.addressed",
      operatorId,
      (sql, mine) => sql`
        select q.*, q.valid_until::text as valid_until,
          (select row_to_json(o) from ${operators} o where o.operator_id = q.operator_id) as operator,
          (select row_to_json(c) from (
            ${client} where c.operator_id = q.operator_id and c.id = q.client_id
          ) c) as client,
          (select coalesce(json_agg(row_to_json(p)), '[]'::json) from ${contacts} p
            where p.operator_id = q.operator_id and p.id = any(array(
              select (named ->> 'contactId')::uuid from jsonb_array_elements(q.contacts) named
            ))) as cards
        from ${quotes} q where ${mine} and q.operator_id = ${operatorId}::uuid and q.id = ${id}::uuid`,
    )
    if (row === undefined) return yield* new QuoteNotFound({ id })
    if (row.operator === null) return yield* new OperatorNotFound({ id: operatorId })
    if (row.client === null) return yield* new ClientNotFound({ id: row.client_id })
    const { merged_into } = row.client // a merge takes its quotes along: nearly always null
    const standing = merged_into === null ? clientOf(row.client) : yield* get(operatorId, merged_into)
    const quote = quoteOf(row)
    const cards = new Map(row.cards.map((card) => [card.id, contactOf(card)]))
    const ids = quote.contacts.map(({ contactId }) => contactId)
    const missing = [...new Set(ids.filter((contactId) => !cards.has(contactId)))]
    if (missing.length > 0) return yield* new ContactNotFound({ ids: missing })
    return {
      operator: operatorOf(row.operator),
      quote,
      client: standing,
      contacts: ids.flatMap((contactId) => cards.get(contactId) ?? []),
    }
  })
}
