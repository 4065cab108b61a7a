/**
 * `npm run bench` measures everything, `npm run bench -- transitions totals` those two; `--write` stores the table of a
 * whole run in `docs/reference/benchmarks.md`. `npm run bench -- plans` measures nothing: it shows how PostgreSQL answers
 * the lists, and with `--write` stores that in `docs/reference/plans.md`, as a whole run does.
 *
 * Lists are measured over 100,000 orders, or as many as `--orders=1000000` says; `npm run bench -- ten-times`, which a whole
 * run takes in with `--large`, compares with ten times as many, whose seeding takes ten times as long. `npm run bench -- seed` fills the database
 * at `DATABASE_URL` with them and measures nothing; without a `DATABASE_URL` it fills one of its own and removes it.
 */
import { writeFileSync } from "node:fs"
import type { Benchmark } from "./Benchmark.ts"
import { exact } from "./exact.ts"
import { type Bed, openBed } from "./http/bed.ts"
import { gridLookUp } from "./grid.ts"
import { orderById } from "./http/orderById.ts"
import { quoteToOrder } from "./http/quoteToOrder.ts"
import { embeddedStart, idleMemory } from "./http/starting.ts"
import { money } from "./money.ts"
import {
  clientRevenue,
  clientSearch,
  orderExport,
  ordersSummary,
  pipeline,
  tenTimes,
} from "./orders/lists.ts"
import { openOrderBed, seedAt } from "./orders/orderBed.ts"
import { plansOf } from "./orders/plans.ts"
import { gridPrices } from "./prices.ts"
import { circumstances, commandOf, inMarkdown, inTerminal, type Measured, plansInMarkdown } from "./report.ts"
import { tariffTransfer } from "./tariff.ts"
import { totalsOfTenLines } from "./totals.ts"
import { transitions } from "./transitions.ts"

const seed: Benchmark = {
  name: "seed",
  run: async (_, openOrders) => {
    const url = process.env["DATABASE_URL"]
    await (url === undefined ? openOrders() : seedAt(url, orders))
    return []
  },
}

const lists = [pipeline, clientSearch, clientRevenue, ordersSummary, orderExport]
let shownPlans: string | undefined
const plans: Benchmark = {
  name: "plans",
  run: async (_, openOrders) => {
    const { url } = await openOrders()
    shownPlans = plansInMarkdown(
      orders,
      await plansOf(
        url,
        lists.flatMap(({ cases }) => cases),
      ),
    )
    console.log(shownPlans)
    return []
  },
}

const benchmarks: ReadonlyArray<Benchmark> = [
  transitions,
  totalsOfTenLines,
  money,
  exact,
  tariffTransfer,
  gridLookUp,
  gridPrices,
  orderById,
  quoteToOrder,
  ...lists,
  plans,
  idleMemory,
  embeddedStart,
]

const asked = process.argv.slice(2)
const names = asked.filter((argument) => !argument.startsWith("--"))
const orders = Number(asked.find((argument) => argument.startsWith("--orders="))?.slice(9) ?? 100_000)
const runnable = [...benchmarks, tenTimes, seed]
const whole = asked.includes("--large") ? [...benchmarks, tenTimes] : benchmarks
const chosen = names.length === 0 ? whole : runnable.filter(({ name }) => names.includes(name))
const unknown = [
  ...names.filter((name) => !runnable.some((benchmark) => benchmark.name === name)),
  ...asked.filter((argument) => /^--(?!(write|large|orders=\d+)$)/.test(argument)),
]
const write = asked.includes("--write")

const refused =
  unknown.length > 0
    ? `No benchmark or option ${unknown.join(", ")}. There are: ${runnable.map(({ name }) => name).join(", ")}; --write, --large, --orders=<number>`
    : write && names.length > 0 && names.join() !== plans.name
      ? `--write takes no names but ${plans.name}`
      : orders < 1_000
        ? "--orders takes 1000 or more"
        : undefined
if (refused !== undefined) {
  console.error(refused)
  process.exit(1)
}

let opened: Promise<Bed> | undefined
const openedOrders = new Map<number, ReturnType<typeof openOrderBed>>()
const open = () => (opened ??= openBed())
const openOrders = (times = 1) => {
  const bed = openedOrders.get(times) ?? openOrderBed(orders * times)
  openedOrders.set(times, bed)
  return bed
}
const close = async () => {
  for (const bed of await Promise.allSettled([opened, ...openedOrders.values()]))
    if (bed.status === "fulfilled") await bed.value?.close()
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void close().finally(() => process.exit(1)))

try {
  console.log(circumstances())
  const measured: Array<Measured> = []
  for (const { name, run } of chosen) {
    console.log(`\n${commandOf(name)}`)
    const findings = await run(open, openOrders)
    if (findings.length > 0) console.log(inTerminal(findings))
    measured.push({ name, findings })
  }
  const store = (page: string, text: string) =>
    writeFileSync(new URL(`../../docs/reference/${page}.md`, import.meta.url), text)
  if (write && names.length === 0) store("benchmarks", inMarkdown(measured))
  if (write && shownPlans !== undefined) store("plans", shownPlans)
} finally {
  await close()
}
