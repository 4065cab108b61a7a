/** Drivers: requests to use cases, and back. */
import { Absences, Drivers, Views } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, onDuty, pageOf } from "../contract/requests.ts"
import { presentAbsence, presentEntered } from "../resources/Absence.ts"
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
  addAbsence: ({ params, payload }) =>
    Absences.use((use) => Effect.map(use.add(params.id, payload), presentEntered)),
  absences: ({ params, query }) =>
    Views.use((use) =>
      Effect.map(use.driverAbsences(params.id, filtersOf(query), pageOf(query, "from")), (page) =>
        presentList(page, presentAbsence),
      ),
    ),
  removeAbsence: ({ params }) =>
    Absences.use((use) => Effect.map(use.remove(params.id, params.absenceId), presentAbsence)),
  get: ({ params }) => Drivers.use((use) => Effect.map(use.get(params.id), presentDriver)),
}
