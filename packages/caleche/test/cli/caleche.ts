/** The command as a process of its own, as people start it. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

type Environment = Readonly<Record<string, string>>

const main = join(import.meta.dirname, "../../src/main.ts")

export const launch = (args: ReadonlyArray<string>, env: Environment): ChildProcess =>
  spawn(process.execPath, ["--conditions=source", main, ...args], {
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  })

/** Runs it to its end, with `input` on standard input. */
export const caleche = async (
  args: ReadonlyArray<string>,
  env: Environment = {},
  input = "",
): Promise<Ended> => {
  const child = launch(args, env)
  child.stdin!.on("error", () => {}) // a command that reads nothing may be gone by now
  child.stdin!.end(input)
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
  const [out, err, status] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]) // both are pipes
  return { status, out, err }
}

/** A folder that is gone after the test. */
export const folder = async (onFinished: (clean: () => Promise<void>) => void): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "caleche-command-"))
  onFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
