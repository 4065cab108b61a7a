/** Partner agencies: requests to use cases, and back. */
import { Agencies } from "@caleche/core"
import { Effect } from "effect"
import { ifVersion, pageOf } from "../contract/requests.ts"
import { presentAgency } from "../resources/Agency.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const agencies: Handlers["agencies"] = {
  create: ({ payload }) => Agencies.use((use) => Effect.map(use.create(payload), presentAgency)),
  list: ({ query }) =>
    Agencies.use((use) =>
      Effect.map(
        use.list(
          query.active === undefined ? {} : { active: query.active === "true" },
          pageOf(query, "-createdAt"),
        ),
        (page) => presentList(page, presentAgency),
      ),
    ),
  get: ({ params }) => Agencies.use((use) => Effect.map(use.get(params.id), presentAgency)),
  edit: ({ params, headers, payload }) =>
    Agencies.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentAgency)),
}
