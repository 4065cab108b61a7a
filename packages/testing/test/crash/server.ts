/**
 * A server to be killed: `server.ts postgres|pglite <URL or folder> <mail file> [before|after]`.
 *
 * Mails are appended to the file. With `before` the mailer says so and hangs before it appends, with `after` after it: in
 * both the message is claimed and not settled.
 */
import {
  IdGenerator,
  Mailer,
  makeOperator,
  Messages,
  OperatorId,
  OperatorRepository,
  Relay,
  UseCases,
} from "@caleche/core"
import { makeApp } from "@caleche/hono"
import { serve } from "@caleche/hono/node"
import { Authenticator, demoKeys } from "@caleche/http"
import { layer as pglite } from "@caleche/storage-pglite"
import { layer as postgres } from "@caleche/storage-postgres"
import { Duration, Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import { appendFileSync } from "node:fs"

const [kind, where, mailFile, hang] = process.argv.slice(2)
const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")

const say = (line: string) => process.stdout.write(`${line}\n`)

const mailer = Layer.succeed(
  Mailer,
  Mailer.of({
    send: ({ id, subject }) =>
      Effect.gen(function* () {
        if (hang !== "before") appendFileSync(mailFile!, `${id} ${subject}\n`)
        if (hang === undefined) return
        say(`hanging ${id}`)
        return yield* Effect.never
      }),
  }),
)
const storage =
  kind === "pglite" ? pglite({ dataDir: where! }) : postgres({ url: Redacted.make(where!), migrate: true })
const authentication = Layer.succeed(
  Authenticator,
  Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
)
const runtime = ManagedRuntime.make(
  Layer.mergeAll(
    Relay.layer({ lease: Duration.seconds(2), poll: Duration.millis(200) }),
    authentication,
  ).pipe(
    Layer.provideMerge(Layer.mergeAll(UseCases.layer, Messages.layer)),
    Layer.provideMerge(Layer.mergeAll(storage, mailer, IdGenerator.layer, Logger.layer([]))),
  ),
)
await runtime.runPromise(
  OperatorRepository.use((all) => all.save(makeOperator({ id: operatorId, name: "Demo VTC" }))),
)
const { url } = await serve({
  served: makeApp({ runtime }),
  runtime,
  port: 0,
  background: Relay.use(({ run }) => run),
})
say(`listening ${url}`)
