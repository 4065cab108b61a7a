/** Everything a server or a command stands on, put together from the settings. */
import {
  CaptureBox,
  Housekeeping,
  IdGenerator,
  type Mailer,
  Messages,
  QuoteExpiry,
  Relay,
  UseCases,
} from "@caleche/core"
import { Authenticator, credentialResolver, firstOf, layerCredentials, type Resolver } from "@caleche/http"
import { layer as documents } from "@caleche/documents-pdf"
import { layer as phoneNumbers } from "@caleche/phone-numbers"
import { layer as embedded } from "@caleche/storage-pglite"
import { layer as postgres } from "@caleche/storage-postgres"
import { Effect, Layer } from "effect"
import { distancesBy } from "./distances.ts"
import { limitsBy } from "./limits.ts"
import { linksBy } from "./links.ts"
import { layer as mailFile } from "./mailFile.ts"
import type { Keeping, Settings } from "./settings.ts"

/** The storage that is named. The embedded one is migrated when it is opened, PostgreSQL when asked to. */
export const storageOf = (keeping: Keeping, migrate: boolean) =>
  keeping.store === "postgres"
    ? postgres({ url: keeping.url, migrate })
    : embedded(keeping.dataDir === undefined ? {} : { dataDir: keeping.dataDir })

const mailOf = (file: string | undefined): Layer.Layer<CaptureBox | Mailer> =>
  file === undefined ? CaptureBox.layerMemory() : mailFile(file)

/** API keys, agencies' people and invitations, and before them whatever `more` knows. */
const authenticationOf = (more: Resolver | undefined) =>
  more === undefined
    ? layerCredentials
    : Layer.effect(
        Authenticator,
        Effect.map(credentialResolver, (stored) => Authenticator.of({ authenticate: firstOf(more, stored) })),
      )

export interface WorldOptions {
  readonly migrate?: boolean
  /** Knows credentials that are nowhere stored. */
  readonly credentials?: Resolver
  /** Where the server listens, for links to it; asked once it does. */
  readonly servedAt?: () => string
}

/** What a server serves. */
export const worldOf = (settings: Settings, options: WorldOptions = {}) => {
  const { keeping, mailFile: file, router } = settings
  const { messagesKeptFor } = settings
  const housekeeping = Housekeeping.layer(messagesKeptFor === undefined ? {} : { messagesKeptFor })
  return Layer.mergeAll(Relay.layer(), housekeeping, authenticationOf(options.credentials)).pipe(
    Layer.provideMerge(Layer.mergeAll(UseCases.layer, Messages.layer, QuoteExpiry.layer)),
    Layer.provideMerge(
      Layer.mergeAll(
        storageOf(keeping, options.migrate ?? true),
        mailOf(file),
        IdGenerator.layer,
        phoneNumbers,
        documents,
        distancesBy(router),
        linksBy(settings, options.servedAt ?? (() => "")),
        limitsBy(settings),
      ),
    ),
  )
}

/** What a server does beside answering: quotes expire, what was kept long enough goes; mails go out where there is a mailer. */
export const background = (delivers: boolean) => {
  const keep = Housekeeping.use(({ run }) => run)
  return delivers ? Effect.all([keep, Relay.use(({ run }) => run)], { concurrency: 2, discard: true }) : keep
}

/** What a command works with. */
export const commandWorld = (keeping: Keeping) =>
  UseCases.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(storageOf(keeping, false), IdGenerator.layer, phoneNumbers)),
  )
