/** Servers and the load generator are processes of their own; here they are started, measured and ended. */
import { type ChildProcess, spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

export interface Started {
  readonly pid: number
  readonly port: number
  /** Ends it, by force after five seconds. */
  readonly stop: () => Promise<void>
}

/** Runs `../servers/<name>.ts` and waits until it listens, half a minute at most. */
export const startServer = async (
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Started> => {
  const file = fileURLToPath(new URL(`../servers/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ["--conditions=source", ...profiling(name), file], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  })
  const stop = () => ended(child)
  try {
    const port = await listening(child, name)
    return { pid: child.pid!, port, stop } // it has said something, so it runs
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** With `CPU_PROFILES` naming a folder, each server leaves a profile there when it ends. */
function profiling(name: string): ReadonlyArray<string> {
  const folder = process.env["CPU_PROFILES"]
  return folder === undefined
    ? []
    : ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}-${Date.now()}.cpuprofile`]
}

function listening(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} did not start`)), 30_000)
    const settle = (settled: () => void) => {
      clearTimeout(late)
      settled()
    }
    let said = ""
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text
      const port = /^listening (\d+)$/m.exec(said)?.[1]
      if (port !== undefined) settle(() => resolve(Number(port)))
    })
    child.once("exit", (code) => settle(() => reject(new Error(`${name} ended with ${code}: ${said}`))))
  })
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 5_000)
    child.once("exit", () => {
      clearTimeout(force)
      resolve()
    })
    child.kill("SIGTERM")
  })
}

/** CPU milliseconds a process has used in all its threads; undefined where the system does not tell. */
export const cpuOf = (pid: number): number | undefined => {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return (
      threads.reduce(
        (sum, thread) =>
          sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
        0,
      ) / 1e6
    )
  } catch {
    return undefined
  }
}

/** The same of all children of a process. */
export const cpuOfChildren = (pid: number): number | undefined => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number)
    return children.reduce((sum, child) => sum + (cpuOf(child) ?? 0), 0)
  } catch {
    return undefined
  }
}

/** Resident memory in bytes; undefined where the system does not tell. */
export const memoryOf = (pid: number): number | undefined => {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))
    return found === null ? undefined : Number(found[1]) * 1_024
  } catch {
    return undefined
  }
}
