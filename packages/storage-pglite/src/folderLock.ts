/**
 * One owner for a database folder. PGlite itself opens a folder twice without an error, and two writers destroy it.
 *
 * Every starter first creates a claim, a file of its own whose name says who it is, then looks for the claims of others.
 * Of two starters the later one always sees the earlier one's claim, and no step takes over a file that another might just
 * have written: nothing to race for. The claims of processes that are gone are removed on the way.
 */
import { randomUUID } from "node:crypto"
import { mkdir, open, readdir, rm, stat, utimes } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Effect, Schema, type Scope } from "effect"
import { PgliteFailed } from "./PgliteFailed.ts"
import { processSpace, processStart } from "./processIdentity.ts"

/** Another instance, of this process or another, has the folder open. `pid` is the owner's process id. */
export class FolderInUse extends Schema.TaggedError<FolderInUse>()("FolderInUse", {
  dataDir: Schema.String,
  pid: Schema.Int,
}) {
  override get message(): string {
    return `${this.dataDir} is in use by process ${this.pid}`
  }
}

/** Signs of life every 5 s; a claim from another machine or container is void after 30 s without one. */
const BEAT = 5_000
const SILENCE = 30_000

/** How long the older of two starters waits for the younger one to give way, in milliseconds. */
const COURTESY = 1_000

/**
 * Owns `dataDir`, made if missing, until the scope closes. After a `kill -9` the folder is free at once for a process of
 * the same machine and container, and after 30 s for another.
 */
export const folderLock = (dataDir: string): Effect.Effect<void, FolderInUse | PgliteFailed, Scope.Scope> =>
  Effect.asVoid(
    Effect.acquireRelease(
      Effect.tryPromise({
        try: () => claim(dataDir),
        catch: (cause) =>
          cause instanceof FolderInUse ? cause : new PgliteFailed({ operation: "lock", cause }),
      }),
      (release) => Effect.promise(release),
    ),
  )

interface Claim {
  readonly file: string
  readonly pid: number
  readonly start: string
  readonly space: string
}

const CLAIM = /^owner-\d{15}-(\d+)-(\d+)-([0-9a-f]{12})-[0-9a-f-]{36}\.lock$/

async function claim(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const space = processSpace()
  const age = String(Date.now()).padStart(15, "0")
  const file = `owner-${age}-${process.pid}-${processStart(process.pid) ?? "0"}-${space}-${randomUUID()}.lock`
  const path = join(dataDir, file)
  await (await open(path, "wx")).close()
  try {
    await outlast(dataDir, file, space)
  } catch (cause) {
    await rm(path, { force: true })
    throw cause
  }
  // A beat that cannot be written is no reason to stop a running database.
  const beat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), BEAT).unref()
  return async () => {
    clearInterval(beat)
    await rm(path, { force: true })
  }
}

// An older claim wins. A younger one is either about to give way or was faster: wait to see which.
async function outlast(dataDir: string, mine: string, space: string): Promise<void> {
  const deadline = Date.now() + COURTESY
  for (;;) {
    const others = await living(dataDir, mine, space)
    const older = others.find((other) => other.file < mine)
    const refusing = older ?? (Date.now() > deadline ? others[0] : undefined)
    if (refusing !== undefined) throw new FolderInUse({ dataDir, pid: refusing.pid })
    if (others.length === 0) return
    await sleep(5)
  }
}

async function living(dataDir: string, mine: string, space: string): Promise<ReadonlyArray<Claim>> {
  const found: Array<Claim> = []
  for (const file of await readdir(dataDir)) {
    const match = CLAIM.exec(file)
    if (match === null || file === mine) continue
    const other: Claim = { file, pid: Number(match[1]), start: match[2]!, space: match[3]! }
    if (await isLiving(dataDir, other, space)) found.push(other)
    else await rm(join(dataDir, file), { force: true })
  }
  return found
}

async function isLiving(dataDir: string, other: Claim, space: string): Promise<boolean> {
  if (other.space === space) return processStart(other.pid) === other.start
  const seen = await stat(join(dataDir, other.file)).catch(() => undefined)
  return seen !== undefined && Date.now() - seen.mtimeMs < SILENCE
}
