/** How long an invitation can be followed, and where its link leads: a page of the host's, which knows its own address. */
import { Context, type Duration } from "effect"

/**
 * Seven days, and a path of the host's unless it says otherwise. The token stands after the `#`, which browsers keep to
 * themselves: it reaches no server's log. The page sends it as the credential of `POST /v1/invitations/accept`.
 */
export const InvitationTerms = Context.Reference<{
  readonly validFor: Duration.Input
  readonly link: (token: string) => string
}>("@caleche/core/contacts/InvitationTerms", {
  defaultValue: () => ({ validFor: "7 days", link: (token) => `/portal/invitation#${token}` }),
})
