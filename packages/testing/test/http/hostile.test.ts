import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { documented } from "./document.ts"
import { callerOf, hosts, makeRuntime, type Runtime } from "./hosts.ts"
import { draft, jeanne, offGrid, transport } from "./samples.ts"

const rounds = Number(process.env["CALECHE_ROUNDS"] ?? 1_500)
const nobody = "01890000-0000-7000-8000-00000000dead"

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
const idOf = (known: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(known) },
    fc.constant(nobody),
    nasty.map((text) => encodeURIComponent(text.toWellFormed()) || "-"),
  )

/** A good body with one to three of its values, at any depth, replaced. */
const mutated = (good: unknown) =>
  fc
    .array(fc.tuple(fc.nat(), json), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((body, [at, value]) => replaceAt(body, at, value), good))

function replaceAt(body: unknown, at: number, value: unknown): unknown {
  if (typeof body !== "object" || body === null) return value
  const entries = Object.entries(body)
  if (entries.length === 0) return value
  const [name, inner] = entries[at % entries.length]!
  const next = Math.floor(at / entries.length)
  const changed = next % 3 === 0 ? value : replaceAt(inner, next, value)
  return Array.isArray(body) ? body.with(Number(name), changed) : { ...body, [name]: changed }
}

const body = fc.oneof(
  json,
  mutated(jeanne),
  mutated(offGrid(nobody)),
  mutated(transport("2030-06-01T08:00:00Z")),
  mutated({
    driverId: nobody,
    reason: "because",
    at: "2030-06-01T08:00:00Z",
    validUntil: "2030-01-01",
    channel: "EMAIL",
    name: "x",
    notes: "y",
  }),
)
const query = fc.dictionary(
  fc.constantFrom("limit", "cursor", "sort", "status", "clientId", "type", "active", "x"),
  fc.oneof(nasty, fc.constantFrom("10", "createdAt", "DRAFT", "ACTIVE")),
  { maxKeys: 3 },
)
const headers = fc.record(
  {
    "if-match": fc.constantFrom('"1"', '"2"', "*", '"x"', "W/1", ""),
    "idempotency-key": fc.oneof(
      fc.constantFrom("a", "b", "", "x".repeat(300)),
      fc.string({ maxLength: 5 }).map((text) => text.replace(/[^\x20-\x7e]/g, "?")),
    ),
  },
  { requiredKeys: [] },
)

describe.each(hosts)("Hostile requests to $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  it(`are never answered with 5xx, and always as the document says (${rounds} rounds)`, async () => {
    const known = (await draft(send))["id"] as unknown as string
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documented),
        idOf(known),
        body,
        query,
        headers,
        async (route, id, payload, params, more) => {
          const search = new URLSearchParams(
            Object.entries(params).map(([name, value]): [string, string] => [name, value.toWellFormed()]),
          ).toString()
          const path = route.path.replace(/\{\w+\}/g, id)
          const bodied = route.method === "POST" || route.method === "PATCH"
          const answer = await send(
            route.method,
            `${path}?${search}`,
            bodied ? JSON.stringify(payload) : undefined,
            more,
          )
          expect(answer.status).toBeLessThan(500)
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        },
      ),
      { numRuns: rounds, seed: 20_261_201 },
    )
    // The rounds are worth something only if they reach past the first check.
    for (const status of [200, 201, 400, 404]) expect(statuses.get(status) ?? 0).toBeGreaterThan(rounds / 500)
  })
})
