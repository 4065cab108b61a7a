/** Quotes: requests to use cases, and back. */
import {
  Acceptance,
  AgencyQuotes,
  QuoteDocuments,
  QuoteLinks,
  QuotePrices,
  Quotes,
  Views,
} from "@caleche/core"
import { Effect, Stream } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { presentEntry } from "../resources/HistoryEntry.ts"
import { presentList } from "../resources/List.ts"
import { presentOrder } from "../resources/Order.ts"
import { presentQuote } from "../resources/Quote.ts"
import { presentLink } from "../resources/QuoteLink.ts"
import { named } from "../serving/streamed.ts"
import type { Handlers } from "./HandlerRecord.ts"

/** What the list is filtered by. */
const quoteFiltersOf = ({ requested, ...query }: Parameters<Handlers["quotes"]["list"]>[0]["query"]) => ({
  ...filtersOf(query),
  ...(requested === undefined ? {} : { requested: requested === "true" }),
})

export const quotes: Handlers["quotes"] = {
  create: ({ payload }) => Quotes.use((use) => Effect.map(use.create(payload), presentQuote)),
  list: ({ query }) =>
    Quotes.use((use) =>
      Effect.map(use.list(quoteFiltersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentQuote),
      ),
    ),
  get: ({ params }) => Quotes.use((use) => Effect.map(use.get(params.id), presentQuote)),
  pdf: ({ params }) =>
    QuoteDocuments.use((use) =>
      Effect.map(use.pdf(params.id), ({ bytes, fileName }) => named(Stream.make(bytes), fileName)),
    ),
  edit: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentQuote)),
  addLine: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.addLine(params.id, payload, ifVersion(headers)), presentQuote)),
  editLine: ({ params, headers, payload }) =>
    Quotes.use((use) =>
      Effect.map(use.editLine(params.id, params.lineId, payload, ifVersion(headers)), presentQuote),
    ),
  removeLine: ({ params, headers }) =>
    Quotes.use((use) =>
      Effect.map(use.removeLine(params.id, params.lineId, ifVersion(headers)), presentQuote),
    ),
  addDiscount: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.addDiscount(params.id, payload, ifVersion(headers)), presentQuote)),
  removeDiscount: ({ params, headers }) =>
    Quotes.use((use) =>
      Effect.map(use.removeDiscount(params.id, params.discountId, ifVersion(headers)), presentQuote),
    ),
  setTrip: ({ params, headers, payload }) =>
    QuotePrices.use((use) => Effect.map(use.setTrip(params.id, payload, ifVersion(headers)), presentQuote)),
  price: ({ params, headers, payload }) =>
    QuotePrices.use((use) => Effect.map(use.price(params.id, payload, ifVersion(headers)), presentQuote)),
  duplicate: ({ params, payload }) =>
    QuotePrices.use((use) => Effect.map(use.duplicate(params.id, payload), presentQuote)),
  take: ({ params, headers }) =>
    AgencyQuotes.use((use) => Effect.map(use.take(params.id, ifVersion(headers)), presentQuote)),
  send: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.send(params.id, payload, ifVersion(headers)), presentQuote)),
  resend: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.resend(params.id, payload, ifVersion(headers)), presentQuote)),
  issueLink: ({ params }) => QuoteLinks.use((use) => Effect.map(use.issue(params.id), presentLink)),
  revokeLinks: ({ params, headers }) =>
    QuoteLinks.use((use) => Effect.map(use.revoke(params.id, ifVersion(headers)), presentQuote)),
  accept: ({ params, headers, payload }) =>
    Acceptance.use((use) =>
      Effect.map(use.accept(params.id, payload, ifVersion(headers)), ({ quote, order }) => ({
        quote: presentQuote(quote),
        order: presentOrder(order),
      })),
    ),
  decline: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.decline(params.id, payload, ifVersion(headers)), presentQuote)),
  cancel: ({ params, headers, payload }) =>
    Quotes.use((use) => Effect.map(use.cancel(params.id, payload, ifVersion(headers)), presentQuote)),
  history: ({ params, query }) =>
    Views.use((use) =>
      Effect.map(use.quoteHistory(params.id, pageOf(query, "")), (page) => presentList(page, presentEntry)),
    ),
}
