/** The one contract: server, OpenAPI document, interactive reference and typed client all come from this value. */
import { HttpApi, OpenApi } from "effect/http-api"
import { agencies } from "./contract/agencies.ts"
import { agencyStaff } from "./contract/agencyStaff.ts"
import { clients } from "./contract/clients.ts"
import { contacts } from "./contract/contacts.ts"
import { drivers } from "./contract/drivers.ts"
import { missions } from "./contract/missions.ts"
import { orders } from "./contract/orders.ts"
import { pricing } from "./contract/pricing.ts"
import { quotes } from "./contract/quotes.ts"
import { Authentication } from "./contract/requests.ts"
import { vehicles } from "./contract/vehicles.ts"

/** The contract of what is built. Every path begins with `/v1`, every request carries a bearer credential. */
export const makeApi = () =>
  HttpApi.make("caleche")
    .add(agencies, agencyStaff, clients, contacts, quotes, pricing, orders, missions, drivers, vehicles)
    .prefix("/v1")
    .middleware(Authentication)
    .annotate(OpenApi.Title, "caleche")
    .annotate(OpenApi.Version, "1")
    .annotate(
      OpenApi.Description,
      "Chauffeur and coach transport: agencies, clients, quotes, prices, orders, missions, drivers and vehicles.",
    )

export type Api = ReturnType<typeof makeApi>
