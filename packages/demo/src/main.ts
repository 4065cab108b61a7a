/** `npm run demo`: plays the story over a PostgreSQL of its own, in memory, and ends. Plain text in a pipe, coloured on a terminal. */
import { CaptureBox, IdGenerator, Messages, Relay, UseCases } from "@caleche/core"
import { layer as storage } from "@caleche/storage-pglite"
import { Effect, Layer } from "effect"
import { play } from "./story.ts"
import { written } from "./written.ts"

const world = Relay.layer().pipe(
  Layer.provideMerge(Layer.merge(UseCases.layer, Messages.layer)),
  Layer.provideMerge(Layer.mergeAll(storage(), CaptureBox.layerMemory(), IdGenerator.layer)),
)

const coloured = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === ""

await Effect.runPromise(
  play((chapter) => Effect.sync(() => process.stdout.write(written(chapter, coloured)))).pipe(
    Effect.provide(world),
  ),
)
