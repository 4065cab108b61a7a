/**
 * All records in one JSON file, for a company that fits into memory: the in-memory storage, written behind.
 *
 * What was committed is in the file `writeEvery` later at most, and at once when the storage is closed. A process that is
 * killed loses that moment, never more: the file is replaced as a whole, so it is never half of one. One process at a time.
 */
import type { StoragePorts } from "@caleche/core"
import { type KeptData, layerKept } from "@caleche/storage-memory"
import { type Duration, Effect, Layer } from "effect"
import { readFile, rename, writeFile } from "node:fs/promises"
import { read, write } from "./written.ts"

export interface JsonStorageOptions {
  /** Made when it is missing; its folder must exist. */
  readonly file: string
  /** 200 ms unless told. */
  readonly writeEvery?: Duration.Input
}

export const jsonStorage = ({
  file,
  writeEvery = "200 millis",
}: JsonStorageOptions): Layer.Layer<StoragePorts> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const initial = yield* Effect.promise(() => contentOf(file))
      let unwritten: KeptData | undefined
      const flush = Effect.suspend(() => {
        const data = unwritten
        unwritten = undefined
        return data === undefined ? Effect.void : Effect.promise(() => replace(file, write(data)))
      }).pipe(Effect.uninterruptible)
      yield* Effect.addFinalizer(() => flush)
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(writeEvery), flush)))
      return layerKept({
        ...(initial === undefined ? {} : { initial }),
        committed: (data) =>
          Effect.sync(() => {
            unwritten = data
          }),
      })
    }),
  )

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

async function contentOf(file: string): Promise<KeptData | undefined> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined
    throw cause
  })
  return text === undefined ? undefined : (read(text) as KeptData) // nobody else writes this file
}
