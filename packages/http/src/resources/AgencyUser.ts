/** An agency's person as the API shows it. */
import {
  type Activated,
  AgencyId,
  AgencyRole,
  type AgencyUser,
  AgencyUserId,
  AgencyUserStatus,
  InvitationId,
  UpTo,
  Version,
} from "@caleche/core"
import { Redacted, Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant, writtenMaybe } from "./Written.ts"

export const AgencyUserResource = Schema.Struct({
  id: AgencyUserId,
  agencyId: AgencyId,
  name: UpTo(200),
  email: Schema.optionalKey(UpTo(254)),
  role: AgencyRole,
  status: AgencyUserStatus,
  invitation: Schema.optionalKey(Schema.Struct({ id: InvitationId, expiresAt: WrittenInstant })),
  lastLoginAt: Schema.optionalKey(WrittenInstant),
  erasedAt: Schema.optionalKey(WrittenInstant),
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "AgencyUser" })
export type AgencyUserResource = typeof AgencyUserResource.Type

export const AgencyUserList = listOf(AgencyUserResource, "AgencyUserList")

/** The account, and its credential: shown this once. */
export const ActivatedResource = Schema.Struct({
  user: AgencyUserResource,
  credential: UpTo(1_000),
}).annotate({ identifier: "ActivatedAgencyUser" })

export const presentAgencyUser = (user: AgencyUser): AgencyUserResource => ({
  id: user.id,
  agencyId: user.agencyId,
  name: user.name,
  ...given({ email: user.email }),
  role: user.role,
  status: user.status,
  ...given({
    invitation:
      user.invitation === undefined
        ? undefined
        : { id: user.invitation.id, expiresAt: written(user.invitation.expiresAt) },
    lastLoginAt: writtenMaybe(user.lastLoginAt),
    erasedAt: writtenMaybe(user.erasedAt),
  }),
  version: user.version,
  createdAt: written(user.createdAt),
  updatedAt: written(user.updatedAt),
})

export const presentActivated = ({ user, credential }: Activated): typeof ActivatedResource.Type => ({
  user: presentAgencyUser(user),
  credential: Redacted.value(credential),
})
