/**
 * Who may do what: one table, asked by every use case and walked by the tests.
 *
 * A driver's, an agency's and a link's grants reach only what is theirs: the missions assigned to the driver, what belongs to
 * the agency, the quote of the link.
 */
import { Effect, Schema } from "effect"
import type { AgencyId, DriverId, QuoteId } from "../shared/Ids.ts"
import { type Actor, ContactsRight, CurrentActor } from "./Actor.ts"
import { UpTo } from "../shared/Text.ts"

/** The kinds of actor a grant can name. */
export type Grantee =
  | "OPERATOR"
  | "MANAGER"
  | "ADMIN"
  | "AGENCY_ADMIN"
  | "AGENCY_BOOKER"
  | "INVITEE"
  | "DRIVER"
  | "LINK"
  | "SYSTEM"

const staff = ["OPERATOR", "MANAGER", "ADMIN"] as const
const managers = ["MANAGER", "ADMIN"] as const
const agencies = ["AGENCY_ADMIN", "AGENCY_BOOKER"] as const

/** Action by action, who may perform it. */
export const permissions = {
  "client.read": staff,
  "client.create": staff,
  "client.edit": managers,
  "client.archive": managers,
  "client.merge": managers,
  "contact.read": staff,
  "contact.create": staff,
  "contact.edit": managers,
  "contact.archive": managers,
  "contact.delete": managers,
  "contact.link": managers,
  "contact.erase": managers,
  "contact.export": managers,
  "contact.consent": managers,
  "agency.read": staff,
  "agency.edit": managers,
  "agencyUser.read": [...staff, "AGENCY_ADMIN"],
  "agencyUser.invite": [...staff, "AGENCY_ADMIN"],
  "agencyUser.edit": [...managers, "AGENCY_ADMIN"],
  "agencyUser.erase": managers,
  "invitation.accept": ["INVITEE"],
  "agencyQuote.read": [...staff, ...agencies],
  "agencyQuote.request": agencies,
  "agencyQuote.edit": agencies,
  "agencyQuote.answer": agencies,
  "agencyOrder.read": [...staff, ...agencies],
  "quote.read": [...staff, "LINK"],
  "quote.list": staff,
  "quote.create": staff,
  "quote.edit": staff,
  "quote.take": staff,
  "quote.send": staff,
  "quote.cancel": staff,
  "quote.accept": [...staff, "LINK"],
  "quote.decline": [...staff, "LINK"],
  "quote.expire": ["SYSTEM"],
  "order.read": staff,
  "order.export": staff,
  "order.edit": staff,
  "order.cancel": managers,
  "order.raise": managers,
  "fee.decide": managers,
  "mission.read": [...staff, "DRIVER"],
  "mission.create": staff,
  "mission.assign": staff,
  "mission.perform": [...staff, "DRIVER"],
  "mission.edit": staff,
  "mission.correct": staff,
  "mission.recordActuals": staff,
  "mission.cancel": managers,
  "mission.close": managers,
  "overlap.allow": managers,
  "driver.read": staff,
  "driver.edit": managers,
  "vehicle.read": staff,
  "vehicle.edit": managers,
  "history.read": staff,
  "message.send": staff,
  "message.deliver": ["SYSTEM"],
  "price.preview": staff,
  "priceBook.read": staff,
  "priceBook.edit": managers,
  "apiKey.manage": ["ADMIN"],
} as const satisfies Record<string, ReadonlyArray<Grantee>>

export type Action = keyof typeof permissions

/** The actor's role does not allow the action, or the actor's right on contacts was narrowed below it. */
export class Forbidden extends Schema.TaggedError<Forbidden>()("Forbidden", {
  action: UpTo(100),
  role: UpTo(100),
  contacts: Schema.optionalKey(ContactsRight),
}) {}

/** What an action touches, where a grant reaches only what is the actor's own. */
export interface Subject {
  readonly quoteId?: QuoteId
  readonly driverId?: DriverId | undefined
  readonly agencyId?: AgencyId | undefined
}

/** The column of the table an actor falls under. */
export const granteeOf = (actor: Actor): Grantee => {
  switch (actor._tag) {
    case "OperatorUser":
      return actor.role
    case "AgencyUser":
      return `AGENCY_${actor.role}`
    case "Invitee":
      return "INVITEE"
    case "Driver":
      return "DRIVER"
    case "QuoteLink":
      return "LINK"
    case "System":
      return "SYSTEM"
  }
}

/** Whether `actor` may perform `action` on `subject`; without a subject, whether on anything at all. */
export const isAllowed = (actor: Actor, action: Action, subject?: Subject): boolean => {
  const grantees: ReadonlyArray<Grantee> = permissions[action]
  if (!grantees.includes(granteeOf(actor)) || narrowing(actor, action) !== undefined) return false
  if (subject === undefined) return true
  if (actor._tag === "AgencyUser") return subject.agencyId === actor.agencyId
  if (actor._tag === "Driver") return subject.driverId === actor.id
  if (actor._tag === "QuoteLink") return subject.quoteId === actor.id
  return true
}

/** What contacts are read by; everything else on them is writing. */
const readsContacts: ReadonlyArray<Action> = ["contact.read", "contact.export"]

/** The actor's right on contacts, when it is what stands in the way of `action`. */
const narrowing = (actor: Actor, action: Action): ContactsRight | undefined => {
  if (actor._tag !== "OperatorUser" || !action.startsWith("contact.")) return undefined
  const { contacts = "WRITE" } = actor
  if (contacts === "WRITE" || (contacts === "READ" && readsContacts.includes(action))) return undefined
  return contacts
}

/** The current actor, when the table lets it perform `action`; otherwise `Forbidden`. */
export const permit = Effect.fnUntraced(function* (action: Action, subject?: Subject) {
  const actor = yield* CurrentActor
  if (isAllowed(actor, action, subject)) return actor
  const contacts = narrowing(actor, action)
  return yield* new Forbidden({
    action,
    role: granteeOf(actor),
    ...(contacts === undefined ? {} : { contacts }),
  })
})
