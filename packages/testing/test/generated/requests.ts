/** Requests made from the OpenAPI document alone: such as it asks for, such with a flaw or more, and such as nobody should send. */
import * as fc from "fast-check"
import { document } from "../http/document.ts"
import type { JsonSchema } from "../http/jsonSchema.ts"
import { collectionOf } from "../walks/ground.ts"
import type { Ids } from "./demonstration.ts"
import { type ValuesOf, valuesWith } from "./values.ts"

export interface Generated {
  readonly kind: "valid" | "mutated" | "hostile"
  readonly method: string
  readonly path: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

interface Parameter {
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly schema: JsonSchema
}

interface Operation {
  readonly path: string
  readonly method: string
  readonly parameters: ReadonlyArray<Parameter>
  readonly body: JsonSchema | undefined
}

interface Written {
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: {
    readonly content: { readonly "application/json": { readonly schema: JsonSchema } }
  }
}

const operations: ReadonlyArray<Operation> = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item as Readonly<Record<string, Written>>).map(([method, written]) => ({
    path,
    method: method.toUpperCase(),
    parameters: written.parameters ?? [],
    body: written.requestBody?.content["application/json"].schema,
  })),
)

/** Values that break careless code, wherever a string may stand. */
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "' or 1=1 --",
    "NaN",
    "-0",
    "1e999",
    "+1",
    "٣",
    "9".repeat(400),
    "2030-02-30T25:00:00Z",
    "__proto__",
  ),
)
const json = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[[[]]]], -1, 1.5, Number.MAX_SAFE_INTEGER, 1e308),
  fc.jsonValue({ maxDepth: 4 }),
)

/** Bodies that are no document of JSON, or one that is too much. */
const unreadable = fc.oneof(
  nasty,
  fc.constantFrom("{", '{"a":1,}', "\ufeff{}", "[".repeat(5_000), `[${"0,".repeat(5_000)}0]`, '{"a":1e999}'),
)

/** A good value with one to three of those inside it, at any depth, replaced. */
const mutated = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(good, fc.array(fc.tuple(fc.nat(), json), { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce((body, [at, other]) => replaceAt(body, at, other), value))

function replaceAt(body: unknown, at: number, value: unknown): unknown {
  if (typeof body !== "object" || body === null) return value
  const entries = Object.entries(body)
  if (entries.length === 0) return value
  const [name, inner] = entries[at % entries.length]!
  const next = Math.floor(at / entries.length)
  const changed = next % 3 === 0 ? value : replaceAt(inner, next, value)
  return Array.isArray(body) ? body.with(Number(name), changed) : { ...body, [name]: changed }
}

/** What an address's parameter names: `id` a record of the collection before it. */
const ownerOf = (path: string, name: string): string =>
  name === "id" ? path.split("/{id}")[0]!.split("/").at(-1)! : collectionOf(name)

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()) || "-"

const searchOf = (given: Readonly<Record<string, unknown>>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(given))
    for (const one of [value].flat()) search.append(name, String(one).toWellFormed())
  return search.size === 0 ? "" : `?${search}`
}

/** Requests about the records of `ids`; each operation of the document as often as every other. */
export const requestsAbout = (ids: Ids): fc.Arbitrary<Generated> => {
  const all = [...ids.values()].flat()
  const valuesOf = valuesWith((field) => ids.get(collectionOf(field)) ?? [])
  const weighed = operations.map((operation) => {
    const make = (kind: Generated["kind"]) =>
      requestOf(operation, kind, partsOf(operation, kind, valuesOf, ids, all))
    return fc.oneof(
      { weight: 4, arbitrary: make("valid") },
      { weight: 4, arbitrary: make("mutated") },
      { weight: 2, arbitrary: make("hostile") },
    )
  })
  return fc.oneof(...weighed)
}

interface Parts {
  readonly params: fc.Arbitrary<Readonly<Record<string, string>>>
  readonly query: fc.Arbitrary<Readonly<Record<string, unknown>>>
  readonly headers: fc.Arbitrary<Readonly<Record<string, unknown>>>
  readonly body: fc.Arbitrary<string | undefined>
}

function partsOf(
  { body, parameters, path }: Operation,
  kind: Generated["kind"],
  valuesOf: ValuesOf,
  ids: Ids,
  all: ReadonlyArray<string>,
): Parts {
  const place = (where: string) => parameters.filter((each) => each.in === where)
  const known = ({ name, schema }: Parameter) => {
    const own = ids.get(ownerOf(path, name)) ?? []
    return own.length > 0 ? fc.constantFrom(...own) : valuesOf(schema, name).map(String)
  }
  const wild = fc.oneof(fc.constantFrom(...all), fc.uuid(), nasty)
  const record = (
    where: string,
    of: (parameter: Parameter) => fc.Arbitrary<unknown>,
  ): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
    fc.record(Object.fromEntries(place(where).map((each) => [each.name, of(each)])), {
      requiredKeys: place(where).flatMap(({ name, required }) => (required === true ? [name] : [])),
    })
  const fits = ({ name, schema }: Parameter) => valuesOf(schema, name)
  const flawed = (parameter: Parameter) => fc.oneof(fits(parameter), nasty)
  const good = body === undefined ? fc.constant(undefined) : valuesOf(body)
  const written = (value: unknown) => JSON.stringify(value)
  // Every path has parameters that are ids alone.
  const params = (of: (parameter: Parameter) => fc.Arbitrary<string>) =>
    record("path", of) as fc.Arbitrary<Readonly<Record<string, string>>>
  if (kind === "valid")
    return {
      params: params(known),
      query: record("query", fits).map(({ cursor: _, ...asked }) => asked), // a cursor is made up by lists alone
      headers: record("header", fits),
      body: good.map(written),
    }
  const headers = record("header", (parameter) =>
    flawed(parameter).map((value) => String(value).replace(/[^\x20-\x7e]/g, "?")),
  )
  if (kind === "mutated")
    return {
      params: params((parameter) =>
        fc.oneof({ weight: 5, arbitrary: known(parameter) }, { weight: 1, arbitrary: wild }),
      ),
      query: record("query", flawed),
      headers,
      body: body === undefined ? good.map(written) : mutated(good).map(written),
    }
  return {
    params: params((parameter) => fc.oneof(known(parameter), wild)),
    query: fc.dictionary(fc.oneof(fc.constantFrom("q", "limit", "sort"), nasty), nasty, { maxKeys: 3 }),
    headers,
    body: body === undefined ? good.map(written) : fc.oneof(json.map(written), unreadable),
  }
}

function requestOf(
  { method, path }: Operation,
  kind: Generated["kind"],
  { body, headers, params, query }: Parts,
): fc.Arbitrary<Generated> {
  return fc.record({ params, query, headers, body }).map((given) => ({
    kind,
    method,
    path,
    address:
      path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(given.params[name] ?? "")) +
      searchOf(given.query),
    headers: Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name, String(value)])),
    ...(given.body === undefined ? {} : { body: given.body }),
  }))
}
