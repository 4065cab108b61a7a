/** A PostgreSQL data folder, as `initdb` makes it. */
import { spawnSync } from "node:child_process"
import { chownSync, existsSync, mkdirSync } from "node:fs"
import type { Binaries } from "./binaries.ts"

/**
 * Makes `dataDir` a cluster unless it is one: superuser `postgres` without password, UTF-8, and collation `C`, so that text
 * sorts by code point as in the in-process database and in memory.
 */
export const initialise = ({ account, initdb }: Binaries, dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (account.uid !== undefined && account.gid !== undefined) chownSync(dataDir, account.uid, account.gid)
  if (existsSync(`${dataDir}/PG_VERSION`)) return
  const flags = ["-U", "postgres", "-A", "trust", "--no-sync", "--locale=C", "--encoding=UTF8"]
  const { error, status, stderr, stdout } = spawnSync(initdb, ["-D", dataDir, ...flags], {
    ...account,
    cwd: "/",
    encoding: "utf8",
  })
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? `${stdout}${stderr}`}`)
}
