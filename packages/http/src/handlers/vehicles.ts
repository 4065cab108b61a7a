/** Vehicles: requests to use cases, and back. */
import { Vehicles } from "@caleche/core"
import { Effect } from "effect"
import { ifVersion, onDuty, pageOf } from "../contract/requests.ts"
import { presentList } from "../resources/List.ts"
import { presentVehicle } from "../resources/Vehicle.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const vehicles: Handlers["vehicles"] = {
  create: ({ payload }) => Vehicles.use((use) => Effect.map(use.create(payload), presentVehicle)),
  list: ({ query }) =>
    Vehicles.use((use) =>
      Effect.map(use.list(onDuty(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentVehicle),
      ),
    ),
  get: ({ params }) => Vehicles.use((use) => Effect.map(use.get(params.id), presentVehicle)),
  edit: ({ params, headers, payload }) =>
    Vehicles.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentVehicle)),
}
