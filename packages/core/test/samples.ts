/** Records as they stand in the middle of a working day: the smallest valid ones, which a test varies where it matters. */
import { DateTime, Result, Schema } from "effect"
import type { OperatorUser } from "../src/access/Actor.ts"
import type { Client } from "../src/contacts/Client.ts"
import type { Contact } from "../src/contacts/Contact.ts"
import type { Mission } from "../src/missions/Mission.ts"
import { missionOf } from "../src/missions/MissionCommands.ts"
import { type MissionState, type MissionStatus, statusOf, type Step } from "../src/missions/MissionStatus.ts"
import { make as makeOperator } from "../src/operators/Operator.ts"
import { isByHand, NewLine, type PriceLine } from "../src/pricing/PriceLine.ts"
import { vatByRate } from "../src/pricing/totals/vatByRate.ts"
import type { TripType } from "../src/pricing/Trip.ts"
import * as Trip from "../src/pricing/Trip.ts"
import type { Quote } from "../src/quotes/Quote.ts"
import { lineOf, withLines } from "../src/quotes/QuoteCommands.ts"
import { withPlacedTrip } from "../src/quotes/QuotePricing.ts"
import * as Ids from "../src/shared/Ids.ts"
import type { Instant } from "../src/shared/Instant.ts"

/** The `n`-th of some ids that sort by `n`. */
export const uuid = (n: number): string => `01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, "0")}`

export const ids = {
  operator: Ids.OperatorId.make(uuid(1)),
  user: Ids.UserId.make(uuid(2)),
  client: Ids.ClientId.make(uuid(3)),
  quote: Ids.QuoteId.make(uuid(4)),
  order: Ids.OrderId.make(uuid(5)),
  mission: Ids.MissionId.make(uuid(6)),
  driver: Ids.DriverId.make(uuid(7)),
  otherDriver: Ids.DriverId.make(uuid(8)),
  line: Ids.LineId.make(uuid(9)),
  message: Ids.MessageId.make(uuid(10)),
  apiKey: Ids.ApiKeyId.make(uuid(11)),
  vehicle: Ids.VehicleId.make(uuid(12)),
  otherMission: Ids.MissionId.make(uuid(14)),
  otherVehicle: Ids.VehicleId.make(uuid(13)),
} as const

export const lineId = (n: number) => Ids.LineId.make(uuid(1_000 + n))
export const contactId = (n: number) => Ids.ContactId.make(uuid(2_000 + n))

/** Nine in the morning in Paris, ten days before the trip. */
export const now: Instant = DateTime.makeUnsafe("2026-11-21T08:00:00Z")
export const pickupAt: Instant = DateTime.makeUnsafe("2026-12-01T05:30:00Z")
export const minutesAfter = (instant: Instant, minutes: number): Instant => DateTime.add(instant, { minutes })

export const operator = makeOperator({ id: ids.operator, name: "Lumière VTC" })
export const manager: OperatorUser = {
  _tag: "OperatorUser",
  operatorId: ids.operator,
  id: ids.user,
  role: "MANAGER",
}

export const client = (changes: Partial<Client> = {}): Client => ({
  id: ids.client,
  type: "BUSINESS",
  name: "Lumière SA",
  companyName: "Lumière SA",
  stage: "PROSPECT",
  email: "bureau@example.org",
  version: 1,
  createdAt: now,
  updatedAt: now,
  ...changes,
})

export const contact = (n: number, changes: Partial<Contact> = {}): Contact => ({
  id: contactId(n),
  lastName: `Moreau ${n}`,
  version: 1,
  createdAt: now,
  updatedAt: now,
  ...changes,
})

const decodeNew = Schema.decodeUnknownSync(NewLine)
const decodeLine = (written: unknown) => {
  const line = Result.getOrThrow(withPlacedTrip(decodeNew(written), "Europe/Paris"))
  if (!isByHand(line)) throw new Error("a sample line has its price")
  return line
}
const basis = {
  tripType: "TRANSFER",
  pricingMode: "MANUAL",
  currency: "EUR",
  priceBasis: "EXCL_VAT",
} as const

/** The `n`-th line, made the way the system makes it from what a person writes; 85.00 at 10 % unless told. */
export const line = (n: number, written: Record<string, unknown> = {}): PriceLine =>
  lineOf(
    basis,
    decodeLine({ kind: "FEE", description: "Siège enfant", unitPrice: "85.00", vatRate: "0.10", ...written }),
    lineId(n),
  )

export const transport = (n: number, written: Record<string, unknown> = {}): PriceLine =>
  line(n, {
    kind: "TRANSPORT",
    description: "Paris – Reims",
    trip: { pickupAt: "2026-12-01T06:30:00+01:00" },
    ...written,
  })

export const quote = (
  changes: Partial<Quote> = {},
  lines: ReadonlyArray<PriceLine> = [transport(1)],
): Quote => ({
  ...withLines<Quote>(
    {
      id: ids.quote,
      number: "DEV-2026-00001",
      clientId: ids.client,
      contacts: [],
      ...basis,
      lines: [],
      totals: vatByRate([]),
      status: "DRAFT",
      version: 1,
      createdAt: now,
      updatedAt: now,
    },
    lines,
  ),
  ...changes,
})

const stepsUpTo = (step: Step): ReadonlyArray<Step> => {
  const all = ["EN_ROUTE", "ON_SITE", "ON_BOARD", "DROPPED_OFF"] as const
  return all.slice(0, all.indexOf(step) + 1)
}

/** A mission in `state`, with the driver and the steps it then has: one step every ten minutes from pickup on. */
export const mission = (
  state: MissionState = "PENDING_ASSIGNMENT",
  changes: Partial<Mission> = {},
  tripType: TripType = "TRANSFER",
): Mission => {
  const trip = Trip.make({ pickupAt }, tripType, "MANUAL")
  const blank = missionOf({ id: ids.line, trip }, ids.order, ids.mission, now)
  const at = statusOf(state)
  const steps = at.step === undefined ? [] : stepsUpTo(at.step)
  const begun = at.status === "IN_PROGRESS" || at.status === "COMPLETED" || at.status === "NO_SHOW"
  return {
    ...blank,
    ...at,
    steps: steps.map((step, n) => ({
      step,
      at: minutesAfter(pickupAt, 10 * n),
      recordedAt: minutesAfter(pickupAt, 10 * n),
      skipped: false,
    })),
    ...(at.status === "PENDING_ASSIGNMENT" || at.status === "CANCELLED" ? {} : { driverId: ids.driver }),
    ...(begun ? { startedAt: pickupAt } : {}),
    ...(at.status === "COMPLETED" ? { endedAt: minutesAfter(pickupAt, 60) } : {}),
    ...changes,
  }
}

/** The status alone of a mission, for what asks for no more. */
export const missionIn = (status: MissionStatus, changes: Partial<Mission> = {}): Mission =>
  mission(status === "IN_PROGRESS" ? "IN_PROGRESS.EN_ROUTE" : status, changes)
