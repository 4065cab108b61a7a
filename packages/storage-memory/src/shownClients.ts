/** Clients as they are shown and found: a private one's name and reach are on its card. */
import {
  type Client,
  type ClientFilters,
  clientSearchIndex,
  fullName,
  isFound,
  type OperatorId,
  searchNeedles,
} from "@caleche/core"
import { type Data, row, rows } from "./Store.ts"

/** A private client as it is shown: name and reach are those of its card. */
export const shown = (data: Data, operatorId: OperatorId, client: Client): Client => {
  const card =
    client.selfContactId === undefined ? undefined : row(data.contacts, operatorId, client.selfContactId)
  if (card === undefined) return client
  const { email: _e, phone: _p, address: _a, ...own } = client
  const { email, phone, address } = card
  return {
    ...own,
    name: fullName(card),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(address === undefined ? {} : { address }),
  }
}

/** Whether a text finds the client. */
export const isFoundBy = (client: Client, q: string | undefined): boolean =>
  q === undefined || isFound(clientSearchIndex(client), searchNeedles(q))

/** All clients as they are shown. */
export const shownClients = (data: Data, operatorId: OperatorId): ReadonlyArray<Client> =>
  rows(data.clients, operatorId).map((client) => shown(data, operatorId, client))

/** Whether the list shows the client under `filters`; never one that was folded into another. */
export const isListed = (client: Client, { q, type, agencyId, status }: ClientFilters): boolean =>
  client.mergedInto === undefined &&
  isFoundBy(client, q) &&
  (type === undefined || client.type === type) &&
  (agencyId === undefined || client.agencyId === agencyId) &&
  (status === undefined || (status === "ARCHIVED") === (client.archivedAt !== undefined))

/** The name a client is shown with. */
export const nameOf = (data: Data, operatorId: OperatorId, id: string): string => {
  const client = row(data.clients, operatorId, id)
  return client === undefined ? "" : shown(data, operatorId, client).name
}

/** Whether the client is among those that `q` finds. */
export const isClientFound = (data: Data, operatorId: OperatorId, id: string, q: string): boolean => {
  const client = row(data.clients, operatorId, id)
  return client !== undefined && isFoundBy(shown(data, operatorId, client), q)
}
