/** Drivers: requests to use cases, and back. */
import { Drivers } from "@caleche/core"
import { Effect } from "effect"
import { pageOf } from "../contract/requests.ts"
import { presentDriver } from "../resources/Driver.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const drivers: Handlers["drivers"] = {
  create: ({ payload }) => Drivers.use((use) => Effect.map(use.create(payload), presentDriver)),
  list: ({ query }) =>
    Drivers.use((use) =>
      Effect.map(
        use.list(
          query.active === undefined ? {} : { active: query.active === "true" },
          pageOf(query, "-createdAt"),
        ),
        (page) => presentList(page, presentDriver),
      ),
    ),
  get: ({ params }) => Drivers.use((use) => Effect.map(use.get(params.id), presentDriver)),
}
