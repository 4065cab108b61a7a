import { readdir, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { folderLock } from "@caleche/storage-pglite"
import { assert, it } from "@effect/vitest"
import { Effect, Exit, Fiber } from "effect"
import { run } from "../child.ts"
import { temporaryFolder } from "../temporaryFolder.ts"

const claims = (folder: string) =>
  Effect.promise(async () => (await readdir(folder)).filter((file) => file.startsWith("owner-")))

it.live("a second instance in the same process is refused, and let in when the first has closed", () =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    yield* Effect.scoped(
      Effect.gen(function* () {
        yield* folderLock(folder)
        const refused = yield* Effect.flip(Effect.scoped(folderLock(folder)))
        assert.deepInclude({ ...refused }, { _tag: "FolderInUse", dataDir: folder, pid: process.pid })
      }),
    )
    assert.deepStrictEqual(yield* claims(folder), [])
    yield* folderLock(folder)
  }),
)

it.live("a second process is refused while the first lives, and let in after its kill -9", () =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    const first = run("pglite/fixtures/holdFolder", folder)
    assert.strictEqual(yield* Effect.promise(first.line), "held")
    const second = run("pglite/fixtures/holdFolder", folder)
    assert.strictEqual(yield* Effect.promise(second.line), `refused ${first.pid}`)
    yield* Effect.promise(first.kill)
    yield* folderLock(folder)
    assert.strictEqual((yield* claims(folder)).length, 1)
  }),
)

it.live("of many starters at once one gets the folder, also when a killed owner's claim lies there", () =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    const killed = run("pglite/fixtures/holdFolder", folder)
    yield* Effect.promise(killed.line)
    yield* Effect.promise(killed.kill)
    const children = Array.from({ length: 3 }, () => run("pglite/fixtures/holdFolder", folder))
    const fibers = yield* Effect.forEach(Array.from({ length: 24 }), () =>
      Effect.forkScoped(Effect.exit(folderLock(folder))),
    )
    const here = yield* Effect.forEach(fibers, Fiber.join)
    const there = yield* Effect.forEach(children, (child) => Effect.promise(child.line))
    yield* Effect.forEach(children, (child) => Effect.promise(child.kill))
    const winners = here.filter(Exit.isSuccess).length + there.filter((line) => line === "held").length
    assert.strictEqual(winners, 1)
  }),
)

it.live("a claim whose process number now belongs to another process is void", () =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    const own = yield* Effect.scoped(Effect.andThen(folderLock(folder), claims(folder)))
    const [owner, age, pid, start, ...rest] = own[0]!.split("-")
    const reused = [owner, age, pid, `${start}1`, ...rest].join("-")
    yield* Effect.promise(() => writeFile(join(folder, reused), ""))
    yield* folderLock(folder)
    assert.notInclude(yield* claims(folder), reused)
  }),
)

it.live("a claim from another machine or container holds while it shows signs of life", () =>
  Effect.gen(function* () {
    const folder = yield* temporaryFolder
    const own = yield* Effect.scoped(Effect.andThen(folderLock(folder), claims(folder)))
    const [owner, age, , start, , ...rest] = own[0]!.split("-")
    const foreign = join(folder, [owner, age, "7", start, "0123456789ab", ...rest].join("-"))
    yield* Effect.promise(() => writeFile(foreign, ""))
    const refused = yield* Effect.flip(Effect.scoped(folderLock(folder)))
    assert.deepInclude({ ...refused }, { _tag: "FolderInUse", pid: 7 })
    const longAgo = new Date(Date.now() - 60_000)
    yield* Effect.promise(() => utimes(foreign, longAgo, longAgo))
    yield* folderLock(folder)
  }),
)
