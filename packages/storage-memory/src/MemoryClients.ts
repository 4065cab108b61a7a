/** Clients and their cards in memory. */
import {
  byCodePoint,
  type Client,
  clientKey,
  ClientNotFound,
  ClientRepository,
  clientSorts,
  columnOf,
  type Contact,
  ContactNotFound,
  emailKey,
} from "@caleche/core"
import { DateTime, Effect, Layer, Result } from "effect"
import { byNumber, listed } from "./listed.ts"
import { listedClients } from "./MemoryClientFigures.ts"
import { isFoundBy, isListed, shown, shownClients } from "./shownClients.ts"
import { put, row, rows, Store } from "./Store.ts"
import { standing, succeed } from "./versioned.ts"

export const clients = Layer.effect(
  ClientRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: ClientRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => {
          const client = standing(data.clients, operatorId, id)
          return client === undefined ? undefined : shown(data, operatorId, client)
        }),
        (client) => (client === undefined ? Effect.fail(new ClientNotFound({ id })) : Effect.succeed(client)),
      )
    return ClientRepository.of({
      insert: (operatorId, client, card) =>
        write((data) => [
          undefined,
          {
            ...data,
            clients: put(data.clients, operatorId, client.id, client),
            contacts: card === undefined ? data.contacts : put(data.contacts, operatorId, card.id, card),
          },
        ]),
      get,
      lock: get,
      save: (operatorId, client) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.clients, operatorId, client)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, clients: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      sourcesOf: (operatorId, id) =>
        read((data) =>
          shownClients(data, operatorId)
            .filter(({ mergedInto }) => mergedInto === id)
            .toSorted((a, b) => byCodePoint(a.id, b.id)),
        ),
      alike: (operatorId, { id, email, phone }, most) =>
        read((data) =>
          rows(data.clients, operatorId)
            .map((client) => shown(data, operatorId, client))
            .filter(
              (client) =>
                client.id !== id &&
                client.mergedInto === undefined &&
                ((email !== undefined &&
                  client.email !== undefined &&
                  emailKey(client.email) === emailKey(email)) ||
                  (phone !== undefined && client.phone === phone)),
            )
            .sort((a, b) => DateTime.Order(a.createdAt, b.createdAt) || byCodePoint(a.id, b.id))
            .slice(0, most),
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => listedClients(data, operatorId)),
          (all) =>
            listed(
              all.filter((client) => isListed(client, filters)),
              filters,
              page,
              (client) => ({ key: clientKey(client, page.sort), id: client.id }),
              clientSorts[columnOf(page.sort)] === "bigint" ? byNumber : byCodePoint,
            ),
        ),
      idsFound: (operatorId, q, most) =>
        read((data) =>
          rows(data.clients, operatorId)
            .filter((client) => isFoundBy(shown(data, operatorId, client), q))
            .slice(0, most)
            .map(({ id }) => id),
        ),
      becomeClient: (operatorId, id, at) =>
        write((data) => {
          const client = row(data.clients, operatorId, id)
          if (client === undefined || client.stage === "CLIENT") return [false, data]
          const won: Client = { ...client, stage: "CLIENT", version: client.version + 1, updatedAt: at }
          return [true, { ...data, clients: put(data.clients, operatorId, id, won) }]
        }),
      contacts: (operatorId, ids) =>
        Effect.flatMap(
          read((data) => ids.map((id) => row(data.contacts, operatorId, id))),
          (found) => {
            const missing = ids.filter((_, i) => found[i] === undefined)
            return missing.length > 0
              ? Effect.fail(new ContactNotFound({ ids: missing }))
              : Effect.succeed(found.filter((contact): contact is Contact => contact !== undefined))
          },
        ),
    })
  }),
)
