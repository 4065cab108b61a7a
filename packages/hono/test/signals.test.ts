import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

/** The server of the fixture: what it printed so far, and how it ended. */
const start = async () => {
  const child = spawn(
    process.execPath,
    ["--conditions=source", fileURLToPath(new URL("fixtures/serveUntilStopped.ts", import.meta.url))],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  )
  const printed = { text: "" }
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      printed.text += chunk.toString()
      const found = /http:\S+/.exec(printed.text)
      if (found !== null) resolve(found[0])
    })
    ended.then(() => reject(new Error("it ended before it served"))).catch(() => {})
  })
  return { child, url, printed, ended }
}

describe("A served process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "stops on %s once its background work is settled",
    async (signal) => {
      const { child, url, printed, ended } = await start()
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
      child.kill(signal)
      expect(await ended).toBe(0)
      expect(printed.text).toContain("settled")
    },
  )

  it("ends at once on a second signal, whatever is still under way", async () => {
    const { child, url, ended } = await start()
    const endless = fetch(`${url}/endless`).catch(() => "cut")
    await fetch(`${url}/healthz`)
    child.kill("SIGTERM")
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => "open",
          () => "closed",
        ),
      )
      .toBe("closed")
    child.kill("SIGTERM")
    expect(await ended).toBe(1)
    expect(await endless).toBe("cut")
  })
})
