/**
 * Links to quotes: where they lead, and what signs them.
 *
 * LINK_SECRET signs them. Beside an embedded store a key is made where none is set, and kept in its folder; the
 * demonstration makes one for as long as it runs. Servers that share a database have to share a secret, and a server in
 * production has to be told how browsers reach it: without, there are no links.
 */
import { QuoteLinkTerms } from "@caleche/core"
import { Config, Effect, Layer, type Option, Redacted, Schema } from "effect"
import { randomBytes } from "node:crypto"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Keeping, Settings } from "./settings.ts"

export interface LinkSettings {
  /** Where browsers reach this server; the demonstration is reached where it listens. */
  readonly publicUrl: string | undefined
  readonly secret: Redacted.Redacted | undefined
  /** The secret before, whose links still open. */
  readonly previous: Redacted.Redacted | undefined
}

const secretIn = (name: string): Config.Config<Option.Option<Redacted.Redacted>> =>
  Config.option(
    Config.schema(
      Schema.Redacted(
        Schema.String.check(Schema.isMinLength(32, { message: "must have at least 32 characters" })),
      ),
      name,
    ),
  )

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username + url.password + url.search + url.hash === ""
  )
}

export const linkVariables = {
  publicUrl: Config.option(
    Config.schema(
      Schema.String.check(
        Schema.makeFilter(
          (text) => isOrigin(text) || "must be an http or https address without user, query or fragment",
        ),
      ),
      "PUBLIC_URL",
    ),
  ),
  secret: secretIn("LINK_SECRET"),
  previous: secretIn("LINK_SECRET_PREVIOUS"),
}

/** Why there are no links, or undefined when there are. */
export const noLinksBecause = ({ keeping, links, mode }: Linked): string | undefined => {
  if (mode === "demonstration") return undefined
  if (links.publicUrl === undefined) return "set PUBLIC_URL to the address browsers reach this server at"
  const keeps = keeping.store === "embedded" && keeping.dataDir !== undefined
  return links.secret === undefined && !keeps ? "set LINK_SECRET, the same on each server" : undefined
}

type Linked = Pick<Settings, "keeping" | "links" | "mode">

/** `servedAt` is asked when a link is made: by then the server listens. */
export const linksBy = (settings: Linked, servedAt: () => string): Layer.Layer<never> =>
  Layer.effect(
    QuoteLinkTerms,
    Effect.gen(function* () {
      const { previous, publicUrl } = settings.links
      const base = () => (publicUrl ?? servedAt()).replace(/\/+$/, "")
      const page = (token: string) => `${base()}/portal/quotes/${token}`
      if (noLinksBecause(settings) !== undefined) return { keys: undefined, daysBeyond, page }
      const current = settings.links.secret ?? (yield* Effect.promise(() => ownKey(settings.keeping)))
      return { keys: { current, ...(previous === undefined ? {} : { previous }) }, daysBeyond, page }
    }),
  )

const daysBeyond = 90

/** The key kept in the folder of an embedded store, made when there is none; of a store that is not kept, a new one. */
async function ownKey(keeping: Keeping): Promise<Redacted.Redacted> {
  const folder = keeping.store === "embedded" ? keeping.dataDir : undefined
  return folder === undefined ? Redacted.make(random()) : keptIn(folder)
}

async function keptIn(folder: string): Promise<Redacted.Redacted> {
  const file = join(folder, "link.key")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, random(), { flag: "wx", mode: 0o600 }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EEXIST") throw cause
  })
  return Redacted.make((await readFile(file, "utf8")).trim())
}

const random = (): string => randomBytes(32).toString("hex")
