/** All use cases as one Layer over the ports of a storage and an id generator. */
import { Layer } from "effect"
import { Agencies } from "./contacts/Agencies.ts"
import { AgencyStaff } from "./contacts/AgencyStaff.ts"
import { Clients } from "./contacts/Clients.ts"
import { Contacts } from "./contacts/Contacts.ts"
import { PhoneReadings } from "./contacts/PhoneReadings.ts"
import { Drivers } from "./drivers/Drivers.ts"
import { Vehicles } from "./drivers/Vehicles.ts"
import { Absences } from "./missions/Absences.ts"
import { Acceptance } from "./orders/Acceptance.ts"
import { Bulk } from "./orders/Bulk.ts"
import { Cancellation } from "./orders/Cancellation.ts"
import { Corrections } from "./orders/Corrections.ts"
import { Dispatch } from "./orders/Dispatch.ts"
import { PriceBooks } from "./pricing/PriceBooks.ts"
import { Quotes } from "./quotes/Quotes.ts"
import { ClientViews } from "./views/ClientViews.ts"
import { PersonalData } from "./views/PersonalData.ts"
import { Views } from "./views/Views.ts"

export type UseCases =
  | Agencies
  | AgencyStaff
  | Clients
  | Contacts
  | PriceBooks
  | PhoneReadings
  | Quotes
  | Drivers
  | Vehicles
  | Absences
  | Acceptance
  | Dispatch
  | Cancellation
  | Corrections
  | Bulk
  | PersonalData
  | ClientViews
  | Views

export const layer = Layer.mergeAll(
  Agencies.layer,
  AgencyStaff.layer,
  Clients.layer,
  Contacts.layer,
  PriceBooks.layer,
  PhoneReadings.layer,
  Quotes.layer,
  Drivers.layer,
  Vehicles.layer,
  Absences.layer,
  Acceptance.layer,
  Dispatch.layer,
  Cancellation.layer,
  Corrections.layer,
  Layer.provide(Bulk.layer, [Dispatch.layer, Cancellation.layer]),
  PersonalData.layer,
  ClientViews.layer,
  Views.layer,
)
