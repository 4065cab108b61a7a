/** Agencies' people: requests to use cases, and back. */
import { AgencyStaff } from "@caleche/core"
import { Effect } from "effect"
import { ifVersion, pageOf } from "../contract/requests.ts"
import { presentActivated, presentAgencyUser } from "../resources/AgencyUser.ts"
import { presentList } from "../resources/List.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const agencyStaff: Handlers["agencyStaff"] = {
  list: ({ params, query }) =>
    AgencyStaff.use((use) =>
      Effect.map(use.list(params.id, pageOf(query, "createdAt")), (page) =>
        presentList(page, presentAgencyUser),
      ),
    ),
  invite: ({ params, payload }) =>
    AgencyStaff.use((use) => Effect.map(use.invite(params.id, payload), presentAgencyUser)),
  edit: ({ params, headers, payload }) =>
    AgencyStaff.use((use) =>
      Effect.map(use.edit(params.id, params.userId, payload, ifVersion(headers)), presentAgencyUser),
    ),
  inviteAgain: ({ params, headers }) =>
    AgencyStaff.use((use) =>
      Effect.map(use.inviteAgain(params.id, params.userId, ifVersion(headers)), presentAgencyUser),
    ),
  erase: ({ params, headers }) =>
    AgencyStaff.use((use) =>
      Effect.map(use.erase(params.id, params.userId, ifVersion(headers)), presentAgencyUser),
    ),
  accept: () => AgencyStaff.use((use) => Effect.map(use.accept(), presentActivated)),
}
