/** Delivers what lies in the outbox, as one would write it by hand: claimed in batches, rendered, settled one by one. */
import type { Pool } from "pg"

interface Claimed {
  readonly id: string
  readonly content: { readonly _tag: string; readonly quoteId: string }
}

interface Subject {
  readonly number: string
  readonly valid_until: string | null
  readonly payable: number
  readonly email: string
  readonly recipient: string
  readonly sender: string
}

const claim = `
  update caleche.outbox o set claimed_by = 'bare', claimed_until = now() + interval '1 minute', attempt = attempt + 1
  from (
    select id from caleche.outbox
    where operator_id = $1 and state = 'PENDING' and due_at <= now() and (claimed_until is null or claimed_until <= now())
    order by due_at limit 20 for no key update skip locked
  ) due
  where o.operator_id = $1 and o.id = due.id
  returning o.id, o.content`

const read = `
  select q.number, q.valid_until::text, (q.totals->>'payable')::bigint::int as payable, p.email,
    concat_ws(' ', p.first_name, p.last_name) as recipient, s.name as sender
  from caleche.quotes q
  join caleche.clients c on c.operator_id = q.operator_id and c.id = q.client_id
  join caleche.contacts p on p.operator_id = c.operator_id and p.id = c.self_contact_id
  join caleche.operators s on s.operator_id = q.operator_id
  where q.operator_id = $1 and q.id = $2`

const settle = `
  update caleche.outbox set state = 'SETTLED', ended_at = now()
  where operator_id = $1 and id = $2 and state = 'PENDING' and claimed_by = 'bare'`

/** The last mails, in memory. */
const box: Array<string> = []

const deliver = async (pool: Pool, operator: string, { content, id }: Claimed): Promise<void> => {
  const { rows } = await pool.query<Subject>({
    name: "relay-read",
    text: read,
    values: [operator, content.quoteId],
  })
  const about = rows[0]! // a message is written with its quote
  box.push(
    `${about.email}: ${content._tag} ${about.number}, ${about.recipient}, ${about.payable / 100}, ${about.sender}`,
  )
  if (box.length > 1_000) box.shift()
  await pool.query({ name: "relay-settle", text: settle, values: [operator, id] })
}

/** Looks into the outbox once a second, and whenever what it answers is called. */
export const startRelay = (pool: Pool, operator: string): (() => void) => {
  let running = false
  let again = false
  const run = async () => {
    again = true
    if (running) return
    running = true
    while (again) {
      const { rows } = await pool.query<Claimed>({ name: "relay-claim", text: claim, values: [operator] })
      again = rows.length === 20
      await Promise.all(rows.map((message) => deliver(pool, operator, message)))
    }
    running = false
  }
  const wake = () => void run().catch((cause: unknown) => console.error(cause))
  setInterval(wake, 1_000)
  return wake
}
