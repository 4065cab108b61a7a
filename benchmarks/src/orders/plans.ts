/**
 * How PostgreSQL answers the lists that are measured: the statements each request makes are run again as the app role,
 * under the policies, with the plan that serves any parameters.
 *
 * `auto_explain` reports to the connection that asks and not to the server's log, and so reaches into functions as well.
 * Times are left out: what is compared from release to release are rows and buffers.
 */
import { IdGenerator, UseCases } from "@caleche/core"
import { handlers, layerApiKeys, makeApi, makeRoutes, webHandler } from "@caleche/http"
import { layer } from "@caleche/storage-postgres"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { Statement } from "effect/sql"
import { Client } from "pg"
import { apiKey } from "../http/credentials.ts"
import type { Case } from "./lists.ts"

interface Asked {
  readonly text: string
  readonly values: ReadonlyArray<unknown>
}

/** The plans of a request's statements, in their order. */
interface Plans {
  readonly path: string
  readonly plans: ReadonlyArray<string>
}

/** Every list that is measured, with the plans of the first path it is asked by. */
export const plansOf = async (
  url: string,
  cases: ReadonlyArray<Case>,
): Promise<ReadonlyArray<{ readonly what: string } & Plans>> => {
  const all = await explained(
    url,
    cases.map(({ paths }) => paths[0]!),
  ) // a case has a path
  return all.map((plans, place) => ({ what: cases[place]!.what, ...plans })) // as many as cases
}

/** Reads each path once over the database at `url`, and explains what that ran. */
const explained = async (url: string, paths: ReadonlyArray<string>): Promise<ReadonlyArray<Plans>> => {
  const asked: Array<Asked> = []
  const noting = Layer.succeed(Statement.CurrentTransformer, (statement) =>
    Effect.sync(() => {
      const [text, values] = statement.compile()
      asked.push({ text, values })
      return statement
    }),
  )
  const world = layerApiKeys.pipe(
    Layer.provideMerge(UseCases.layer),
    Layer.provideMerge(Layer.mergeAll(layer({ url: Redacted.make(url) }), IdGenerator.layer)),
    Layer.provideMerge(noting),
  )
  const runtime = ManagedRuntime.make(world)
  try {
    const answer = webHandler(makeRoutes(makeApi(), handlers, runtime))
    const found: Array<Plans> = []
    for (const path of paths) {
      asked.length = 0
      const headers = { authorization: `Bearer ${apiKey}` }
      const response = await answer(new Request(`http://localhost${path}`, { headers }))
      const body = await response.text()
      if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`)
      const plans: Array<string> = []
      const once = new Map(asked.filter(isOfLists).map((one) => [one.text, one])) // a file is read page by page
      for (const one of once.values()) plans.push(...(await explain(url, one)))
      found.push({ path, plans })
    }
    return found
  } finally {
    await runtime.dispose()
  }
}

/** Neither who asks nor which operator's clock counts. */
const isOfLists = ({ text }: Asked): boolean => /caleche\.(orders|clients|search_\w+)\b/.test(text)

async function explain(url: string, { text, values }: Asked): Promise<ReadonlyArray<string>> {
  const client = new Client({ connectionString: url })
  const told: Array<string> = []
  client.on("notice", ({ message }) => told.push(planIn(message ?? "")))
  await client.connect()
  try {
    for (const setting of [
      "load 'auto_explain'",
      "set client_min_messages = notice",
      "set log_min_messages = panic",
      "set auto_explain.log_level = notice",
      "set auto_explain.log_nested_statements = on",
      "set auto_explain.log_analyze = on",
      "set auto_explain.log_buffers = on",
      "set auto_explain.log_timing = off",
      "set auto_explain.log_parameter_max_length = 0",
      "set plan_cache_mode = force_generic_plan",
      "set role caleche_app",
    ])
      await client.query(setting)
    const statement = { name: "asked", text, values: [...values] }
    await client.query(statement) // what it reads is in memory then
    await client.query("reset role")
    await client.query("set auto_explain.log_min_duration = 0")
    await client.query("set role caleche_app")
    told.length = 0
    await client.query(statement)
    return told
  } finally {
    await client.end()
  }
}

/** The statement without its indentation, then its plan; not how long it took. */
function planIn(notice: string): string {
  const [statement, plan] = [notice.indexOf("Query Text: "), notice.search(/^\S.*\(cost=/m)]
  const lines = notice.slice(statement + 12, plan).split("\n")
  return [
    ...lines.map((line) => line.trim()).filter((line) => line !== ""),
    "",
    notice.slice(plan).trimEnd(),
  ].join("\n")
}
