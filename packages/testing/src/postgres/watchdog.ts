/**
 * Ends a server whose owner was killed. A process that dies by SIGKILL runs no clean-up of its own, but the system closes
 * its pipes: a small process that reads from one learns of the death at once.
 */
import { spawn } from "node:child_process"

/**
 * The watching process's whole program: first the server's process number, then lines that replace it (`0`: none), until
 * the pipe closes. Then the server gets SIGINT (it ends its sessions by itself), after 5 s SIGKILL, and the folder goes.
 */
const PROGRAM = `
const { rmSync } = require("node:fs")
const folder = process.argv[1]
let pid = 0
const signal = (name) => { try { process.kill(pid, name); return true } catch { return false } }
const wait = (until, then) => signal(0) && Date.now() < until ? setTimeout(wait, 20, until, then) : then()
process.stdin.setEncoding("utf8").on("data", (text) => { pid = Number(text.trim().split("\\n").at(-1)) }).on("end", () => {
  const remove = () => { if (folder) rmSync(folder, { recursive: true, force: true }) }
  if (!pid || !signal("SIGINT")) return remove()
  wait(Date.now() + 5000, () => { signal("SIGKILL"); setTimeout(remove, 50) })
})
`

/** Tells the watching process whom to end. */
export interface Watchdog {
  /** Watches this process from now on instead of the one before; 0 for none. */
  readonly watch: (pid: number) => void
  /** Lets the watching process go, and resolves when it is gone. Whatever is still watched is ended. */
  readonly dismiss: () => Promise<void>
}

/** Starts watching on behalf of this process; `folder`, when given, is removed after the owner's death. */
export const startWatchdog = (folder?: string): Watchdog => {
  const dog = spawn(process.execPath, ["-e", PROGRAM, ...(folder === undefined ? [] : [folder])], {
    cwd: "/",
    // Its own session: what the terminal sends to its owner's group is not for it.
    detached: true,
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["pipe", "ignore", "ignore"],
  })
  const gone = new Promise<void>(
    (resolve) => void dog.once("exit", () => resolve()).once("error", () => resolve()),
  )
  // When it has been killed itself there is no pipe to write to, and nothing to be done about it.
  dog.stdin.on("error", () => {})
  dog.unref()
  return {
    watch: (pid) => void dog.stdin.write(`${pid}\n`),
    dismiss: () => {
      dog.ref()
      dog.stdin.end()
      return gone
    },
  }
}
