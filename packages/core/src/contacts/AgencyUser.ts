/**
 * A person of an agency: books for its travellers and answers its quotes, or, as ADMIN, also looks after its people.
 *
 * An account comes into being by an invitation: whoever follows its link has shown that the address is his or hers.
 */
import { Schema } from "effect"
import { AgencyRole } from "../access/Actor.ts"
import { AgencyId, AgencyUserId, InvitationId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { Line } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"
import { AgencyUserStatus } from "./AgencyUserStatus.ts"
import { Email } from "./Reach.ts"

export const AgencyUser = Schema.Struct({
  id: AgencyUserId,
  agencyId: AgencyId,
  /** Empty once the person was erased. */
  name: Schema.String,
  /** One account an address and agency, whatever its case; gone once the person was erased. */
  email: Schema.optionalKey(Email),
  role: AgencyRole,
  status: AgencyUserStatus,
  /** The invitation that can still be followed; an earlier one cannot. */
  invitation: Schema.optionalKey(Schema.Struct({ id: InvitationId, expiresAt: Instant })),
  /** Recorded at most once a minute. */
  lastLoginAt: Schema.optionalKey(Instant),
  erasedAt: Schema.optionalKey(Instant),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type AgencyUser = typeof AgencyUser.Type

/** Whom to invite. */
export const NewAgencyUser = Schema.Struct({
  name: Line(),
  email: Email,
  /** A BOOKER unless told. */
  role: Schema.optionalKey(AgencyRole),
})
export type NewAgencyUser = typeof NewAgencyUser.Type

/** Changes to an account. DISABLED takes its credential and its invitation away; ACTIVE gives neither back. */
export const AgencyUserEdit = Schema.Struct({
  name: Schema.optionalKey(Line()),
  role: Schema.optionalKey(AgencyRole),
  status: Schema.optionalKey(Schema.Literals(["ACTIVE", "DISABLED"])),
})
export type AgencyUserEdit = typeof AgencyUserEdit.Type

export class AgencyUserNotFound extends Schema.TaggedError<AgencyUserNotFound>()("AgencyUserNotFound", {
  id: AgencyUserId,
}) {}

/** The agency has an account with this address already. */
export class AgencyUserExists extends Schema.TaggedError<AgencyUserExists>()("AgencyUserExists", {
  id: AgencyUserId,
}) {}

/** An invitation opens an account once, for a while, and as long as no later one was sent. */
export class InvitationClosed extends Schema.TaggedError<InvitationClosed>()("InvitationClosed", {
  reason: Schema.Literals(["USED", "EXPIRED", "REVOKED"]),
}) {}
