/** Runs a module below this folder as a process of its own. */
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

export interface Child {
  readonly pid: number
  /** The next line it prints; undefined after its end. */
  readonly line: () => Promise<string | undefined>
  /** Kills it as `kill -9` does and resolves when it is gone. */
  readonly kill: () => Promise<void>
}

export const run = (fixture: string, ...args: ReadonlyArray<string>): Child => {
  const script = fileURLToPath(new URL(`./${fixture}.ts`, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, ["--conditions=source", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const gone = once(child, "exit")
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    pid: child.pid!,
    line: async () => {
      const next = await lines.next()
      return next.done === true ? undefined : next.value
    },
    kill: async () => {
      child.kill("SIGKILL")
      await gone
    },
  }
}
