/** Agencies, clients and contacts: what their errors are called over HTTP. */
import type {
  AgencyInactive,
  AgencyNotFound,
  AgencyUserExists,
  AgencyUserNotFound,
  ClientArchived,
  ClientNotFound,
  ContactInUse,
  ContactNotFound,
  FieldNotForType,
  InvitationClosed,
  MergeConflict,
  NewsletterNotWanted,
  NoAddress,
  ReachRequired,
  UnknownCategory,
} from "@caleche/core"
import { gone, type ProblemRows } from "./ProblemRow.ts"

export type PartyError =
  | AgencyInactive
  | AgencyNotFound
  | AgencyUserExists
  | AgencyUserNotFound
  | ClientArchived
  | ClientNotFound
  | ContactInUse
  | ContactNotFound
  | FieldNotForType
  | InvitationClosed
  | MergeConflict
  | NewsletterNotWanted
  | NoAddress
  | ReachRequired
  | UnknownCategory

export const partyProblems: ProblemRows<PartyError> = {
  AgencyNotFound: gone("Agency"),
  AgencyUserNotFound: gone("Agency user"),
  ClientNotFound: gone("Client"),
  ContactNotFound: {
    status: 404,
    title: "Contact not found",
    detail: ({ ids }) => `There is no contact ${ids.join(", ")}.`,
  },
  MergeConflict: {
    status: 409,
    title: "Not one client",
    detail: ({ conflicts }) => `The two clients differ in ${conflicts.map(({ field }) => field).join(", ")}.`,
  },
  ContactInUse: {
    status: 409,
    title: "Contact in use",
    detail: ({ usedBy }) =>
      `The contact is named by ${usedBy.map(({ kind, id }) => `${kind.toLowerCase()} ${id}`).join(", ")}. Archive or erase it.`,
  },
  UnknownCategory: {
    status: 422,
    title: "Unknown category",
    detail: ({ category, known }) => `There is no client category ${category}; there is ${known.join(", ")}.`,
  },
  FieldNotForType: {
    status: 422,
    title: "Field not for this type",
    detail: ({ field, type }) => `A ${type} client has no ${field}.`,
  },
  ReachRequired: {
    status: 422,
    title: "Reach required",
    detail: () => "A client keeps an e-mail address or a phone number.",
  },
  AgencyInactive: {
    status: 409,
    title: "Agency inactive",
    detail: () => "An inactive agency gets no new clients, people or bookings.",
  },
  AgencyUserExists: {
    status: 409,
    title: "Agency user exists",
    detail: () => "The agency has an account with this e-mail address already; it can be invited again.",
  },
  InvitationClosed: {
    status: 410,
    title: "Invitation closed",
    detail: ({ reason }) =>
      ({
        USED: "The invitation was followed already.",
        EXPIRED: "The invitation can no longer be followed; ask for another one.",
        REVOKED: "A later invitation has taken its place, or the account was shut.",
      })[reason],
  },
  ClientArchived: {
    status: 409,
    title: "Client archived",
    detail: () => "An archived client gets no new quotes, and its drafts are not sent.",
  },
  NewsletterNotWanted: {
    status: 422,
    title: "Newsletter not wanted",
    detail: () => "A newsletter goes only to a person who has asked for it.",
  },
  NoAddress: {
    status: 422,
    title: "No e-mail address on record",
    detail: () =>
      `There is no e-mail address to write to; "channel": "MANUAL" notes a message that went by other means.`,
  },
}
