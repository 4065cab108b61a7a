/** PostgreSQL's server process and those it forks: one for each session, and its helpers. */
import { spawn, type ChildProcess } from "node:child_process"
import { readFile } from "node:fs/promises"
import { createServer, type AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { Binaries } from "./binaries.ts"

/** A started server. */
export interface Postmaster {
  /** 0 when it could not even be spawned. */
  readonly pid: number
  /** Resolves when it takes connections; rejects with its log when it ends before. */
  readonly ready: Promise<void>
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>
  readonly signal: (name: NodeJS.Signals) => void
}

/** Starts the server on `port` of 127.0.0.1, with a Unix socket in its data folder. */
export const startPostmaster = (
  { account, postgres }: Binaries,
  dataDir: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Postmaster => {
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: dataDir, ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const server = spawn(postgres, ["-D", dataDir, "-p", String(port), ...flags], {
    ...account,
    cwd: "/",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
  })
  return {
    pid: server.pid ?? 0,
    ready: readiness(server),
    gone: new Promise((resolve) => void server.once("exit", () => resolve()).once("error", () => resolve())),
    signal: (name) => void server.kill(name),
  }
}

/** Ends the server and its sessions in order; their transactions are rolled back, what is committed is written. */
export const shutDown = (postmaster: Postmaster): Promise<void> => {
  postmaster.signal("SIGINT")
  return postmaster.gone
}

/**
 * Kills the server and all its processes as a crash would, and resolves when they are gone. Where the system does not list
 * them (no /proc) they notice the postmaster's death by themselves.
 */
export const crash = async (postmaster: Postmaster): Promise<void> => {
  // Stopped, it forks no session between the list and the kill.
  postmaster.signal("SIGSTOP")
  const children = await childrenOf(postmaster.pid)
  postmaster.signal("SIGKILL")
  for (const child of children) kill(child)
  await postmaster.gone
  for (const child of children) while (await lives(child)) await sleep(5)
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      // A server listening on TCP has an AddressInfo; the string is for pipes.
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

function readiness(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ""
    const fail = (reason: string): void => reject(new Error(`PostgreSQL did not start: ${reason}\n${log}`))
    server.once("error", (cause) => fail(cause.message))
    server.once("exit", (code, signal) => fail(`it ended with ${code ?? signal}`))
    // Read on after the start: a server whose log nobody reads stops at a full pipe.
    server.stderr!.setEncoding("utf8").on("data", (text: string) => {
      // The end of the log, however much impatient clients make the server write before it is ready.
      log = (log + text).slice(-20_000)
      if (log.includes("database system is ready to accept connections")) resolve()
    })
  })
}

async function childrenOf(pid: number): Promise<ReadonlyArray<number>> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "")
  return text
    .split(" ")
    .filter((word) => word !== "")
    .map(Number)
}

// A dead process keeps its entry, in state Z, until its new parent has asked for it.
async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
  return stat !== "" && !/\) [ZX] /.test(stat)
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL")
  } catch {
    // It has ended by itself.
  }
}
