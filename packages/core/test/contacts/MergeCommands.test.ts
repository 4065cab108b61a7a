import { DateTime, Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Client } from "../../src/contacts/Client.ts"
import type { ContactLink } from "../../src/contacts/Contact.ts"
import { linksAfter, merge } from "../../src/contacts/MergeCommands.ts"
import { ClientId, ContactId } from "../../src/shared/Ids.ts"
import { check } from "../properties.ts"
import { uuid } from "../samples.ts"

const at = (text: string) => DateTime.makeUnsafe(text)

const client = (n: number, more: Partial<Client> = {}): Client => ({
  id: ClientId.make(uuid(n)),
  type: "BUSINESS",
  name: `Client ${n}`,
  companyName: `Client ${n}`,
  stage: "PROSPECT",
  version: 1,
  createdAt: at("2026-11-01T10:00:00Z"),
  updatedAt: at("2026-11-01T10:00:00Z"),
  ...more,
})
const later = at("2026-11-02T10:00:00Z")

describe("merging two companies", () => {
  const optional = fc.option(fc.constantFrom("a", "b"), { nil: undefined })
  const given = fc.record({ notes: optional, category: optional, accountManager: optional })
  const present = (fields: Readonly<Record<string, string | undefined>>): Partial<Client> =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

  it("leaves every field the target has, and fills those that only the source has", () =>
    check(
      fc.property(given, given, (ours, theirs) => {
        const result = merge(
          { client: client(1, present(ours)) },
          { client: client(2, present(theirs)) },
          later,
        )
        if (!Result.isSuccess(result)) throw new Error("two companies that conflict in nothing")
        const { source, target, filled } = result.success
        for (const field of ["notes", "category", "accountManager"] as const) {
          expect(target.client[field]).toBe(theirs[field] ?? ours[field])
          expect(filled.includes(field)).toBe(theirs[field] === undefined && ours[field] !== undefined)
        }
        expect(target.client.name).toBe("Client 2")
        expect(source.client).toMatchObject({ mergedInto: uuid(2), archivedAt: later, name: "Client 1" })
        expect([source.client.version, target.client.version]).toEqual([2, 2])
      }),
      200,
    ))

  it("wins the target when the source was won, and never loses it again", () => {
    const stages = ["PROSPECT", "CLIENT"] as const
    for (const ours of stages)
      for (const theirs of stages) {
        const result = merge(
          { client: client(1, { stage: ours }) },
          { client: client(2, { stage: theirs }) },
          later,
        )
        expect(Result.isSuccess(result) && result.success.target.client.stage).toBe(
          ours === "CLIENT" || theirs === "CLIENT" ? "CLIENT" : "PROSPECT",
        )
      }
  })

  it("leaves an archived source archived since when it was", () => {
    const result = merge(
      { client: client(1, { archivedAt: at("2026-11-01T12:00:00Z") }) },
      { client: client(2) },
      later,
    )
    expect(Result.isSuccess(result) && result.success.source.client.archivedAt).toEqual(
      at("2026-11-01T12:00:00Z"),
    )
  })
})

describe("the links after a merge", () => {
  const [source, target, third] = [1, 2, 3].map((n) => ClientId.make(uuid(n))) as [
    ClientId,
    ClientId,
    ClientId,
  ] // three of three
  const people = [11, 12, 13, 14].map((n) => ContactId.make(uuid(n)))
  const [old, card] = people as [ContactId, ContactId] // the first two of four
  const links = fc
    .uniqueArray(
      fc.record({
        clientId: fc.constantFrom(source, target, third),
        contactId: fc.constantFrom(...people),
        role: fc.constantFrom("BOOKER" as const, "OTHER" as const),
        primary: fc.boolean(),
      }),
      { selector: ({ clientId, contactId }) => `${clientId} ${contactId}` },
    )
    .map((all) =>
      all.map((link, n): ContactLink => ({
        ...link,
        primary:
          link.primary && !all.slice(0, n).some((other) => other.primary && other.clientId === link.clientId),
      })),
    )

  it("name neither source, are one a client and contact, and have one primary where there was one", () =>
    check(
      fc.property(links, (before) => {
        const after = linksAfter(
          before,
          { clients: new Map([[source, target]]), cards: new Map([[old, card]]) },
          { ...client(2), selfContactId: card },
        )
        const primaries = (all: ReadonlyArray<ContactLink>, id: ClientId) =>
          all.filter((link) => link.clientId === id && link.primary).map((link) => link.contactId)
        expect(after.some((link) => link.clientId === source || link.contactId === old)).toBe(false)
        expect(after.some((link) => link.clientId === target && link.contactId === card)).toBe(false)
        expect(new Set(after.map((link) => `${link.clientId} ${link.contactId}`)).size).toBe(after.length)
        expect(primaries(after, target).length).toBeLessThanOrEqual(1)
        const its = primaries(before, target).filter((id) => id !== old && id !== card)
        if (its.length > 0) expect(primaries(after, target)).toEqual(its)
        expect(primaries(after, third)).toEqual(
          primaries(before, third).map((id) => (id === old ? card : id)),
        )
        // Nobody is lost who was linked to either, but the client's own card.
        const linked = (all: ReadonlyArray<ContactLink>) =>
          new Set(
            all
              .filter((link) => link.clientId !== third)
              .map((link) => (link.contactId === old ? card : link.contactId)),
          )
        linked(before).forEach((id) => expect(id === card || linked(after).has(id)).toBe(true))
      }),
      500,
    ))
})
