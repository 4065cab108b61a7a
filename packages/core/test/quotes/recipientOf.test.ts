import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { recipientOf } from "../../src/quotes/recipientOf.ts"
import { check } from "../properties.ts"
import { client, contact, contactId } from "../samples.ts"

const booker = contact(1, { firstName: "Jeanne", email: "jeanne@example.org" })
const passenger = contact(2, { email: "paul@example.org" })
const silent = contact(3)
const link = (n: number, role: "BOOKER" | "PASSENGER" | "BILLING" | "OTHER") => ({
  contactId: contactId(n),
  role,
})

describe("a quote's mail goes", () => {
  it("F39 F40 to the booker, greeted by full name, wherever the booker stands in the list", () => {
    const contacts = [link(2, "PASSENGER"), link(1, "BOOKER")]
    expect(recipientOf({ contacts }, client(), [passenger, booker])).toEqual({
      name: "Jeanne Moreau 1",
      email: "jeanne@example.org",
      contactId: contactId(1),
    })
  })

  it("to another contact when the booker has no address", () => {
    const contacts = [link(3, "BOOKER"), link(2, "PASSENGER")]
    expect(recipientOf({ contacts }, client(), [silent, passenger])?.email).toBe("paul@example.org")
  })

  it("to the client when no contact has one", () => {
    expect(recipientOf({ contacts: [link(3, "BOOKER")] }, client(), [silent])).toEqual({
      name: "Lumière SA",
      email: "bureau@example.org",
    })
    expect(recipientOf({ contacts: [] }, client(), [])?.email).toBe("bureau@example.org")
  })

  it("nowhere when nobody has one", () => {
    const { email: _, ...unreachable } = client()
    expect(recipientOf({ contacts: [link(3, "OTHER")] }, unreachable, [silent])).toBeUndefined()
  })

  it("to the same person in whatever order the cards were read", () => {
    const cards = [booker, passenger, silent]
    const contacts = [link(3, "BOOKER"), link(2, "BILLING"), link(1, "OTHER")]
    check(
      fc.property(fc.shuffledSubarray(cards, { minLength: 3 }), (read) => {
        expect(recipientOf({ contacts }, client(), read)?.email).toBe("paul@example.org")
      }),
      20,
    )
  })
})
