/** Clients: requests to use cases, and back. */
import { Clients } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { presentClient, presentCreated } from "../resources/Client.ts"
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
    Clients.use((use) =>
      Effect.map(use.list(filtersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentClient),
      ),
    ),
  edit: ({ params, headers, payload }) =>
    Clients.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentClient)),
  archive: ({ params, headers }) =>
    Clients.use((use) => Effect.map(use.archive(params.id, ifVersion(headers)), presentClient)),
  restore: ({ params, headers }) =>
    Clients.use((use) => Effect.map(use.restore(params.id, ifVersion(headers)), presentClient)),
  get: ({ params }) => Clients.use((use) => Effect.map(use.get(params.id), presentClient)),
}
