/**
 * `npm run bench` measures everything, `npm run bench -- transitions totals` those two; `--write` stores the table of a
 * whole run in `docs/reference/benchmarks.md`.
 */
import { writeFileSync } from "node:fs"
import type { Benchmark } from "./Benchmark.ts"
import { type Bed, openBed } from "./http/bed.ts"
import { orderById } from "./http/orderById.ts"
import { quoteToOrder } from "./http/quoteToOrder.ts"
import { embeddedStart, idleMemory } from "./http/starting.ts"
import { money } from "./money.ts"
import { circumstances, commandOf, inMarkdown, inTerminal, type Measured } from "./report.ts"
import { totalsOfTenLines } from "./totals.ts"
import { transitions } from "./transitions.ts"

const benchmarks: ReadonlyArray<Benchmark> = [
  transitions,
  totalsOfTenLines,
  money,
  orderById,
  quoteToOrder,
  idleMemory,
  embeddedStart,
]

const asked = process.argv.slice(2)
const names = asked.filter((argument) => argument !== "--write")
const chosen = names.length === 0 ? benchmarks : benchmarks.filter(({ name }) => names.includes(name))
const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name))
const write = asked.includes("--write")

if (unknown.length > 0 || (write && names.length > 0)) {
  const known = benchmarks.map(({ name }) => name).join(", ")
  console.error(
    unknown.length > 0 ? `No benchmark ${unknown.join(", ")}. There are: ${known}` : "--write takes no names",
  )
  process.exit(1)
}

let opened: Promise<Bed> | undefined
const close = async () => (await opened)?.close()
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void close().finally(() => process.exit(1)))

try {
  console.log(circumstances())
  const measured: Array<Measured> = []
  for (const { name, run } of chosen) {
    console.log(`\n${commandOf(name)}`)
    const findings = await run(() => (opened ??= openBed()))
    console.log(inTerminal(findings))
    measured.push({ name, findings })
  }
  if (write)
    writeFileSync(new URL("../../docs/reference/benchmarks.md", import.meta.url), inMarkdown(measured))
} finally {
  await close()
}
