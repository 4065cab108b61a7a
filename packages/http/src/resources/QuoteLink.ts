/** A link to a quote as the API shows it, to whoever hands it out. */
import { type IssuedLink, UpTo } from "@caleche/core"
import { Schema } from "effect"
import { written, WrittenInstant } from "./Written.ts"

export const QuoteLinkResource = Schema.Struct({
  /** Whoever has it may read, accept and decline the quote. */
  url: UpTo(8_192),
  expiresAt: WrittenInstant,
}).annotate({ identifier: "QuoteLink" })
export type QuoteLinkResource = typeof QuoteLinkResource.Type

export const presentLink = ({ expiresAt, url }: IssuedLink): QuoteLinkResource => ({
  url,
  expiresAt: written(expiresAt),
})
