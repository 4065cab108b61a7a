/** Clients: requests to use cases, and back. */
import { Clients } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, pageOf } from "../contract/requests.ts"
import { presentClient } from "../resources/Client.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const clients: Handlers["clients"] = {
  create: ({ payload }) => Clients.use((use) => Effect.map(use.create(payload), presentClient)),
  list: ({ query }) =>
    Clients.use((use) =>
      Effect.map(use.list(filtersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentClient),
      ),
    ),
  get: ({ params }) => Clients.use((use) => Effect.map(use.get(params.id), presentClient)),
}
