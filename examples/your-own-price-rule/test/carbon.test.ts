/** The rule prices trips wherever rules do: called in the process, over HTTP, and in a book that is taken out and in. */
import { createApiKey, makeClient } from "@caleche/http"
import { createCaleche } from "caleche"
import { embedded } from "caleche/embedded"
import { honoApp } from "caleche/hono"
import { Effect, Redacted } from "effect"
import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { carbon } from "../src/carbon.ts"

it("the example prints a price and how it came about", { timeout: 120_000 }, async () => {
  const main = join(import.meta.dirname, "../src/main.ts")
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=source", main], {
    timeout: 110_000,
  })
  expect(stdout.split("\n")).toEqual([
    "By the kilometre 317.1",
    "zones 0",
    "Carbon 2.1442",
    "rounding to the minor unit -0.0042",
    "net 319.24",
    "",
  ])
})

/** What of an answer is looked into. */
interface Written {
  readonly lines: ReadonlyArray<{ readonly explanation: { readonly parts: ReadonlyArray<object> } }>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly requestBody: { readonly content: { readonly "application/json": { readonly schema: object } } }
}

describe("a rule of the host's own kind", () => {
  const rule = { kind: "CARBON", id: "co2", name: "Carbon", gramsPerKm: 142, perTonne: "100.00" } as const
  const tiers = [{ upToKm: null, perKm: "2.10" }]
  const asked = {
    tripType: "TRANSFER",
    pricingMode: "DYNAMIC",
    trip: { pickupAt: "2030-05-06T10:00:00+02:00", pickup: { label: "A" }, dropOff: { label: "B" } },
  } as const
  const trip = { ...asked.trip, passengers: 2, vehicleCategory: "BERLINE", distanceKm: "151" }

  const open = () =>
    createCaleche({
      storage: embedded(),
      operator: { name: "Ma VTC" },
      ruleKinds: { CARBON: carbon },
    })
  let caleche: Awaited<ReturnType<typeof open>>
  let token: string
  let fetch: typeof globalThis.fetch
  beforeAll(async () => {
    caleche = await open()
    const { secret } = await caleche.run(createApiKey("test", "first", "MANAGER"))
    token = Redacted.value(secret)
    const { app } = honoApp(caleche)
    fetch = async (input, init) => app.fetch(new Request(input, init))
    await caleche.tariffs.create({
      id: "all",
      name: "All",
      vehicleCategory: null,
      rules: [{ kind: "DISTANCE_TIERS", id: "km", name: "By the kilometre", mode: "INCREMENTAL", tiers }],
    })
  }, 120_000)
  afterAll(() => caleche.close())

  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`http://localhost${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Written }
  }

  it("is entered, read and priced over HTTP", async () => {
    expect(await send("POST", "/v1/rules", rule)).toEqual({ status: 201, body: rule })
    expect(await send("GET", "/v1/rules/co2")).toEqual({ status: 200, body: rule })
    const priced = await send("POST", "/v1/pricing/preview", { ...asked, trip })
    expect(priced).toMatchObject({ status: 200, body: { totals: { net: "319.24" } } })
    expect(priced.body.lines[0]?.explanation.parts).toContainEqual({
      kind: "CARBON",
      id: "co2",
      label: "Carbon",
      inputs: { gramsPerKm: 142, perTonne: "100.00" },
      amount: "2.1442",
    })
  })

  it("asks for what it needs, and is refused with the path of what is wrong", async () => {
    const { distanceKm: _, ...without } = trip
    expect(await send("POST", "/v1/pricing/preview", { ...asked, trip: without })).toMatchObject({
      status: 422,
      body: { code: "TripIncomplete", missing: ["distanceKm"] },
    })
    expect(await send("PUT", "/v1/rules/co2", { ...rule, gramsPerKm: "many" })).toMatchObject({
      status: 400,
      body: { code: "InvalidRequest", errors: [{ in: "body", path: "gramsPerKm" }] },
    })
  })

  it("has its shape in the document, beside ours and wherever rules stand", async () => {
    const { body } = await send("GET", "/openapi.json")
    const said = (path: string, method: string) =>
      JSON.stringify(body.paths[path]?.[method]?.requestBody.content["application/json"].schema)
    expect(said("/v1/rules", "post")).toContain("gramsPerKm")
    expect(said("/v1/rules", "post")).toContain("SEASON")
    expect(said("/v1/price-book", "put").match(/gramsPerKm/g)).toHaveLength(4) // rules, tariffs' rules; named and needed
  })

  it("is typed in the client, and in a book that is taken out and in", async () => {
    const client = makeClient({
      baseUrl: "http://localhost",
      token,
      fetch,
      ruleKinds: { CARBON: carbon },
    })
    const read = await Effect.runPromise(client.rules.get({ params: { id: "co2" } }))
    expect(read.kind === "CARBON" && read.perTonne).toBe("100.00")
    const book = await Effect.runPromise(client.priceBook.get({ query: {} }))
    const dearer = {
      ...book,
      rules: book.rules.map((one) => (one.kind === "CARBON" ? { ...one, perTonne: "200.00" } : one)),
    }
    expect(await caleche.priceBook.replace(dearer)).toMatchObject({ changed: 1, warnings: [] })
    const { totals } = await caleche.pricing.preview({ ...asked, trip })
    expect(totals.net).toBe("321.39")
    const { version: _, ...first } = await caleche.priceBook.get({ version: 2 })
    expect(first.rules).toEqual([rule])
  })

  it("is found where it lets a longer trip cost less", async () => {
    const book = await caleche.priceBook.get({})
    const { warnings } = await caleche.priceBook.check({ ...book, rules: [{ ...rule, perTonne: "-1.00" }] })
    expect(warnings).toEqual([
      {
        code: "NotMonotone",
        path: ["rules", 0, "perTonne"],
        issue: "takes off the more, the longer the trip",
      },
    ])
  })
})
