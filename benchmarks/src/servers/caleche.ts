/**
 * The library as one would serve it: authenticated, validated, under row-level security, with the relay delivering to a
 * box. Over PostgreSQL when `DATABASE_URL` is set, otherwise embedded, from the `SNAPSHOT` if there is one.
 */
import {
  ApiKeyId,
  ApiKeyRepository,
  CaptureBox,
  IdGenerator,
  makeOperator,
  Messages,
  OperatorId,
  OperatorRepository,
  Relay,
  UseCases,
} from "@caleche/core"
import { makeApp } from "@caleche/hono"
import { serve } from "@caleche/hono/node"
import { layerApiKeys } from "@caleche/http"
import { layer as pglite } from "@caleche/storage-pglite"
import { layer as postgres } from "@caleche/storage-postgres"
import { DateTime, Effect, Layer, ManagedRuntime, Option, Redacted } from "effect"
import { createHash } from "node:crypto"
import { openAsBlob } from "node:fs"
import { endWithParent } from "./endWithParent.ts"
import { apiKey, operatorId } from "../http/credentials.ts"

endWithParent()
const url = process.env["DATABASE_URL"]
const saved = process.env["SNAPSHOT"]
const embedded = async () => pglite(saved === undefined ? {} : { snapshot: await openAsBlob(saved) })
const storage = url === undefined ? await embedded() : postgres({ url: Redacted.make(url), migrate: true })

const world = Layer.mergeAll(Relay.layer(), layerApiKeys).pipe(
  Layer.provideMerge(Layer.mergeAll(UseCases.layer, Messages.layer)),
  Layer.provideMerge(Layer.mergeAll(storage, CaptureBox.layerMemory(), IdGenerator.layer)),
)

/** One operator with one key, unless they are there already. */
const prepare = Effect.gen(function* () {
  const keys = yield* ApiKeyRepository
  const hash = createHash("sha256").update(apiKey).digest("hex")
  if (Option.isSome(yield* keys.findByHash(hash))) return
  const operator = makeOperator({ id: OperatorId.make(operatorId), name: "Benchmark VTC" })
  yield* (yield* OperatorRepository).save(operator)
  yield* keys.insert({
    id: ApiKeyId.make(operatorId),
    operatorId: operator.id,
    name: "benchmark",
    role: "MANAGER",
    hash,
    createdAt: yield* DateTime.now,
  })
})

const runtime = ManagedRuntime.make(world)
await runtime.runPromise(prepare)
const { port } = await serve({
  served: makeApp({ runtime }),
  runtime,
  port: 0,
  background: Relay.use(({ run }) => run),
  drainFor: 1_000,
})
console.log(`listening ${port}`)
