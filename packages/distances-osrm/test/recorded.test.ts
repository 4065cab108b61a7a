/** Bodies of live routers (`recorded/README.md`), where those in `answers.ts` are written after the documentation. */
import { readFileSync } from "node:fs"
import { Distances } from "@caleche/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { layer } from "../src/index.ts"
import { type Answer, routerOf } from "./router.ts"

const recorded = (name: string): string =>
  readFileSync(new URL(`recorded/${name}.json`, import.meta.url), "utf8")

/** As the recorded question has them. */
const from = { label: "Kota Setar", latitude: 6.058623804918194, longitude: 100.46722412109374 }
const to = { label: "Pokok Sena", latitude: 6.01423932199451, longitude: 100.51211357116699 }

const answered = async (answer: Answer) => {
  const { asked, baseUrl } = await routerOf(answer)
  const said = await Effect.runPromise(
    Effect.flatMap(Distances, ({ between }) => Effect.result(between(from, to))).pipe(
      Effect.provide(layer({ baseUrl })),
    ),
  )
  return { asked, said }
}

describe("F70 what a live router answered", () => {
  it("is read to the metre and the minute: 10,209 m and 1,050.8 s", async () => {
    const { asked, said } = await answered({ body: recorded("found") })
    expect(said).toMatchObject({ success: { km: 10_209, minutes: 18, source: "OSRM" } })
    expect(asked).toEqual([
      "/route/v1/driving/100.467224,6.058624;100.512114,6.014239?overview=false&radiuses=1000;1000",
    ])
  })

  it("names no way where there is none", async () => {
    const { said } = await answered({ status: 400, body: recorded("noRoute") })
    expect(said).toMatchObject({
      failure: { why: "NO_ROUTE", reason: "the router knows no way by road (NoRoute)" },
    })
  })
})
