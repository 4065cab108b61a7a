import { handlers, makeApi, makeRoutes } from "@caleche/http"
import { makeApp } from "@caleche/hono"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { document, documented } from "./document.ts"
import { makeRuntime, type Runtime } from "./hosts.ts"

describe("The OpenAPI document", () => {
  let runtime: Runtime
  beforeAll(() => {
    runtime = makeRuntime()
  })
  afterAll(() => runtime.dispose())

  it("names every route that is served, and nothing else", () => {
    const { routes } = makeRoutes(makeApi(), handlers, runtime)
    const served = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`)
    expect(documented.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort())
    expect(served.length).toBeGreaterThan(32)
  })

  it("is OpenAPI 3.1 with a bearer scheme, an operation id, a summary and who may ask on each operation, every parameter described, and no dangling reference", () => {
    expect(document.openapi).toBe("3.1.0")
    expect(document.components.securitySchemes).toEqual({
      bearer: expect.objectContaining({ type: "http", scheme: "Bearer" }),
    })
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item)) as ReadonlyArray<{
      readonly operationId: string
      readonly summary?: string
      readonly description?: string
      readonly parameters: ReadonlyArray<{
        readonly name: string
        readonly description?: string
        readonly schema: { readonly description?: string }
      }>
      readonly security: unknown
      readonly responses: object
    }>
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { operationId, summary, description, parameters, security, responses } of operations) {
      expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/./)])
      expect([operationId, description]).toEqual([operationId, expect.stringMatching(/^Permission /)])
      for (const { name, schema, ...parameter } of parameters)
        expect([operationId, name, parameter.description ?? schema.description]).toEqual([
          operationId,
          name,
          expect.stringMatching(/./),
        ])
      expect(security).toEqual([{ bearer: [] }])
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "401", "403", "500", "503"]))
    }
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    )
    expect(names.length).toBeGreaterThan(100)
    for (const name of names) expect(document.components.schemas).toHaveProperty(name)
  })

  it("is what the server answers", async () => {
    const answer = await makeApp({ runtime }).app.request("/openapi.json")
    expect(answer.headers.get("content-type")).toBe("application/json")
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)))
  })
})
