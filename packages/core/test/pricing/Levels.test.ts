import { DateTime } from "effect"
import { describe, expect, it } from "vitest"
import { levelsOf } from "../../src/pricing/Levels.ts"
import type { PricingContext } from "../../src/pricing/PricingContext.ts"
import { AgencyId, ClientId } from "../../src/shared/Ids.ts"
import { uuid } from "../samples.ts"

const clientId = ClientId.make(uuid(1))
const [one, two] = [AgencyId.make(uuid(2)), AgencyId.make(uuid(3))]
const levels = (more: Partial<PricingContext>) =>
  levelsOf({
    currency: "EUR",
    timeZone: "Europe/Paris",
    at: DateTime.makeUnsafe("2026-05-07T12:00:00Z"),
    mode: "DYNAMIC",
    ...more,
  }).map(({ owner, source }) => `${owner} ${source}`)
const own = "operator GRID"

describe("whose prices count", () => {
  it("are the client's, those of the agency invoiced, of the agency that booked, and the operator's, in this order", () => {
    expect(levels({})).toEqual([own])
    expect(levels({ clientId })).toEqual([`client:${clientId} CLIENT_PACKAGE`, own])
    expect(levels({ agencyBooked: one })).toEqual([`agency:${one} AGENCY_GRID`, own])
    expect(levels({ agencyInvoiced: one })).toEqual([`agency:${one} AGENCY_GRID`, own])
    expect(levels({ clientId, agencyBooked: two, agencyInvoiced: one })).toEqual([
      `client:${clientId} CLIENT_PACKAGE`,
      `agency:${one} AGENCY_GRID`,
      `agency:${two} AGENCY_GRID`,
      own,
    ])
  })

  it("are an agency's once, where it both booked and is invoiced", () => {
    expect(levels({ agencyBooked: one, agencyInvoiced: one })).toEqual([`agency:${one} AGENCY_GRID`, own])
  })
})
