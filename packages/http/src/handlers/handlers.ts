/** All handlers of the contract. */
import { agencies } from "./agencies.ts"
import { agencyQuotes } from "./agencyQuotes.ts"
import { agencyStaff } from "./agencyStaff.ts"
import { clients } from "./clients.ts"
import { contacts } from "./contacts.ts"
import { drivers } from "./drivers.ts"
import type { Handlers } from "./HandlerRecord.ts"
import { missions } from "./missions.ts"
import { orders } from "./orders.ts"
import { agencyRoutes, fees, packages, priceBook, rates, routes, rules, tariffs, zones } from "./priceBook.ts"
import { pricing } from "./pricing.ts"
import { quotes } from "./quotes.ts"
import { vehicles } from "./vehicles.ts"

export const handlers: Handlers = {
  agencies,
  agencyStaff,
  agencyQuotes,
  clients,
  contacts,
  quotes,
  pricing,
  orders,
  missions,
  drivers,
  vehicles,
  priceBook,
  zones,
  routes,
  packages,
  rates,
  tariffs,
  rules,
  fees,
  agencyRoutes,
}
