/** The clients and drivers of the seeded orders. Their search keys are computed as the storage computes them. */
import {
  clientSearchIndex,
  contactSearchIndex,
  Email,
  emailKey,
  Phone,
  searchKey,
  searchKeyVersion,
} from "@caleche/core"
import type { Client } from "pg"
import { companyName, emailOf, personName, phoneOf } from "./names.ts"
import type { Extent } from "./extent.ts"

/** `0190a00<kind>-…`: the id of the `place`-th record of a kind, as `pg_temp.uid` makes it in SQL. */
export const uid = (kind: number, place: number): string =>
  `0190a00${kind}-0000-7000-8000-${place.toString(16).padStart(12, "0")}`

const perStatement = 5_000

export const seedParties = async (
  client: Client,
  operator: string,
  { clients, drivers, now, withOrders }: Extent,
): Promise<void> => {
  const dayAfter = (place: number) =>
    new Date(now.getTime() - (6 - place / clients) * 365 * 86_400_000).toISOString()
  await insert(client, "drivers", drivers, (place) => {
    const { firstName, lastName } = personName(place * 13)
    const created = dayAfter(0)
    return {
      ...{ operator_id: operator, id: uid(2, place), name: `${firstName} ${lastName}`, active: true },
      ...{ phone: phoneOf(place + clients), version: 1, created_at: created, updated_at: created },
    }
  })
  const common = (place: number) => {
    const created = dayAfter(place)
    return { operator_id: operator, version: 1, created_at: created, updated_at: created }
  }
  const [isCompany, reach] = [
    // Those who order most are companies.
    (place: number) => place < clients / 10,
    (place: number) => ({ email: Email.make(emailOf(place)), phone: Phone.make(phoneOf(place)) }),
  ]
  await insert(client, "contacts", clients, (place) => {
    if (isCompany(place)) return undefined
    const card = { ...personName(place), ...reach(place) }
    return {
      ...{ ...common(place), ...reach(place), id: uid(1, place) },
      ...{ first_name: card.firstName, last_name: card.lastName },
      ...keys(`${card.firstName} ${card.lastName}`, contactSearchIndex(card)),
    }
  })
  await insert(client, "clients", clients, (place) => {
    const { firstName, lastName } = personName(place)
    const own = isCompany(place)
    const known = { name: own ? companyName(place) : `${firstName} ${lastName}`, ...reach(place) }
    return {
      ...{ ...common(place), id: uid(0, place), type: own ? "BUSINESS" : "PRIVATE" },
      ...(own ? known : { self_contact_id: uid(1, place) }),
      stage: place < withOrders ? "CLIENT" : "PROSPECT",
      ...keys(known.name, clientSearchIndex(known)),
      ...{ email_key: emailKey(known.email), phone_key: known.phone },
    }
  })
}

const keys = (name: string, index: string) => ({
  name_key: searchKey(name),
  search_index: index,
  search_version: searchKeyVersion,
})

async function insert(
  client: Client,
  table: string,
  count: number,
  rowOf: (place: number) => object | undefined,
): Promise<void> {
  for (let from = 0; from < count; from += perStatement) {
    const rows = Array.from({ length: Math.min(perStatement, count - from) }, (_, place) =>
      rowOf(from + place),
    )
    const given = rows.filter((row) => row !== undefined)
    const columns = given[0] === undefined ? [] : [...new Set(given.flatMap((row) => Object.keys(row)))]
    if (columns.length === 0) continue
    const list = columns.join(", ")
    await client.query(
      `insert into caleche.${table} (${list}) select ${list} from json_populate_recordset(null::caleche.${table}, $1)`,
      [JSON.stringify(given)],
    )
  }
}
