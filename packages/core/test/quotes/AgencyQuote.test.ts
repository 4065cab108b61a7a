/** An agency's view shows what it names and nothing else, whatever a quote or an order comes to hold. */
import { describe, expect, it } from "vitest"
import { AgencyId, AgencyUserId } from "../../src/shared/Ids.ts"
import type { PriceLine } from "../../src/pricing/PriceLine.ts"
import { agencyQuoteOf } from "../../src/quotes/AgencyQuote.ts"
import type { Quote } from "../../src/quotes/Quote.ts"
import { ids, now, pickupAt, quote, transport, uuid } from "../samples.ts"

const agencyId = AgencyId.make(uuid(40))
const requestedBy = AgencyUserId.make(uuid(41))
const secret = "canary"

/** A record with something of the operator's own in every field that is not for an agency's eyes. */
const withSecrets = <A extends object>(record: A, names: ReadonlyArray<string>): A => ({
  ...record,
  ...Object.fromEntries(names.map((name) => [name, secret])),
})

const line: PriceLine = withSecrets(transport(1), [
  "cost",
  "explanation",
  "computed",
  "terms",
  "margin",
  "code",
])
const whole = (changes: Partial<Quote> = {}): Quote =>
  withSecrets(
    quote(
      {
        bookedByAgencyId: agencyId,
        requestedBy,
        request: { trips: [{ pickupAt }], comment: "Two suitcases" },
        ...changes,
      },
      [{ ...line, vat: withSecrets(line.vat, ["reason", "decidedBy"]) }],
    ),
    ["notes", "contacts", "takenBy", "fallback", "priceBookVersion", "margin", "history"],
  )

describe("An agency's view of a quote", () => {
  it("has what was asked for, and no price before it was sent", () => {
    const view = agencyQuoteOf(whole(), agencyId)
    expect(view).toEqual({
      id: ids.quote,
      number: "DEV-2026-00001",
      status: "DRAFT",
      agencyId,
      clientId: ids.client,
      tripType: "TRANSFER",
      currency: "EUR",
      requestedBy,
      request: { trips: [{ pickupAt }], comment: "Two suitcases" },
      taken: true,
      version: 1,
      createdAt: now,
      updatedAt: now,
    })
    expect(JSON.stringify(agencyQuoteOf(whole({ status: "CANCELLED" }), agencyId))).not.toMatch(/8500|85\.00/)
  })

  it("has the offer once it was sent, and nothing of the operator's own", () => {
    for (const status of ["SENT", "EXPIRED", "DECLINED", "ACCEPTED"] as const) {
      const acceptance = { at: now, channel: "OPERATOR", name: "Lise", termsVersion: secret } as const
      const view = agencyQuoteOf(whole({ status, sentAt: now, acceptance }), agencyId)
      expect(view.offer).toMatchObject({ sentAt: now, priceBasis: "EXCL_VAT", lines: [{ net: line.net }] })
      expect(view.acceptance).toEqual({ at: now, name: "Lise" })
      expect(JSON.stringify(view)).not.toContain(secret)
    }
  })
})
