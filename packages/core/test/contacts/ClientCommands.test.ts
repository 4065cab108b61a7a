import { Result } from "effect"
import { describe, expect, it } from "vitest"
import type { ClientEdit } from "../../src/contacts/Client.ts"
import { archive, edit, restore } from "../../src/contacts/ClientCommands.ts"
import { AgencyId } from "../../src/shared/Ids.ts"
import { client, contact, contactId, minutesAfter, now, uuid } from "../samples.ts"

const at = minutesAfter(now, 5)
const company = client()
const card = contact(1, {
  firstName: "Jeanne",
  lastName: "Moreau",
  gender: "FEMALE",
  email: "jeanne@example.org",
})
const person = (() => {
  const { companyName: _, ...rest } = client({
    type: "PRIVATE",
    name: "Jeanne Moreau",
    email: "jeanne@example.org",
  })
  return { ...rest, selfContactId: contactId(1) }
})()

const edited = (changes: ClientEdit) => Result.getOrThrow(edit(company, undefined, changes, at))
const editedPerson = (changes: ClientEdit) => Result.getOrThrow(edit(person, card, changes, at))
const refusal = (changes: ClientEdit, of = company) =>
  Result.match(edit(of, of === person ? card : undefined, changes, at), {
    onSuccess: () => "accepted",
    onFailure: ({ _tag }) => _tag,
  })

describe("F3 editing a client", () => {
  it("changes what is said, takes away what is null, and leaves the rest", () => {
    const { client: next, facts } = edited({ phone: "+33142000000", email: null, siren: "303265045" })
    expect(next).toEqual({
      ...(({ email: _, ...rest }) => rest)(company),
      phone: "+33142000000",
      siren: "303265045",
      version: 2,
      updatedAt: at,
    })
    expect(facts).toEqual([
      {
        aggregate: "CLIENT",
        id: company.id,
        action: "ClientEdited",
        data: { changed: ["email", "phone", "siren"] },
      },
    ])
  })

  it("names the fields that changed and never their values", () => {
    const { facts } = editedPerson({ email: "secret@example.org", notes: "secret", name: "Secret Name" })
    expect(facts.map(({ action, data }) => [action, data])).toEqual([
      ["ClientEdited", { changed: ["name", "email", "notes"] }],
      ["ContactEdited", { changed: ["firstName", "lastName", "email"] }],
    ])
    expect(JSON.stringify(facts)).not.toMatch(/secret/i)
  })

  it("that changes nothing writes nothing", () => {
    expect(edited({ name: company.name, email: company.email!, notes: null })).toEqual({
      client: company,
      facts: [],
    })
    expect(editedPerson({ name: "Jeanne Moreau" }).facts).toEqual([])
  })

  it("F33 of a private one changes its card: name, reach and address", () => {
    const reached = editedPerson({ phone: "+33612345678", address: { city: "Reims" } })
    expect(reached.card).toMatchObject({ phone: "+33612345678", address: { city: "Reims" }, version: 2 })
    expect(reached.client).toMatchObject({ phone: "+33612345678", name: "Jeanne Moreau", version: 2 })
    const married = editedPerson({ contact: { firstName: "Jeanne", lastName: "Durand" } })
    expect([married.client.name, married.card?.lastName]).toEqual(["Jeanne Durand", "Durand"])
    const renamed = editedPerson({ name: "J. Durand" })
    expect(renamed.card).toMatchObject({ lastName: "J. Durand", gender: "FEMALE" })
    expect("firstName" in renamed.card!).toBe(false)
  })

  it("that leaves the card as it is does not give it a version", () => {
    expect("card" in editedPerson({ notes: "prefers silence" })).toBe(false)
  })

  it("is refused where a field is not for its type, or no reach would be left", () => {
    expect(refusal({ siren: "303265045" }, person)).toBe("FieldNotForType")
    expect(refusal({ companyName: "X" }, person)).toBe("FieldNotForType")
    expect(refusal({ agencyId: AgencyId.make(uuid(98)) }, person)).toBe("FieldNotForType")
    expect(refusal({ vatNumber: null }, person)).toBe("accepted")
    expect(refusal({ contact: { lastName: "X" } })).toBe("FieldNotForType")
    expect(refusal({ email: null })).toBe("ReachRequired")
    expect(refusal({ email: null, phone: "+33142000000" })).toBe("accepted")
  })

  it("F4 of a company keeps a company name", () => {
    expect(edited({ companyName: null, name: "Nouvelle" }).client.companyName).toBe("Nouvelle")
  })
})

describe("F26 F27 archiving", () => {
  it("is undone by restoring, and done once", () => {
    const archived = archive(company, at)
    expect(archived).toMatchObject({
      client: { archivedAt: at, version: 2 },
      facts: [{ action: "ClientArchived", from: "ACTIVE", to: "ARCHIVED" }],
    })
    expect(archive(archived.client, minutesAfter(at, 1))).toEqual({ client: archived.client, facts: [] })
    const restored = restore(archived.client, at)
    expect(restored.client).toEqual({ ...company, version: 3, updatedAt: at })
    expect(restored.facts.map(({ action }) => action)).toEqual(["ClientRestored"])
    expect(restore(company, at).facts).toEqual([])
  })
})
