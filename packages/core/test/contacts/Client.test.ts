import { Result, Schema, SchemaIssue } from "effect"
import { describe, expect, it } from "vitest"
import { clientRules, NewClient, status } from "../../src/contacts/Client.ts"
import { fullName } from "../../src/contacts/Contact.ts"
import { lineRules } from "../../src/pricing/PriceLine.ts"
import { violationsIn } from "../../src/shared/Violation.ts"
import { client, contact, now } from "../samples.ts"

const person = { type: "PRIVATE", name: "Jeanne Moreau", email: "jeanne@example.org" }
const company = { type: "BUSINESS", name: "Lumière", phone: "+33 1 42 00 00 00" }

/** Where an input is wrong and why; nothing when it is right. */
const complaints = (input: unknown): ReadonlyArray<readonly [string, string]> => {
  const result = Schema.decodeUnknownResult(NewClient, { errors: "all" })(input)
  if (Result.isSuccess(result)) return []
  return SchemaIssue.makeFormatterStandardSchemaV1()(result.failure.issue).issues.map(
    ({ path = [], message }) => [path.map(String).join("."), message],
  )
}
const unreachable = ["email", "an e-mail address or a phone number is required"] as const

describe("F23 a new client", () => {
  it("is accepted with one way to reach it, of either type", () => {
    for (const input of [person, company, { ...person, phone: company.phone }])
      expect(complaints(input)).toEqual([])
  })

  it("can be reached", () => {
    const { email: _, ...silent } = person
    expect(complaints(silent)).toEqual([unreachable])
  })

  it("has a name", () => expect(complaints({ ...person, name: " " }).map(([path]) => path)).toEqual(["name"]))

  it("F4 has a company name only when it is a company", () => {
    expect(complaints({ ...company, companyName: "Lumière SA" })).toEqual([])
    expect(complaints({ ...person, companyName: "Lumière SA" })).toEqual([
      ["companyName", "only a BUSINESS client has a company name"],
    ])
  })

  it("F31 has a contact card of its own only when it is a person", () => {
    const card = { firstName: "Jeanne", lastName: "Moreau" }
    expect(complaints({ ...person, contact: card })).toEqual([])
    expect(complaints({ ...company, contact: card })).toEqual([
      ["contact", "only a PRIVATE client has a contact card of its own"],
    ])
    expect(complaints({ ...person, contact: { firstName: "Jeanne" } }).map(([path]) => path)).toEqual([
      "contact.lastName",
    ])
  })

  it("hears everything that is wrong between its fields at once", () => {
    expect(complaints({ type: "PRIVATE", name: "x", companyName: "y" }).map(([path]) => path)).toEqual([
      "email",
      "companyName",
    ])
  })

  it.each(["AGENCY", "private", null])("is of no type %j", (type) =>
    expect(complaints({ ...person, type }).map(([path]) => path)).toEqual(["type"]),
  )
})

describe("rules between fields", () => {
  it("are read off what was sent as off what it means", () => {
    expect(clientRules({ type: "PRIVATE", companyName: 7 })).toEqual([
      { path: ["email"], issue: unreachable[1] },
      { path: ["companyName"], issue: "only a BUSINESS client has a company name" },
    ])
    const sent = { kind: "FEE", description: "x", vatRate: "0.10" }
    for (const [price, wrong] of [
      ["-0.01", true],
      ["-0.00", false],
      ["12", false],
      [-1, true],
      [0, false],
      [null, false],
      [" -1", false],
    ] as const) {
      expect([price, lineRules({ ...sent, unitPrice: price }).length > 0]).toEqual([price, wrong])
    }
    expect(lineRules({ ...sent, kind: "DISCOUNT", unitPrice: "0.10" })).toEqual([
      { path: ["unitPrice"], issue: "a DISCOUNT must not be positive" },
    ])
  })

  it("in a list name the element, and leave to the schema what is no object", () => {
    const rules = () => [{ path: ["field"], issue: "wrong" }]
    expect(violationsIn("lines", [{}, null, 3, {}], rules)).toEqual([
      { path: ["lines", 0, "field"], issue: "wrong" },
      { path: ["lines", 3, "field"], issue: "wrong" },
    ])
    for (const none of [undefined, null, "lines", { length: 2 }])
      expect(violationsIn("lines", none, rules)).toEqual([])
  })
})

describe("a client", () => {
  it("F8 is ARCHIVED from when it was archived", () => {
    expect([status(client()), status(client({ archivedAt: now }))]).toEqual(["ACTIVE", "ARCHIVED"])
  })
})

describe("F36 a contact", () => {
  it("is greeted by first and last name, or by the last alone", () => {
    expect(fullName(contact(1, { firstName: "Jeanne", lastName: "Moreau" }))).toBe("Jeanne Moreau")
    expect(fullName(contact(1, { lastName: "Moreau" }))).toBe("Moreau")
  })
})
