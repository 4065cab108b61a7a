/** Every endpoint of the contract, as the walks see it: nothing is listed by hand, so that a new one is walked as well. */
import { type Action, permissions } from "@caleche/core"
import { ItemByItem, makeApi, Needs, ShowsSecret } from "@caleche/http"
import { Context } from "effect"
import { HttpApi } from "effect/http-api"
import { document } from "../http/document.ts"
import type { JsonSchema } from "../http/jsonSchema.ts"

export interface Endpoint {
  /** Group and endpoint: `quotes.send`. */
  readonly name: string
  readonly method: string
  /** With parameters as `:id`. */
  readonly path: string
  /** Names of the path's parameters, in order. */
  readonly params: ReadonlyArray<string>
  /** The status of an answer that is no problem. */
  readonly success: number
  /** The permission it declares. */
  readonly action: Action | undefined
  /** Whether its items are units of work of their own. */
  readonly itemByItem: boolean
  /** Whether an idempotency key has an effect. */
  readonly repeatable: boolean
  /** The schema of its JSON body. */
  readonly body: JsonSchema | undefined
  /** Names of its query parameters. */
  readonly query: ReadonlyArray<string>
}

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema } | undefined>>
  }
  readonly parameters?: ReadonlyArray<{ readonly in: string; readonly name: string }>
  readonly "x-permission"?: string
}

/** The endpoint's part of the OpenAPI document. */
export const operationOf = ({ method, path }: Pick<Endpoint, "method" | "path">): Operation =>
  (document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>)[
    path.replace(/:(\w+)/g, "{$1}")
  ]![method.toLowerCase()]! // the document is made from the same contract

const found: Array<Endpoint> = []
HttpApi.reflect(makeApi(), {
  onGroup() {},
  onEndpoint({ endpoint, group, successes }) {
    const { method, path } = endpoint
    const operation = operationOf({ method, path })
    found.push({
      name: `${group.identifier}.${endpoint.identifier}`,
      method,
      path,
      params: [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!),
      success: [...successes.keys()][0] ?? 200,
      action: Context.getOrUndefined(endpoint.annotations, Needs),
      itemByItem: Context.getOrUndefined(endpoint.annotations, ItemByItem) === true,
      repeatable: method === "POST" && Context.getOrUndefined(endpoint.annotations, ShowsSecret) !== true,
      body: operation.requestBody?.content["application/json"]?.schema,
      query: (operation.parameters ?? []).filter((given) => given.in === "query").map(({ name }) => name),
    })
  },
})

export const endpoints: ReadonlyArray<Endpoint> = found

/** The declared action; an endpoint without one says here what is missing. */
export const actionOf = ({ name, action }: Endpoint): Action => {
  if (action === undefined || !Object.hasOwn(permissions, action)) {
    throw new Error(
      `${name} declares no permission: add .annotateMerge(needs("…")) to it in packages/http/src/contract`,
    )
  }
  return action
}
