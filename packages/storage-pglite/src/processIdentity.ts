/**
 * Tells a process from a later one with the same number. Process ids are reused, in containers nearly always (each starts
 * its server as the same low number), so a number alone does not prove that the process which noted it still runs.
 */
import { createHash } from "node:crypto"
import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"

/** Names the set of processes this one can see: one boot of one machine, one process namespace. Twelve hex digits. */
export const processSpace = (): string =>
  createHash("sha256")
    .update(
      [
        hostname(),
        quietly(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")),
        quietly(() => readlinkSync("/proc/self/ns/pid")),
      ].join("\n"),
    )
    .digest("hex")
    .slice(0, 12)

/**
 * When `pid` of this process space started, in clock ticks since boot; "0" where the system does not say (no /proc).
 * Undefined when there is no such process, or only the entry of one that has ended and was not yet waited for.
 */
export const processStart = (pid: number): string | undefined => {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    // EPERM: it runs under another user. process.kill throws errno errors only.
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return undefined
  }
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, "utf8"))
  // The second field is the command in parentheses and may itself hold spaces and parentheses: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  if (fields[0] === "Z" || fields[0] === "X") return undefined
  return fields[19] ?? "0"
}

function quietly(read: () => string): string {
  try {
    return read()
  } catch {
    return ""
  }
}
