/** Contact cards in memory. */
import {
  byCodePoint,
  ContactNotFound,
  ContactRepository,
  contactSearchIndex,
  fullName,
  isFound,
  searchKey,
  searchNeedles,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option, Result } from "effect"
import { idOf } from "./MemoryIdempotency.ts"
import { listed } from "./listed.ts"
import { put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

export const contacts = Layer.effect(
  ContactRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: ContactRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.contacts, operatorId, id)),
        (contact) =>
          contact === undefined ? Effect.fail(new ContactNotFound({ ids: [id] })) : Effect.succeed(contact),
      )
    return ContactRepository.of({
      insert: (operatorId, contact) =>
        write((data) => [
          undefined,
          { ...data, contacts: put(data.contacts, operatorId, contact.id, contact) },
        ]),
      get,
      lock: get,
      save: (operatorId, contact) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.contacts, operatorId, contact)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, contacts: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => rows(data.contacts, operatorId)),
          (all) =>
            listed(
              all.filter(
                (contact) =>
                  (filters.q === undefined ||
                    isFound(contactSearchIndex(contact), searchNeedles(filters.q))) &&
                  (filters.status === undefined ||
                    (filters.status === "ARCHIVED") === (contact.archivedAt !== undefined)),
              ),
              filters,
              page,
              (contact) => ({
                key: page.sort.endsWith("name")
                  ? searchKey(fullName(contact))
                  : DateTime.formatIso(contact.createdAt),
                id: contact.id,
              }),
            ),
        ),
      ownerOf: (operatorId, id) =>
        read((data) =>
          Option.fromUndefinedOr(
            rows(data.clients, operatorId).find(({ selfContactId }) => selfContactId === id)?.id,
          ),
        ),
      links: (operatorId, id) =>
        read((data) =>
          rows(data.contactLinks, operatorId)
            .filter(({ contactId }) => contactId === id)
            .toSorted((a, b) => byCodePoint(a.clientId, b.clientId)),
        ),
      link: (operatorId, link) =>
        write((data) => {
          let links = data.contactLinks
          for (const other of rows(links, operatorId)) {
            if (link.primary && other.primary && other.clientId === link.clientId)
              links = put(links, operatorId, keyOf(other.clientId, other.contactId), {
                ...other,
                primary: false,
              })
          }
          const key = keyOf(link.clientId, link.contactId)
          return [undefined, { ...data, contactLinks: put(links, operatorId, key, link) }]
        }),
      forgetAnswers: (operatorId, ids) =>
        write((data) => {
          let answers = data.answers
          for (const known of rows(answers, operatorId)) {
            const { answer } = known
            if (answer !== undefined && ids.some((id) => answer.body.includes(`"id":"${id}"`)))
              answers = put(answers, operatorId, idOf(known), undefined)
          }
          return [undefined, { ...data, answers }]
        }),
      unlink: (operatorId, clientId, id) =>
        write((data) => {
          const key = keyOf(clientId, id)
          if (row(data.contactLinks, operatorId, key) === undefined) return [false, data]
          return [true, { ...data, contactLinks: put(data.contactLinks, operatorId, key, undefined) }]
        }),
    })
  }),
)

const keyOf = (clientId: string, contactId: string): string => `${clientId} ${contactId}`
