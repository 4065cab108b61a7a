/**
 * Who performs an action. Every use case reads it from its context; it names the operator, so nothing runs without one.
 */
import { Context, Schema } from "effect"
import {
  AgencyId,
  AgencyUserId,
  ApiKeyId,
  DriverId,
  InvitationId,
  OperatorId,
  QuoteId,
  UserId,
} from "../shared/Ids.ts"

/** The role of a member of the operator's staff. */
export const Role = Schema.Literals(["OPERATOR", "MANAGER", "ADMIN"])
export type Role = typeof Role.Type

/** How far a right on contacts goes: not at all, reading only, or all that the role may do. */
export const ContactsRight = Schema.Literals(["NONE", "READ", "WRITE"])
export type ContactsRight = typeof ContactsRight.Type

/** A member of the operator's staff, or a program with one of the staff's roles. */
export const OperatorUser = Schema.TaggedStruct("OperatorUser", {
  operatorId: OperatorId,
  id: Schema.Union([UserId, ApiKeyId]),
  role: Role,
  /** Narrower than the role on contacts; it never allows what the role does not. */
  contacts: Schema.optionalKey(ContactsRight),
})
export type OperatorUser = typeof OperatorUser.Type

/** The role of an agency's person: an ADMIN looks after its people as well. */
export const AgencyRole = Schema.Literals(["ADMIN", "BOOKER"])
export type AgencyRole = typeof AgencyRole.Type

/** A person of a partner agency: sees and does what is its own agency's. */
export const AgencyActor = Schema.TaggedStruct("AgencyUser", {
  operatorId: OperatorId,
  agencyId: AgencyId,
  id: AgencyUserId,
  role: AgencyRole,
})
export type AgencyActor = typeof AgencyActor.Type

/** Whoever holds an invitation to an agency's account. */
export const Invitee = Schema.TaggedStruct("Invitee", {
  operatorId: OperatorId,
  agencyId: AgencyId,
  /** Of the account. */
  id: AgencyUserId,
  invitationId: InvitationId,
})
export type Invitee = typeof Invitee.Type

/** A driver: sees and performs the missions assigned to him. */
export const DriverActor = Schema.TaggedStruct("Driver", { operatorId: OperatorId, id: DriverId })
export type DriverActor = typeof DriverActor.Type

/** Whoever holds the link to one quote. */
export const QuoteLink = Schema.TaggedStruct("QuoteLink", { operatorId: OperatorId, id: QuoteId })
export type QuoteLink = typeof QuoteLink.Type

/** The software itself: timers and the relay. */
export const System = Schema.TaggedStruct("System", { operatorId: OperatorId })
export type System = typeof System.Type

export const Actor = Schema.Union([OperatorUser, AgencyActor, Invitee, DriverActor, QuoteLink, System])
export type Actor = typeof Actor.Type

/** The actor on whose behalf the current effect runs. */
export class CurrentActor extends Context.Service<CurrentActor, Actor>()(
  "@caleche/core/access/CurrentActor",
) {}
