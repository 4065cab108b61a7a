/** Where the link to a quote leads, how long it opens it, and what signs it: settings of the host, which knows its own address. */
import { Context, type Redacted } from "effect"

/** The key that signs, and the one it took the place of, whose links still open. At least 32 characters each. */
export interface LinkKeys {
  readonly current: Redacted.Redacted
  readonly previous?: Redacted.Redacted
}

/** Without keys there are no links: mails go out without, and no token opens anything. */
export const QuoteLinkTerms = Context.Reference<{
  readonly keys: LinkKeys | undefined
  /** How many days beyond the quote's last day a link opens it: its client can look up what was agreed. */
  readonly daysBeyond: number
  /** The address of the page behind a token. */
  readonly page: (token: string) => string
}>("@caleche/core/quotes/QuoteLinkTerms", {
  defaultValue: () => ({ keys: undefined, daysBeyond: 90, page: (token) => `/portal/quotes/${token}` }),
})
