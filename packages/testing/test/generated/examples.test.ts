/**
 * The document's examples: each request is one the server takes, each answer one it gave. `CALECHE_EXAMPLES=write` writes
 * the answers down anew.
 */
import { makeApi } from "@caleche/http"
import { Exit, Schema } from "effect"
import { HttpApi, type HttpApiEndpoint } from "effect/http-api"
import { writeFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { document } from "../http/document.ts"
import { faults, type JsonSchema } from "../http/jsonSchema.ts"
import { endpoints } from "../walks/endpoints.ts"
import { record, type Recording } from "./recording.ts"
import { answersFile, written } from "./writing.ts"

interface Content {
  readonly schema: JsonSchema
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
type Contents = { readonly "application/json"?: Content } | undefined
interface Operation {
  readonly requestBody?: { readonly content: Contents }
  readonly responses: Readonly<Record<string, { readonly content?: Contents }>>
}

const schemas = document.components.schemas as Readonly<Record<string, JsonSchema>>
const operationOf = ({ method, path }: { readonly method: string; readonly path: string }): Operation =>
  (document.paths[path.replace(/:(\w+)/g, "{$1}")] as Readonly<Record<string, Operation>>)[
    method.toLowerCase()
  ]! // of the same contract

const payloads = new Map<string, Schema.Codec<unknown, unknown>>()
HttpApi.reflect(makeApi(), {
  onGroup() {},
  onEndpoint({ endpoint, group }) {
    const json = (endpoint as HttpApiEndpoint.Top).payload.get("application/json")?.schemas[0]
    // Bodies of this contract need no services to decode.
    if (json !== undefined)
      payloads.set(`${group.identifier}.${endpoint.identifier}`, json as Schema.Codec<unknown, unknown>)
  },
})

/** What an example and its schema say of one another; the example has to be there. */
const check = (content: Content | undefined, name: string) => {
  if (content === undefined) return
  const examples = Object.entries(content.examples ?? {})
  expect(examples, `${name} has no example`).not.toEqual([])
  for (const [example, { value }] of examples)
    expect({ name, example, faults: faults(content.schema, value, schemas) }).toEqual({
      name,
      example,
      faults: [],
    })
}

describe("An example in the document", () => {
  it("stands beside every body and every answer, and fits its schema", () => {
    for (const endpoint of endpoints) {
      const { requestBody, responses } = operationOf(endpoint)
      check(requestBody?.content?.["application/json"], endpoint.name)
      check(responses[endpoint.success]?.content?.["application/json"], `${endpoint.name}'s answer`)
    }
  })

  it("of a body is one the server reads", () => {
    for (const endpoint of endpoints) {
      const examples = operationOf(endpoint).requestBody?.content?.["application/json"]?.examples ?? {}
      for (const [name, { value }] of Object.entries(examples)) {
        const exit = Schema.decodeUnknownExit(payloads.get(endpoint.name)!, { errors: "all" })(value)
        expect([endpoint.name, name, Exit.isSuccess(exit) || String(exit.cause)]).toEqual([
          endpoint.name,
          name,
          true,
        ])
      }
    }
  })

  it("of a problem fits its schema; those a client meets first have one", () => {
    const shown = Object.entries(schemas).filter(
      ([, schema]) => "code" in ((schema["properties"] ?? {}) as object) && schema["examples"] !== undefined,
    )
    for (const [name, schema] of shown)
      for (const value of schema["examples"] as ReadonlyArray<unknown>)
        expect([name, faults(schema, value, schemas)]).toEqual([name, []])
    expect(shown.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "Unauthorized",
        "Forbidden",
        "InvalidRequest",
        "StaleVersion",
        "IllegalTransition",
        "ClientNotFound",
      ]),
    )
  })
})

describe("The server", () => {
  let recording: Recording
  beforeAll(async () => {
    recording = await record()
  })

  it("takes every example about some record of the demonstration", () => {
    const refused = recording.recorded.flatMap(({ answer, endpoint, example }) =>
      answer === undefined ? [`${endpoint.name} ${example}`] : [],
    )
    // These need what no record of the demonstration has: a fee that waits for a decision, an accepted mission of the past.
    expect(refused).toEqual([
      "orders.confirmFee agreed",
      "orders.waiveFee goodwill",
      "missions.start reportedLater",
    ])
  })

  it("answers with the fields the document shows", () => {
    if (process.env["CALECHE_EXAMPLES"] === "write") writeFileSync(answersFile, written(recording))
    const first = new Map(recording.recorded.toReversed().map((one) => [one.endpoint.name, one]))
    for (const [name, { answer, endpoint }] of first) {
      if (answer?.headers.get("content-type") !== "application/json") continue
      const shown = operationOf(endpoint).responses[endpoint.success]!.content!["application/json"]!.examples
      const fields = Object.keys(shown?.["answer"]?.value as object)
      expect([name, Object.keys(answer.body).sort()]).toEqual([name, fields.sort()])
    }
  })
})
