/** Everything the server stands on, put together from the settings. */
import { CaptureBox, IdGenerator, type Mailer, Messages, Relay, UseCases } from "@caleche/core"
import { demoOperator } from "@caleche/demo"
import { layer as phoneNumbers } from "@caleche/phone-numbers"
import { Authenticator, credentialResolver, demoKeys, firstOf, layerCredentials } from "@caleche/http"
import { layer as embedded } from "@caleche/storage-pglite"
import { layer as postgres } from "@caleche/storage-postgres"
import { Effect, Layer } from "effect"
import { layer as mailFile } from "./mailFile.ts"
import type { Settings } from "./settings.ts"

/** The storage the settings name, migrated. */
export const storageOf = ({ keeping }: Settings) =>
  keeping.store === "postgres"
    ? postgres({ url: keeping.url, migrate: true })
    : embedded(keeping.dataDir === undefined ? {} : { dataDir: keeping.dataDir })

/** API keys, agencies' people and invitations; in demonstration mode the fixed keys too. */
const authenticationOf = ({ mode, host }: Settings) =>
  mode === "production"
    ? layerCredentials
    : Layer.effect(
        Authenticator,
        Effect.map(credentialResolver, (stored) =>
          Authenticator.of({
            authenticate: firstOf(demoKeys({ operatorId: demoOperator.id, boundTo: host }), stored),
          }),
        ),
      )

const mailOf = ({ mailFile: file }: Settings): Layer.Layer<CaptureBox | Mailer> =>
  file === undefined ? CaptureBox.layerMemory() : mailFile(file)

export const worldOf = (settings: Settings) =>
  Layer.mergeAll(Relay.layer(), authenticationOf(settings)).pipe(
    Layer.provideMerge(Layer.merge(UseCases.layer, Messages.layer)),
    Layer.provideMerge(
      Layer.mergeAll(storageOf(settings), mailOf(settings), IdGenerator.layer, phoneNumbers),
    ),
  )
