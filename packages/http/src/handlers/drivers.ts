/** Drivers: requests to use cases, and back. */
import { Drivers, Views } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, onDuty, pageOf } from "../contract/requests.ts"
import { presentDriver } from "../resources/Driver.ts"
import { presentList } from "../resources/List.ts"
import { presentMission } from "../resources/Mission.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const drivers: Handlers["drivers"] = {
  create: ({ payload }) => Drivers.use((use) => Effect.map(use.create(payload), presentDriver)),
  list: ({ query }) =>
    Drivers.use((use) =>
      Effect.map(use.list(onDuty(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentDriver),
      ),
    ),
  edit: ({ params, headers, payload }) =>
    Drivers.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentDriver)),
  missions: ({ params, query }) =>
    Views.use((use) =>
      Effect.map(use.driverMissions(params.id, filtersOf(query), pageOf(query, "pickupAt")), (page) =>
        presentList(page, presentMission),
      ),
    ),
  get: ({ params }) => Drivers.use((use) => Effect.map(use.get(params.id), presentDriver)),
}
