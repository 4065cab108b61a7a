/** The one contract: server, OpenAPI document, interactive reference and typed client all come from this value. */
import type { HostKinds } from "@caleche/core"
import { HttpApi, OpenApi } from "effect/http-api"
import { AgenciesGroup } from "./contract/agencies.ts"
import {
  AgencyRoutesGroup,
  FeesGroup,
  PackagesGroup,
  RatesGroup,
  RoutesGroup,
  RulesGroup,
  TariffsGroup,
  ZonesGroup,
} from "./contract/bookRows.ts"
import { PriceBookGroup } from "./contract/priceBook.ts"
import { AgencyQuotesGroup } from "./contract/agencyQuotes.ts"
import { AgencyStaffGroup } from "./contract/agencyStaff.ts"
import { ClientsGroup } from "./contract/clients.ts"
import { ContactsGroup } from "./contract/contacts.ts"
import { described } from "./contract/described.ts"
import { DriversGroup } from "./contract/drivers.ts"
import { exchanged } from "./contract/exchange.ts"
import { exchangeFor } from "./contract/kinds.ts"
import { MissionsGroup } from "./contract/missions.ts"
import { OrdersGroup } from "./contract/orders.ts"
import { PricingGroup } from "./contract/pricing.ts"
import { QuotesGroup } from "./contract/quotes.ts"
import { VehiclesGroup } from "./contract/vehicles.ts"

/**
 * The contract of what is built, a function of what the host adds to it. Every path begins with `/v1`, every request
 * carries a bearer credential.
 */
export const makeApi = (host: HostKinds = {}) => exchanged(contract(), exchangeFor(host))

const contract = () =>
  HttpApi.make("caleche")
    .add(
      AgenciesGroup,
      AgencyStaffGroup,
      AgencyQuotesGroup,
      ClientsGroup,
      ContactsGroup,
      QuotesGroup,
      PricingGroup,
      OrdersGroup,
      MissionsGroup,
      DriversGroup,
      VehiclesGroup,
    )
    .add(
      PriceBookGroup,
      ZonesGroup,
      RoutesGroup,
      PackagesGroup,
      RatesGroup,
      TariffsGroup,
      RulesGroup,
      FeesGroup,
      AgencyRoutesGroup,
    )
    .annotate(OpenApi.Transform, described)
    .annotate(OpenApi.License, { name: "MIT", identifier: "MIT" })
    .annotate(OpenApi.Title, "caleche")
    .annotate(OpenApi.Version, "1")
    .annotate(
      OpenApi.Description,
      "Chauffeur and coach transport: agencies, clients, quotes, prices, orders, missions, drivers and vehicles.",
    )

export type Api = ReturnType<typeof makeApi>
