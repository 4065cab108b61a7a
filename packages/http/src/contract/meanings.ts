/** What the document says of operations, of parameters and of fields whose name means the same wherever it stands. */
import { type Action, type Grantee, permissions } from "@caleche/core"

const askers: Readonly<Record<Grantee, string>> = {
  OPERATOR: "OPERATOR",
  MANAGER: "MANAGER",
  ADMIN: "ADMIN",
  AGENCY_ADMIN: "the agency's ADMIN",
  AGENCY_BOOKER: "the agency's BOOKER",
  INVITEE: "whoever has the invitation",
  DRIVER: "the driver whose it is",
  LINK: "whoever has a link to the quote",
  SYSTEM: "the server itself",
}

/** Who may ask for what an operation does, and which of its headers make a difference. */
export const operationMeaning = (action: Action, headers: ReadonlyArray<string>): string =>
  [
    `Permission ${action}: ${permissions[action].map((grantee) => askers[grantee]).join(", ")}.`,
    ...(headers.includes("idempotency-key")
      ? ["With an Idempotency-Key it is repeated safely: the same key and body get the first answer."]
      : []),
    ...(headers.includes("if-match")
      ? ["With If-Match it is done to the version the caller saw, or refused with 412."]
      : []),
  ].join(" ")

/** Of whoever authenticates; the keys of the demonstration work nowhere else. */
export const credentialMeaning =
  "An API key, an agency person's credential, or what else the host takes; in the demonstration demo-operator, demo-manager or demo-admin."

/** `id` names a record of the collection the path says before it. */
export const parameters: Readonly<Record<string, string>> = {
  id: "The record's id; of the price book's rows the name they were given.",
  userId: "The id of the agency's person.",
  quoteId: "The quote's id.",
  orderId: "The order's id.",
  contactId: "The contact's id.",
  lineId: "The line's id.",
  discountId: "The discount's id.",
  absenceId: "The absence's id.",
  routeId: "The route's id in the price book.",
  sort: "What the list is ordered by; with - in front the other way round.",
  active: "Only what is in use, or only what is not.",
  status: "Only records in this status; where it may be given several times, in one of them.",
  type: "Only clients of this type.",
  kind: "Only records of this kind.",
  agencyId: "Only what belongs to this agency.",
  bookedByAgencyId: "Only quotes this agency booked.",
  clientId: "Only what is this client's.",
  client: "Only orders of clients found by this: part of a name, an e-mail address or a phone number.",
  driverId: "Only orders with a ride of this driver; none: with a ride nobody drives.",
  requested: "Only quotes an agency asked for, or only the others.",
  q: "Part of a name, an e-mail address, a phone number or another text records are found by; case and accents do not count.",
  from: "The first day, included, in the operator's zone.",
  to: "The last day, included, in the operator's zone.",
  ids: "These orders alone.",
  format: "What kind of file is answered.",
}

/** Fields of bodies and answers, but for those of problems. */
export const fields: Readonly<Record<string, string>> = {
  items: "The page's records.",
  nextCursor: "The cursor of the next page; null on the last.",
  version: "Counted up by every change.",
  createdAt: "When the record was entered.",
  updatedAt: "When it was changed last.",
  archivedAt: "When it was taken out of the active list.",
  mergedInto: "The record it was folded into, which answers under its id as well.",
  tripType:
    "TRANSFER from A to B, EXCURSION there and back, DISPO hire by time, OFF_GRID anything priced by hand.",
  pricingMode: "FIXED_GRID agreed prices, DYNAMIC a tariff's rules, MANUAL amounts entered by a person.",
  fallback: "What happens under FIXED_GRID to a transfer that no agreed price covers.",
  priceBasis: "Whether the prices agreed are without VAT or include it.",
  pickupAt: "When the ride begins.",
  estimatedEndAt: "When the vehicle is free again, as planned.",
  durationMinutes: "Minutes from pickup to release.",
  pickup: "Where the ride begins.",
  dropOff: "Where the ride ends.",
  stops: "Stops on the way, as people say them.",
  vehicleCategory: "A category as the operator calls it, such as BERLINE.",
  passengers: "How many ride along.",
  distanceKm: "Kilometres of the ride; estimated where they are not said.",
  assumed: "Its fields that nobody said: estimates, what follows from the rest of it, or what is usual.",
  foreignKm: "The part of them driven abroad.",
  latitude: "WGS 84 degrees; goes together with the longitude.",
  longitude: "WGS 84 degrees; goes together with the latitude.",
  forLineId: "The transport line it belongs to; none: all of the quote.",
  quantity: "How many units are billed.",
  unitPrice: "The price of one unit.",
  vatRate: "The share of VAT, 0.10 for 10 %.",
  net: "Without VAT, in the currency's digits.",
  payable: "What is to be paid in the end.",
  rounding: "What the amounts differ by for being rounded.",
  currency: "ISO 4217.",
  totals: "What the lines add up to, by VAT rate and in all.",
  explanation:
    "How the price came about: every part adds to it, and what was considered and not taken is told.",
  validFrom: "The first day it is valid, included.",
  validUntil: "The last day it is valid, included.",
  bookedByAgencyId: "The agency that booked; it sees the quote.",
  duplicatedFrom: "The quote it is a copy of.",
  replaces: "The quote whose place it takes when it is sent.",
  replacedBy: "The quote that took its place.",
  sentAt: "When it went out to the client.",
  tripAt: "The earliest pickup of the order's rides that are not cancelled, or of all when all are.",
  invoiceStatus: "How much of the order is invoiced.",
  billable: "Whether the client may be charged for it.",
  costCoverage: "The share of the revenue whose cost is known; margins are taken over it.",
  zoneIds: "Zones of the price book, by id.",
  toleranceMetres: "How far from the point still counts.",
  radiusKm: "On the great circle.",
  oneWay: "Only as written, not back.",
  surchargeable: "Takes time rules and seasons, although it is an agreed price.",
  automaticFees: "Takes the fees that apply by themselves.",
  incrementMinutes: "Time is billed in whole increments.",
  upToKm: "The last kilometre of the tier; null: it has no end.",
  optedIn: "Whether the person wants the newsletter.",
  wordingVersion: "In which words the person was asked.",
}
