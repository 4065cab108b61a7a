/** Clients: requests to use cases, and back. */
import { ClientPages, Clients, ClientViews, Communications, Merging } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { presentClientPage } from "../resources/ClientPage.ts"
import { presentClient, presentCreated, presentListedClient } from "../resources/Client.ts"
import { presentClientSummary, presentPerformance } from "../resources/ClientFigures.ts"
import { presentRecord } from "../resources/ClientRecord.ts"
import { presentCommunication } from "../resources/Communication.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const clients: Handlers["clients"] = {
  create: ({ payload }) =>
    Clients.use((use) =>
      Effect.flatMap(use.create(payload), (client) =>
        Effect.map(use.alike(client), (alike) => presentCreated(client, alike)),
      ),
    ),
  list: ({ query }) =>
    ClientViews.use((use) =>
      Effect.map(use.list(filtersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentListedClient(page.currency)),
      ),
    ),
  summary: ({ query }) => ClientViews.use((use) => Effect.map(use.summary(query), presentClientSummary)),
  performance: ({ params, query }) =>
    ClientViews.use((use) => Effect.map(use.performance(params.id, query.months ?? 12), presentPerformance)),
  records: ({ params, query }) =>
    ClientViews.use((use) =>
      Effect.map(use.records(params.id, filtersOf(query), pageOf(query, "-date")), (page) =>
        presentList(page, presentRecord(page.currency)),
      ),
    ),
  communications: ({ params, query }) =>
    Communications.use((use) =>
      Effect.map(use.list(params.id, pageOf(query, "-at")), (page) =>
        presentList(page, presentCommunication),
      ),
    ),
  write: ({ params, payload }) =>
    Communications.use((use) => Effect.map(use.write(params.id, payload), presentCommunication)),
  edit: ({ params, headers, payload }) =>
    Clients.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentClient)),
  archive: ({ params, headers }) =>
    Clients.use((use) => Effect.map(use.archive(params.id, ifVersion(headers)), presentClient)),
  restore: ({ params, headers }) =>
    Clients.use((use) => Effect.map(use.restore(params.id, ifVersion(headers)), presentClient)),
  merge: ({ params, headers, payload }) =>
    Merging.use((use) => Effect.map(use.merge(params.id, payload.into, ifVersion(headers)), presentClient)),
  get: ({ params }) => ClientPages.use((use) => Effect.map(use.get(params.id), presentClientPage)),
}
