/** Starts and kills the server to be killed. */
import { run } from "../child.ts"

export interface Serving {
  readonly url: string
  /** Resolves when the mailer hangs. */
  readonly hanging: () => Promise<void>
  readonly kill: () => Promise<void>
}

/** Resolves when it listens. */
export const serving = async (...args: ReadonlyArray<string>): Promise<Serving> => {
  const child = run("crash/server", ...args)
  const until = async (word: string): Promise<string> => {
    for (;;) {
      const line = await child.line()
      if (line === undefined) throw new Error(`the server ended before it said ${word}`)
      if (line.startsWith(`${word} `)) return line.slice(word.length + 1)
    }
  }
  const url = await until("listening")
  return { url, hanging: async () => void (await until("hanging")), kill: child.kill }
}
