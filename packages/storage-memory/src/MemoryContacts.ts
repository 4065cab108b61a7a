/** Contact cards in memory. */
import {
  byCodePoint,
  type ContactId,
  ContactNotFound,
  ContactRepository,
  contactSearchIndex,
  type ContactUse,
  fullName,
  isFound,
  type OperatorId,
  searchKey,
  searchNeedles,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option, Result } from "effect"
import { idOf } from "./MemoryIdempotency.ts"
import { listed } from "./listed.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"
import { standing, succeed } from "./versioned.ts"

export const contacts = Layer.effect(
  ContactRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: ContactRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => standing(data.contacts, operatorId, id)),
        (contact) =>
          contact === undefined ? Effect.fail(new ContactNotFound({ ids: [id] })) : Effect.succeed(contact),
      )
    const missing = (data: Data, operatorId: OperatorId, ids: ReadonlyArray<ContactId>) => [
      ...new Set(ids.filter((id) => row(data.contacts, operatorId, id) === undefined)),
    ]
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
                  contact.mergedInto === undefined &&
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
      linksOf: (operatorId, clientId) =>
        read((data) =>
          rows(data.contactLinks, operatorId)
            .filter((link) => link.clientId === clientId)
            .toSorted((a, b) => byCodePoint(a.contactId, b.contactId)),
        ),
      sourcesOf: (operatorId, id) =>
        read((data) =>
          rows(data.contacts, operatorId)
            .filter(({ mergedInto }) => mergedInto === id)
            .toSorted((a, b) => byCodePoint(a.id, b.id)),
        ),
      hold: (operatorId, ids) =>
        Effect.flatMap(
          read((data) => ({
            unknown: missing(data, operatorId, ids),
            held: ids.map((id) => standing(data.contacts, operatorId, id)?.id ?? id),
          })),
          ({ unknown, held }) =>
            unknown.length > 0 ? Effect.fail(new ContactNotFound({ ids: unknown })) : Effect.succeed(held),
        ),
      lockToRemove: get,
      usesOf: (operatorId, id, most) =>
        read((data) => {
          const quotes = rows(data.quotes, operatorId).filter(({ contacts }) =>
            contacts.some(({ contactId }) => contactId === id),
          )
          const named = new Set<string>(quotes.map((quote) => quote.id))
          const orders = rows(data.orders, operatorId).filter(({ quoteId }) => named.has(quoteId))
          const use = (kind: ContactUse["kind"]) => (known: { readonly id: string }) => ({
            kind,
            id: known.id,
          })
          const byId = (a: ContactUse, b: ContactUse) => byCodePoint(a.id, b.id)
          const communications = rows(data.communications, operatorId).filter(
            ({ contactId }) => contactId === id,
          )
          return [
            ...communications.map(use("COMMUNICATION")).toSorted(byId),
            ...orders.map(use("ORDER")).toSorted(byId),
            ...quotes.map(use("QUOTE")).toSorted(byId),
          ].slice(0, most)
        }),
      remove: (operatorId, id) =>
        write((data) => [
          undefined,
          {
            ...data,
            contacts: put(data.contacts, operatorId, id, undefined),
            contactLinks: rows(data.contactLinks, operatorId)
              .filter(({ contactId }) => contactId === id)
              .reduce(
                (left, { clientId }) => put(left, operatorId, keyOf(clientId, id), undefined),
                data.contactLinks,
              ),
          },
        ]),
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
