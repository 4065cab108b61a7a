/** All use cases as one Layer over the ports of a storage and an id generator. */
import { Layer } from "effect"
import { Agencies } from "./contacts/Agencies.ts"
import { AgencyStaff } from "./contacts/AgencyStaff.ts"
import { Clients } from "./contacts/Clients.ts"
import { Contacts } from "./contacts/Contacts.ts"
import { Merging } from "./contacts/Merging.ts"
import { PhoneReadings } from "./contacts/PhoneReadings.ts"
import { Drivers } from "./drivers/Drivers.ts"
import { Vehicles } from "./drivers/Vehicles.ts"
import { Communications } from "./messages/Communications.ts"
import { Absences } from "./missions/Absences.ts"
import { InternalMissions } from "./missions/InternalMissions.ts"
import { Acceptance } from "./orders/Acceptance.ts"
import { layerBookPolicies } from "./orders/bookPolicies.ts"
import { Bulk } from "./orders/Bulk.ts"
import { Cancellation } from "./orders/Cancellation.ts"
import { Corrections } from "./orders/Corrections.ts"
import { Dispatch } from "./orders/Dispatch.ts"
import { layerBookAgreedPrices } from "./pricing/bookAgreedPrices.ts"
import { CompiledBooks } from "./pricing/CompiledBooks.ts"
import { PriceBooks } from "./pricing/PriceBooks.ts"
import { Pricing } from "./pricing/Pricing.ts"
import { QuoteDocuments } from "./quotes/QuoteDocuments.ts"
import { QuoteLinks } from "./quotes/QuoteLinks.ts"
import { QuotePrices } from "./quotes/QuotePrices.ts"
import { Quotes } from "./quotes/Quotes.ts"
import { AgencyQuotes } from "./quotes/AgencyQuotes.ts"
import { AgencyOrders } from "./views/AgencyOrders.ts"
import { ClientPages } from "./views/ClientPage.ts"
import { ClientViews } from "./views/ClientViews.ts"
import { Orders } from "./orders/Orders.ts"
import { Overlaps } from "./orders/Overlaps.ts"
import { PersonalData } from "./views/PersonalData.ts"
import { QuotePages } from "./views/QuotePages.ts"
import { Views } from "./views/Views.ts"

export type UseCases =
  | Agencies
  | AgencyStaff
  | Clients
  | Contacts
  | PriceBooks
  | Merging
  | PhoneReadings
  | AgencyQuotes
  | AgencyOrders
  | Quotes
  | QuoteLinks
  | QuotePages
  | QuotePrices
  | QuoteDocuments
  | Drivers
  | Vehicles
  | Absences
  | InternalMissions
  | Orders
  | Overlaps
  | Acceptance
  | Dispatch
  | Cancellation
  | Corrections
  | Bulk
  | Communications
  | PersonalData
  | ClientPages
  | ClientViews
  | Views

/** Each version of a price book is made ready once, whoever prices by it. */
const pricing = Layer.provide(Pricing.layer, CompiledBooks.layer)

/** What ends a mission may cost more or less than quoted, by the conditions of the price book. */
const endings = Layer.mergeAll(
  Dispatch.layer,
  Cancellation.layer,
  Corrections.layer,
  Layer.provide(Bulk.layer, [Dispatch.layer, Cancellation.layer]),
)

export const layer = Layer.mergeAll(
  Agencies.layer,
  AgencyStaff.layer,
  Clients.layer,
  Contacts.layer,
  PriceBooks.layer,
  Layer.provide(Merging.layer, layerBookAgreedPrices),
  PhoneReadings.layer,
  AgencyQuotes.layer,
  AgencyOrders.layer,
  Layer.provide(Quotes.layer, pricing),
  Layer.provide(QuotePrices.layer, pricing),
  QuoteDocuments.layer,
  QuoteLinks.layer,
  QuotePages.layer,
  Drivers.layer,
  Vehicles.layer,
  Absences.layer,
  InternalMissions.layer,
  Orders.layer,
  Overlaps.layer,
  Acceptance.layer,
  Layer.provide(endings, Layer.provide(layerBookPolicies, CompiledBooks.layer)),
  Communications.layer,
  PersonalData.layer,
  ClientPages.layer,
  ClientViews.layer,
  Views.layer,
)
