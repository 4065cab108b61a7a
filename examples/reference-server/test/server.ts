/** The server as a process of its own, started as `npm start` does. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface Server {
  readonly process: ChildProcess
  readonly url: string
  /** What it printed until it was ready. */
  readonly greeting: string
  /** Signals it and waits; its exit status, or the signal that ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>
}

const main = join(import.meta.dirname, "../src/main.ts")

const launch = (env: Readonly<Record<string, string>>, args: ReadonlyArray<string>): ChildProcess =>
  spawn(process.execPath, ["--conditions=source", main, ...args], {
    env: { PATH: process.env["PATH"], NO_COLOR: "1", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })

const saidBy = (child: ChildProcess, heard: (all: string) => void): void => {
  let all = ""
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      all += data
      heard(all)
    })
}

/** Resolves when the server is ready; rejects with what it said when it ends before. */
export const started = (env: Readonly<Record<string, string>> = {}): Promise<Server> =>
  new Promise((resolve, reject) => {
    const child = launch(env, [])
    const ended = new Promise<number | NodeJS.Signals | null>((done) =>
      child.once("exit", (code, signal) => done(code ?? signal)),
    )
    let greeting = ""
    child.once("exit", () => reject(new Error(greeting)))
    saidBy(child, (all) => {
      greeting = all
      const url = /(http:\/\/\S+)\/v1 /.exec(all)?.[1]
      if (url === undefined) return
      const end = (signal: NodeJS.Signals) => {
        child.kill(signal)
        return ended
      }
      resolve({ process: child, url, greeting, end })
    })
  })

/** What the server says and its exit status when it is expected to end by itself. */
export const finished = (
  env: Readonly<Record<string, string>>,
  args: ReadonlyArray<string> = [],
): Promise<{ readonly status: number | null; readonly said: string }> =>
  new Promise((resolve) => {
    const child = launch(env, args)
    let said = ""
    saidBy(child, (all) => (said = all))
    child.once("close", (status) => resolve({ status, said }))
  })

/** A folder that is gone after the test. */
export const folder = async (onFinished: (clean: () => Promise<void>) => void): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "caleche-server-"))
  onFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
