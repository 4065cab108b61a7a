#!/usr/bin/env node
/** The `caleche` command. What it works with are optional peers of the package: one that is missing is named. */
const version = "0.0.0"

// Whoever reads the output may stop reading, as `head` does: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
  process.exit(0)
})

try {
  const { runCommand } = await import("./cli.ts")
  process.exitCode = await runCommand(process.argv.slice(2), version)
} catch (cause) {
  const missing =
    cause instanceof Error ? /Cannot find package '([^']+)'/.exec(cause.message)?.[1] : undefined
  if (missing === undefined) throw cause
  process.stderr.write(`caleche: the command needs ${missing}: npm install ${missing}\n`)
  process.exitCode = 1
}
