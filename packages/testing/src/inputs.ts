/** Inputs as people give them: the smallest valid ones, and arbitraries over their breadth. */
import { NewLine, NewClient, NewDiscount, NewDriver, NewQuote, NewVehicle } from "@caleche/core"
import { Schema } from "effect"
import * as fc from "fast-check"

const decodeClient = Schema.decodeUnknownSync(NewClient)
const decodeDriver = Schema.decodeUnknownSync(NewDriver)
const decodeVehicle = Schema.decodeUnknownSync(NewVehicle)
const decodeReach = Schema.decodeUnknownSync(NewDriver.mapFields(({ email, phone }) => ({ email, phone })))
const decodeQuote = Schema.decodeUnknownSync(NewQuote)
const decodeLine = Schema.decodeUnknownSync(NewLine)

export const privateClient = (name = "Jeanne Moreau", email = "jeanne@example.org"): NewClient =>
  decodeClient({ type: "PRIVATE", name, email })

export const businessClient = (name = "Lumière SA"): NewClient =>
  decodeClient({ type: "BUSINESS", name, phone: "+33 1 42 00 00 00" })

export const driver = (name = "Paul Durand"): NewDriver => decodeDriver({ name })

/** An e-mail address and a phone number. */
export const reach = decodeReach({ email: "paul@example.org", phone: "+33 6 12 34 56 78" })

/** A saloon with four seats, unless told. */
export const vehicle = (more: Partial<NewVehicle> = {}): NewVehicle =>
  decodeVehicle({ name: "Classe E", registration: "AA-111-AA", category: "BERLINE", seats: 4, ...more })

/** A transport line priced by hand. */
export const transport = (pickupAt: string, more: Record<string, unknown> = {}): Record<string, unknown> => {
  const { durationMinutes, ...line } = more
  return {
    kind: "TRANSPORT",
    description: "Paris – Reims",
    unitPrice: "85.00",
    vatRate: "0.10",
    trip: { pickupAt, ...(durationMinutes === undefined ? {} : { durationMinutes }) },
    ...line,
  }
}

export const line = (input: Record<string, unknown>): NewLine => decodeLine(input)

/** A discount of a share or an amount. */
export const discount = (granted: Record<string, unknown>): NewDiscount =>
  Schema.decodeUnknownSync(NewDiscount)(granted)

/** An off-grid quote of the given lines, one transport on 1 December 2026 unless told. */
export const quote = (
  clientId: string,
  lines: ReadonlyArray<Record<string, unknown>> = [transport("2026-12-01T06:30:00+01:00")],
): NewQuote => decodeQuote({ clientId, tripType: "OFF_GRID", pricingMode: "MANUAL", lines })

/** "12.34": amounts from 0 with up to `decimals` digits after the point. */
const decimal = (max: number, decimals: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** decimals - 1 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(decimals, "0")}`)

/** Lines of all kinds a person can write, several VAT rates, unit prices with 2 to 4 decimals. */
export const manualLine = (pickupAt: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      kind: fc.constantFrom("TRANSPORT", "TRANSPORT", "FEE", "DISCOUNT", "OVERAGE"),
      description: fc.constantFrom("Paris – Reims", "Accueil", "Zoé à l’Étoile"),
      quantity: fc.oneof(fc.constant("1"), decimal(20, 3)),
      price: fc.oneof(decimal(999, 2), decimal(99, 4)),
      vatRate: fc.constantFrom("0.10", "0.20", "0.055"),
      cost: fc.option(decimal(999, 2), { nil: undefined }),
      pickupAt,
      durationMinutes: fc.integer({ min: 1, max: 240 }),
    })
    .map(({ kind, price, cost, pickupAt, durationMinutes, ...rest }) => ({
      ...rest,
      ...(cost === undefined ? {} : { cost }),
      kind,
      unitPrice: kind === "DISCOUNT" && !/^0\.0+$/.test(price) ? `-${price}` : price,
      ...(kind === "TRANSPORT" ? { trip: { pickupAt, durationMinutes } } : {}),
    }))
