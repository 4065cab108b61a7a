import { Distances, type DistanceUnknown, greatCircle, orGreatCircle } from "@caleche/core"
import { Effect, Layer, Logger, Result } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { describe, expect, it } from "vitest"
import { layer, layerHttp, type OsrmOptions } from "../src/index.ts"
import { found, refused, routeOf } from "./answers.ts"
import { type Answer, routerOf } from "./router.ts"

const cdg = { label: "CDG Terminal 2E", latitude: 49.0047, longitude: 2.5711 }
const rivoli = { label: "10 rue de Rivoli, Paris", latitude: 48.8556, longitude: 2.3601 }

/** Asked `times` times, one after the other. */
const askedBy = (distances: Layer.Layer<never>, times = 1) =>
  Effect.runPromise(
    Effect.flatMap(Distances, ({ between }) =>
      Effect.forEach(Array.from({ length: times }), () => Effect.result(between(cdg, rivoli))),
    ).pipe(Effect.provide(Layer.merge(distances, Logger.layer([])))),
  )

const tried = async (
  answers: ReadonlyArray<Answer>,
  options: Partial<OsrmOptions> = {},
  wrap: (distances: Layer.Layer<never>) => Layer.Layer<never> = (distances) => distances,
) => {
  const { asked, baseUrl } = await routerOf(...answers)
  const [result] = await askedBy(wrap(layer({ baseUrl, timeout: 2_000, ...options })))
  const said = Result.isSuccess(result!) ? result.success : { ...result!.failure }
  return { said, asked }
}

const unknown = (why: DistanceUnknown["why"], reason: string) => expect.objectContaining({ why, reason })

describe("F70 a distance by road", () => {
  it("is the recommended route's: metres as exact kilometres, seconds as whole minutes, by OSRM", async () => {
    const { asked, said } = await tried([{ body: found }])
    expect(said).toEqual({ km: 28_417, minutes: 35, source: "OSRM" })
    expect(asked).toEqual([
      "/route/v1/driving/2.571100,49.004700;2.360100,48.855600?overview=false&radiuses=1000;1000",
    ])
  })

  it.each([
    [1_234.4, 89.9, 1_234, 1],
    [1_234.5, 90, 1_235, 2],
    [0, 0, 0, 1],
    [99_999_999, 86_400 * 60, 99_999_999, 86_400],
  ])("of %d m and %d s is %d m and %d min", async (distance, duration, km, minutes) => {
    const { said } = await tried([{ body: routeOf(distance, duration) }])
    expect(said).toEqual({ km, minutes, source: "OSRM" })
  })

  it("is asked of the profile, path and nearness that are set", async () => {
    const { asked, baseUrl } = await routerOf({ body: found })
    await askedBy(layer({ baseUrl: `${baseUrl}/osrm/`, profile: "coach", snapMetres: 50 }))
    expect(asked).toEqual([
      "/osrm/route/v1/coach/2.571100,49.004700;2.360100,48.855600?overview=false&radiuses=50;50",
    ])
  })

  it.each(["NoRoute", "NoSegment"])("is unknown for good where there is none (%s)", async (code) => {
    const { asked, said } = await tried([{ status: 400, body: refused(code) }])
    expect(said).toEqual(unknown("NO_ROUTE", `the router knows no way by road (${code})`))
    expect(asked).toHaveLength(1)
  })

  it.each(["InvalidQuery", "TooBig"])("is not had by a question the router refuses (%s)", async (code) => {
    const { asked, said } = await tried([{ status: 400, body: refused(code) }])
    expect(said).toEqual(unknown("UNAVAILABLE", `the router refuses the question (${code})`))
    expect(asked).toHaveLength(1)
  })

  it.each([408, 429, 500, 502, 503, 504])("is asked again after %d", async (status) => {
    const { asked, said } = await tried([{ status, body: "busy" }, { body: found }])
    expect(said).toEqual({ km: 28_417, minutes: 35, source: "OSRM" })
    expect(asked).toHaveLength(2)
  })

  it("is asked again after a time-out, before the head or within the body", async () => {
    const { asked, said } = await tried([{ stuck: "head" }, { stuck: "body" }, { body: found }], {
      timeout: 100,
    })
    expect(said).toEqual({ km: 28_417, minutes: 35, source: "OSRM" })
    expect(asked).toHaveLength(3)
  })

  it.each([
    [0, 1],
    [3, 4],
  ])("is given up after %d more attempts", async (retries, attempts) => {
    const { asked, said } = await tried([{ status: 503 }], { retries })
    expect(said).toEqual(unknown("UNAVAILABLE", "the router answers 503"))
    expect(asked).toHaveLength(attempts)
  })

  it("is not had of a router that is away or silent", async () => {
    const { baseUrl } = await routerOf({ stuck: "head" })
    const [silent] = await askedBy(layer({ baseUrl, timeout: 50, retries: 0 }))
    expect(silent).toMatchObject({ failure: { reason: "the router does not answer in time" } })
    const [away] = await askedBy(layer({ baseUrl: "http://127.0.0.1:1", retries: 0 }))
    expect(away).toMatchObject({ failure: { reason: "the router cannot be reached" } })
  })

  it.each([
    ["text", "<html>Welcome</html>"],
    ["nothing", ""],
    ["null", null],
    ["Ok without a route", { code: "Ok", routes: [] }],
    ["Ok without routes", { code: "Ok" }],
    ["a negative distance", routeOf(-1, 60)],
    ["a distance in words", routeOf("28416.6", 60)],
    ["an endless duration", routeOf(1_000, 1e12)],
    ["no code", { routes: found.routes }],
    ["a page of text as its code", { code: "the way from the rue de Rivoli" }],
  ])("is not read out of %s", async (_, body) => {
    const { asked, said } = await tried([{ body: body === null ? "null" : body }])
    expect(said).toEqual(unknown("UNAVAILABLE", "the router's answer is none of its documented ones"))
    expect(asked).toHaveLength(1)
  })

  it("is not asked for again at once of a router that stayed away, and is after its rest", async () => {
    const { asked, baseUrl } = await routerOf({ status: 503 }, { body: found })
    const osrm = layer({ baseUrl, retries: 0, rest: 60_000 })
    const [first, second] = await askedBy(osrm, 2)
    expect(first).toMatchObject({ failure: { reason: "the router answers 503" } })
    expect(second).toMatchObject({ failure: { why: "UNAVAILABLE" } })
    expect(asked).toHaveLength(1)
    const rested = await routerOf({ status: 503 }, { body: found })
    const [, again] = await askedBy(layer({ baseUrl: rested.baseUrl, retries: 0, rest: 0 }), 2)
    expect(again).toMatchObject({ success: { source: "OSRM" } })
  })

  it("goes through the host's own client where it has one", async () => {
    const { asked, baseUrl } = await routerOf({ body: found })
    const { layer: fetching } = await import("effect/http/FetchHttpClient")
    const keyed = Layer.effect(
      HttpClient.HttpClient,
      Effect.map(
        HttpClient.HttpClient,
        HttpClient.mapRequest(HttpClientRequest.setUrlParam("api-key", "secret")),
      ),
    ).pipe(Layer.provide(fetching))
    const [result] = await askedBy(Layer.provide(layerHttp({ baseUrl }), keyed))
    expect(result).toMatchObject({ success: { source: "OSRM" } })
    expect(asked[0]).toMatch(/&api-key=secret$/)
  })

  it.each([
    "router",
    "ftp://router.example.org",
    "https://me:secret@router.example.org",
    "https://router.example.org/?key=secret",
    "https://router.example.org/#here",
  ])("has no router at %s", (baseUrl) => expect(() => layer({ baseUrl })).toThrow(TypeError))
})

describe("F70 with the great circle to fall back on, a distance", () => {
  const estimate = greatCircle(cdg, rivoli)

  it("is the router's as long as it answers", async () => {
    const { said } = await tried([{ body: found }], {}, orGreatCircle)
    expect(said).toMatchObject({ source: "OSRM" })
  })

  it("is an estimate that says so when the router is away", async () => {
    const { said } = await tried([{ status: 502 }], { retries: 0 }, orGreatCircle)
    expect(said).toEqual(estimate)
    expect(estimate.source).toBe("GREAT_CIRCLE")
  })

  it("stays unknown where no road leads there, unless that is to be estimated as well", async () => {
    const none = { status: 400, body: refused("NoRoute") }
    expect((await tried([none], {}, orGreatCircle)).said).toMatchObject({ why: "NO_ROUTE" })
    const both = await tried([none], {}, (osrm) => orGreatCircle(osrm, ["NO_ROUTE", "UNAVAILABLE"]))
    expect(both.said).toEqual(estimate)
  })
})
