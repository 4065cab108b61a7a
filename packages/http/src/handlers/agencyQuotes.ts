/** What agencies ask for, answer and follow: requests to use cases, and back. */
import { Acceptance, AgencyOrders, AgencyQuotes } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import {
  presentAcceptedByAgency,
  presentAgencyOrder,
  presentAgencyOrderRow,
  presentAgencyQuote,
} from "../resources/AgencyQuote.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const agencyQuotes: Handlers["agencyQuotes"] = {
  clients: ({ params, query }) =>
    AgencyQuotes.use((use) =>
      Effect.map(use.clients(params.id, pageOf(query, "name")), (page) =>
        presentList(page, (client) => client),
      ),
    ),
  request: ({ params, payload }) =>
    AgencyQuotes.use((use) => Effect.map(use.request(params.id, payload), presentAgencyQuote)),
  list: ({ params, query }) =>
    AgencyQuotes.use((use) =>
      Effect.map(use.list(params.id, filtersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentAgencyQuote),
      ),
    ),
  get: ({ params }) =>
    AgencyQuotes.use((use) => Effect.map(use.get(params.id, params.quoteId), presentAgencyQuote)),
  edit: ({ params, headers, payload }) =>
    AgencyQuotes.use((use) =>
      Effect.map(use.edit(params.id, params.quoteId, payload, ifVersion(headers)), presentAgencyQuote),
    ),
  cancel: ({ params, headers, payload }) =>
    AgencyQuotes.use((use) =>
      Effect.map(use.cancel(params.id, params.quoteId, payload, ifVersion(headers)), presentAgencyQuote),
    ),
  accept: ({ params, headers, payload }) =>
    Acceptance.use((use) =>
      Effect.map(
        use.acceptOfAgency(params.id, params.quoteId, payload, ifVersion(headers)),
        presentAcceptedByAgency,
      ),
    ),
  decline: ({ params, headers, payload }) =>
    AgencyQuotes.use((use) =>
      Effect.map(use.decline(params.id, params.quoteId, payload, ifVersion(headers)), presentAgencyQuote),
    ),
  orders: ({ params, query }) =>
    AgencyOrders.use((use) =>
      Effect.map(use.list(params.id, pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentAgencyOrderRow),
      ),
    ),
  order: ({ params }) =>
    AgencyOrders.use((use) => Effect.map(use.get(params.id, params.orderId), presentAgencyOrder)),
}
