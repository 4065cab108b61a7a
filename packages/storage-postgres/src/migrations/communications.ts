/**
 * What was written to clients, and what became of it.
 *
 * Address, subject and text are personal data and are blanked when the person is erased. What the outbox knows of older
 * mails is taken over; to whom they went it never knew.
 */
import { type Migration, tenantTable } from "./Migration.ts"

export const communications: Migration = {
  name: "0022_communications",
  statements: (names) => {
    const { schema } = names
    const read = ["outbox", "quotes", "orders", "clients", "contacts"]
    return [
      `create table ${schema}.communications (
         operator_id uuid not null,
         id uuid not null,
         client_id uuid not null,
         contact_id uuid,
         quote_id uuid,
         order_id uuid,
         kind text not null check (kind in
           ('QUOTE', 'REMINDER', 'INVOICE', 'BOOKING_PROOF', 'TRACKING_LINK', 'MANUAL', 'NEWSLETTER')),
         channel text not null check (channel in ('EMAIL', 'MANUAL')),
         "to" text,
         to_key text collate "C",
         subject text,
         text text,
         status text not null check (status in ('QUEUED', 'SENT', 'DELIVERED', 'BOUNCED', 'FAILED')),
         error text,
         at timestamptz(3) not null,
         erased_at timestamptz(3),
         primary key (operator_id, id),
         constraint communications_client foreign key (operator_id, client_id) references ${schema}.clients (operator_id, id),
         constraint communications_contact foreign key (operator_id, contact_id) references ${schema}.contacts (operator_id, id),
         constraint communications_quote foreign key (operator_id, quote_id) references ${schema}.quotes (operator_id, id),
         -- The order is inserted last, with its number.
         constraint communications_order foreign key (operator_id, order_id) references ${schema}.orders (operator_id, id)
           deferrable initially deferred
       )`,
      `comment on column ${schema}.communications.id is 'that of the message in the outbox, where there is one'`,
      `comment on column ${schema}.communications.to_key is 'the address without case: what an erasure finds it by'`,
      ...read.map((table) => `alter table ${schema}.${table} no force row level security`),
      `insert into ${schema}.communications (operator_id, id, client_id, quote_id, order_id, kind, channel, status, error, at)
         select o.operator_id, o.id, q.client_id, q.id, (o.content ->> 'orderId')::uuid,
           case o.content ->> '_tag' when 'QuoteSent' then 'QUOTE' else 'BOOKING_PROOF' end, 'EMAIL',
           case o.state when 'SETTLED' then 'SENT' when 'BURIED' then 'FAILED' else 'QUEUED' end,
           case o.state when 'BURIED' then o.error end, o.created_at
         from ${schema}.outbox o
         join ${schema}.quotes q on q.operator_id = o.operator_id and q.id = (o.content ->> 'quoteId')::uuid
         where o.content ->> '_tag' in ('QuoteSent', 'OrderConfirmed')`,
      // The tables are not altered while a check of theirs is still to come.
      `set constraints all immediate`,
      ...read.map((table) => `alter table ${schema}.${table} force row level security`),
      `create index communications_of_client on ${schema}.communications (operator_id, client_id, at, id)`,
      `create index communications_of_contact on ${schema}.communications (operator_id, contact_id) where contact_id is not null`,
      `create index communications_to on ${schema}.communications (operator_id, to_key) where to_key is not null`,
      ...tenantTable(names, "communications", "select, insert, update"),
    ]
  },
}
