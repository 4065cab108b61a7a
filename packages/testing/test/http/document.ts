/** Answers against the OpenAPI document: the route, its status and content type are in it, and the body fits its schema. */
import { makeApi } from "@caleche/http"
import { OpenApi } from "effect/http-api"
import { expect } from "vitest"
import { faults, type JsonSchema } from "./jsonSchema.ts"

export const document = OpenApi.fromApi(makeApi())

/** An answer as the document declares it, headers and all. */
type Answer = OpenApi.OpenAPISpecOperation["responses"][number] & {
  readonly headers?: Readonly<Record<string, unknown>>
}

/** The routes the document names: `GET /v1/quotes/{id}`. */
export const documented = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })),
)

const matches = (path: string, pattern: string) =>
  new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path)

/** What a route answers that is a file and no JSON. */
const fileTypeOf = (path: string): string | undefined => {
  const [type] = Object.keys(document.paths[path]?.get?.responses[200]?.content ?? {})
  return type === "application/json" ? undefined : type
}

/** Answers off the document's routes (404, 405) are problem documents too. */
export const checkAnswer = async (request: Request, response: Response): Promise<void> => {
  const { pathname } = new URL(request.url)
  const method = request.method === "HEAD" ? "GET" : request.method
  const route = documented
    .filter((candidate) => candidate.method === method && matches(pathname, candidate.path))
    .sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0]
  const type = response.headers.get("content-type") ?? ""
  const file = response.ok && route !== undefined ? fileTypeOf(route.path) : undefined
  expect(type, `${method} ${pathname} ${response.status}`).toBe(
    file?.startsWith("text/")
      ? `${file}; charset=utf-8`
      : (file ?? (response.ok ? "application/json" : "application/problem+json")),
  )
  if (request.method === "HEAD" || file !== undefined) return
  const body: unknown = await response.json()
  if (!response.ok)
    expect(body).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status: response.status,
      code: expect.any(String),
      detail: expect.any(String),
    })
  if (route === undefined) {
    expect([404, 405]).toContain(response.status)
    return
  }
  const operation = (document.paths[route.path] as Record<string, OpenApi.OpenAPISpecOperation>)[
    method.toLowerCase()
  ]!
  const answer = operation.responses[response.status] as Answer | undefined
  for (const name of ["ETag", "Location", "WWW-Authenticate", "Retry-After"])
    expect(response.headers.has(name), `${method} ${route.path} ${response.status} ${name}`).toBe(
      answer?.headers !== undefined && name in answer.headers,
    )
  const declared = answer?.content?.[type as "application/json"]
  expect(declared, `${method} ${route.path} declares ${response.status} ${type}`).toBeDefined()
  expect(
    faults(declared!.schema as JsonSchema, body, document.components.schemas as Record<string, JsonSchema>),
  ).toEqual([])
}
