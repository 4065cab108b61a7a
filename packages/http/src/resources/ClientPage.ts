/** A client's page: the client, and of an agency's client the agency with its people. */
import { AgencyId, AgencyRole, AgencyUserId, AgencyUserStatus, type ClientPage, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { ClientResource, presentClient } from "./Client.ts"
import { given, WrittenInstant, writtenMaybe } from "./Written.ts"
import { atMost } from "./List.ts"

export const ClientPageResource = Schema.Struct({
  ...ClientResource.fields,
  agency: Schema.optionalKey(
    Schema.Struct({
      id: AgencyId,
      name: UpTo(200),
      active: Schema.Boolean,
      /** The first 200; the rest is in the agency's own list. */
      staff: atMost(
        200,
        Schema.Struct({
          id: AgencyUserId,
          name: UpTo(200),
          email: Schema.optionalKey(UpTo(254)),
          role: AgencyRole,
          status: AgencyUserStatus,
          lastLoginAt: Schema.optionalKey(WrittenInstant),
        }),
      ),
    }),
  ),
}).annotate({ identifier: "ClientPage" })
export type ClientPageResource = typeof ClientPageResource.Type

export const presentClientPage = ({ client, agency }: ClientPage): ClientPageResource => ({
  ...presentClient(client),
  ...given({ agency: agency === undefined ? undefined : presentAgencyOf(agency) }),
})

function presentAgencyOf({ agency, staff }: NonNullable<ClientPage["agency"]>) {
  return {
    id: agency.id,
    name: agency.name,
    active: agency.active,
    staff: staff.map(({ id, name, email, role, status, lastLoginAt }) => ({
      id,
      name,
      ...given({ email }),
      role,
      status,
      ...given({ lastLoginAt: writtenMaybe(lastLoginAt) }),
    })),
  }
}
