/** Lists of 100,000 orders and their clients, whole answers over HTTP: with everything, beside SQL written by hand. */
import { deepStrictEqual } from "node:assert"
import type { Benchmark, Finding } from "../Benchmark.ts"
import type { Side, Sides } from "../http/bed.ts"
import { apiKey } from "../http/credentials.ts"
import { findingsOf } from "../http/findingsOf.ts"
import { compareUnderLoad } from "../http/rounds.ts"

/** One line of the table. */
export interface Case {
  readonly what: string
  /** Asked in turns. */
  readonly paths: ReadonlyArray<string>
  /** What is left of the distance to the goal. */
  readonly note?: string
}

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
const month = (place: number): string => `from=${day(60 * place + 60)}&to=${day(60 * place + 30)}`
const each = (path: (place: number) => string): ReadonlyArray<string> =>
  Array.from({ length: 6 }, (_, place) => path(place))

/** Parts of names, without accents and with, as one types them. */
const texts = ["lefevre", "Bérang", "gauth", "nunez", "Brûlé", "hotel mul"]
const text = (place: number) => `client=${encodeURIComponent(texts[place % texts.length]!)}` // a place in the list

const readAs = async ({ origin }: Side, path: string): Promise<unknown> => {
  const answer = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${apiKey}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.headers.get("content-type")?.startsWith("text/csv") === true ? answer.text() : answer.json()
}

/** Both answer the same, a second page included; how a cursor is spelled is each one's own affair. */
const compare = async (ours: Side, bare: Side, path: string): Promise<void> => {
  const [mine, theirs] = [await readAs(ours, path), await readAs(bare, path)]
  const cursors = [mine, theirs].map((answer) =>
    typeof answer === "object" && answer !== null && "nextCursor" in answer ? answer.nextCursor : null,
  )
  const spelled = (answer: unknown, cursor: unknown) =>
    typeof cursor === "string" ? { ...(answer as object), nextCursor: "another page" } : answer // it has a cursor
  deepStrictEqual(spelled(mine, cursors[0]), spelled(theirs, cursors[1]), path)
  if (typeof cursors[0] !== "string" || path.startsWith("/v1/clients")) return
  const [next, theirNext] = await Promise.all(
    [ours, bare].map((side, place) =>
      readAs(
        side,
        `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(String(cursors[place]))}`,
      ),
    ),
  )
  deepStrictEqual(
    (next as { items: unknown }).items,
    (theirNext as { items: unknown }).items,
    `${path}, second page`,
  ) // a page
}

const empty = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "items" in answer && Array.isArray(answer.items)
    ? answer.items.length === 0
    : false

const measured = async (
  bed: Sides,
  connections: number,
  cases: ReadonlyArray<Case>,
): Promise<ReadonlyArray<Finding>> => {
  const found: Array<Finding> = []
  for (const { note, paths, what } of cases) {
    for (const path of paths) await compare(bed.ours, bed.bare, path)
    const answers = await Promise.all(paths.map((path) => readAs(bed.ours, path)))
    if (answers.every(empty)) throw new Error(`${what}: nothing is found, and so nothing measured`)
    const compared = await compareUnderLoad(
      bed,
      ({ origin }) => ({ kind: "paths", origin, connections, paths, milliseconds: 700 }),
      5,
    )
    found.push(...findingsOf(what, connections, compared, { atLeast: 0.8 }, note))
  }
  return found
}

interface ListBenchmark extends Benchmark {
  readonly cases: ReadonlyArray<Case>
}

const listBenchmark = (name: string, connections: number, cases: ReadonlyArray<Case>): ListBenchmark => ({
  name,
  cases,
  run: async (_, openOrders) => measured(await openOrders(), connections, cases),
})

/** As plans and profiles have it. */
const onTheServer =
  "the server authenticates, validates and makes records of rows before it makes JSON of them"

export const pipeline = listBenchmark("pipeline", 32, [
  { what: "pipeline, latest orders", paths: ["/v1/orders"] },
  { what: "pipeline, two statuses", paths: ["/v1/orders?status=PENDING&status=CONFIRMED"] },
  {
    what: "pipeline, a status in a month",
    paths: each((place) => `/v1/orders?status=COMPLETED&${month(place)}`),
  },
  {
    what: "pipeline, a status in a month, part of the client's name",
    paths: each((place) => `/v1/orders?status=COMPLETED&${month(place)}&${text(place)}`),
    note: `clients are found by a function of another role and kept before their orders are walked; ${onTheServer}`,
  },
])

export const clientSearch = listBenchmark("client-search", 32, [
  {
    what: "clients by part of a name",
    paths: each((place) => `/v1/clients?${text(place).replace("client", "q")}`),
    note: onTheServer,
  },
  {
    what: "clients by a phone number",
    paths: each((place) => `/v1/clients?q=${12_345_678 + place * 7 * 7_919}`),
    note: onTheServer,
  },
  {
    what: "clients by two letters",
    paths: ["zo", "le", "ga", "mu"].map((q) => `/v1/clients?q=${q}`),
    note: onTheServer,
  },
])

export const clientRevenue = listBenchmark("client-revenue", 32, [
  {
    what: "clients by revenue, with margin and last activity",
    paths: ["/v1/clients?sort=-revenue"],
    note: onTheServer,
  },
])

export const ordersSummary = listBenchmark("orders-summary", 8, [
  {
    what: "summary of a month",
    paths: each((place) => `/v1/orders/summary?${month(place)}`),
    note: `the operator is read before; ${onTheServer}`,
  },
  {
    what: "summary of the latest 10,000 orders",
    paths: ["/v1/orders/summary"],
    note: `the operator is read before; ${onTheServer}`,
  },
])

export const orderExport = listBenchmark("order-export", 4, [
  {
    what: "a month of orders as CSV",
    paths: each((place) => `/v1/orders/export?${month(place)}`),
    note: "rows become records, then cells, a page at a time, while the other side holds the file whole",
  },
])

const ofSize = [...pipeline.cases.slice(3), ...clientRevenue.cases]

/** A page of a status in a month by part of the client's name, and the clients by revenue, where there is ten times as much. */
export const tenTimes: Benchmark = {
  name: "ten-times",
  run: async (_, openOrders) => {
    const [small, large] = [await openOrders(), await openOrders(10)]
    const beside = (await measured(large, 32, ofSize)).map((finding) => ({
      ...finding,
      what: `ten times the orders: ${finding.what}`,
    }))
    const both: Sides = {
      ...small,
      bare: large.ours,
      cpu: (side) => (side === large.ours ? large : small).cpu(side),
    }
    const against: Array<Finding> = []
    for (const { paths, what } of ofSize) {
      const { rate } = await compareUnderLoad(
        both,
        ({ origin }) => ({ kind: "paths", origin, connections: 32, paths, milliseconds: 700 }),
        5,
      )
      against.push({
        what: `ten times the orders: ${what}; 32 connections: time`,
        against: "the same with a tenth of the orders",
        ratio: rate,
        goal: { atMost: 1.5 },
      })
    }
    return [...beside, ...against]
  },
}
