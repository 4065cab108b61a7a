/** Pickups without an offset are the operator's wall clock, wherever a trip or a mission says when it starts. */
import { AgencyId, AgencyUserId } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { afterAll, describe, expect, test } from "vitest"
import { adminOf } from "../walks/ground.ts"
import { operators, walkedServer } from "../walks/server.ts"
import { type Answered, type Body, callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { draft, offGrid, order, transport } from "./samples.ts"

/** The spring night skips 02:00 to 03:00 in Paris, the autumn night shows it twice. */
const spring = {
  status: 422,
  body: {
    code: "LocalTimeSkipped",
    local: "2027-03-28T02:30",
    timeZone: "Europe/Paris",
    candidates: ["2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00"],
  },
}
const autumn = {
  status: 422,
  body: {
    code: "LocalTimeAmbiguous",
    local: "2027-10-31T02:30",
    timeZone: "Europe/Paris",
    candidates: ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00"],
  },
}
/** What is written, and the instant it is. */
const meant = [
  ["2027-06-01T08:00", "2027-06-01T06:00:00.000Z"],
  ["2027-12-01T08:00:30", "2027-12-01T07:00:30.000Z"],
  ["2027-03-28T03:00", "2027-03-28T01:00:00.000Z"],
  ["2027-10-31T02:30+01:00", "2027-10-31T01:30:00.000Z"],
] as const

const trip = (pickupAt: string) => ({ pickupAt, durationMinutes: 90, passengers: 2 })
const pickupOf = (line: Body | undefined) => line?.["trip"]?.["pickupAt"]
const firstPickup = ({ body }: Answered) => pickupOf(itemsOf(body["lines"])[0])

describe.each(hosts)("a local pickup behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const created = async () => {
    const quote = await draft(send)
    return { path: `/v1/quotes/${textOf(quote["id"])}`, lineId: textOf(itemsOf(quote["lines"])[0]!["id"]) }
  }
  const clientId = async () => textOf((await draft(send))["clientId"])

  /** Says a pickup somewhere, and where the answer says it. */
  const places: Readonly<
    Record<string, (pickupAt: string) => Promise<{ answer: Answered; pickup: (from: Answered) => unknown }>>
  > = {
    "of a new quote's line": async (pickupAt) => ({
      answer: await send("POST", "/v1/quotes", offGrid(await clientId(), transport(pickupAt))),
      pickup: firstPickup,
    }),
    "of a preview": async (pickupAt) => {
      const { clientId: _, ...asked } = offGrid("", transport(pickupAt))
      return { answer: await send("POST", "/v1/pricing/preview", asked), pickup: firstPickup }
    },
    "of a line that is added": async (pickupAt) => ({
      answer: await send("POST", `${(await created()).path}/lines`, transport(pickupAt)),
      pickup: ({ body }) => pickupOf(itemsOf(body["lines"])[1]),
    }),
    "of a line that is changed": async (pickupAt) => {
      const { lineId, path } = await created()
      return {
        answer: await send("PATCH", `${path}/lines/${lineId}`, { trip: trip(pickupAt), unitPrice: "90.00" }),
        pickup: firstPickup,
      }
    },
    "of another trip type": async (pickupAt) => {
      const { path } = await created()
      const body = { tripType: "OFF_GRID", trip: { pickupAt } }
      return { answer: await send("POST", `${path}/trip-type`, body), pickup: firstPickup }
    },
    "of an internal mission": async (pickupAt) => ({
      answer: await send("POST", "/v1/missions", { pickupAt }),
      pickup: ({ body }) => body["pickupAt"],
    }),
    "of a mission that is moved": async (pickupAt) => {
      const { missions } = await order(send, transport("2030-06-01T08:00:00+02:00"))
      const id = textOf(itemsOf(missions)[0]!["id"])
      return {
        answer: await send("PATCH", `/v1/missions/${id}`, { pickupAt }),
        pickup: ({ body }) => body["pickupAt"],
      }
    },
    "of a mission's end": async (estimatedEndAt) => {
      const day = estimatedEndAt.slice(0, 10)
      const made = await send("POST", "/v1/missions", { pickupAt: `${day}T00:15` })
      return {
        answer: await send("PATCH", `/v1/missions/${textOf(made.body["id"])}`, { estimatedEndAt }),
        pickup: ({ body }) => body["estimatedEndAt"],
      }
    },
  }

  test.each(Object.entries(places))("%s is on the operator's clock", async (_, say) => {
    for (const [written, instant] of meant) {
      const { answer, pickup } = await say(written)
      expect([answer.status < 300, pickup(answer)]).toEqual([true, instant])
    }
  })

  test.each(Object.entries(places))(
    "%s is refused when the clock skips it or shows it twice",
    async (_, say) => {
      expect((await say("2027-03-28T02:30")).answer).toMatchObject(spring)
      expect((await say("2027-10-31T02:30")).answer).toMatchObject(autumn)
    },
  )

  test.each(Object.entries(places))("%s is malformed where it is no time at all", async (_, say) => {
    for (const written of ["2027-06-01T08:60", "2027-06-01", "2027-06-01T24:00", "2027-06-01 08:00"])
      expect((await say(written)).answer).toMatchObject({ status: 400, body: { code: "InvalidRequest" } })
  })

  test("of a trip priced by the book is refused before anything is priced", async () => {
    const asked = (pickupAt: string) => ({
      tripType: "TRANSFER",
      pricingMode: "FIXED_GRID",
      trip: { pickupAt, passengers: 2, vehicleCategory: "BERLINE" },
    })
    expect(await send("POST", "/v1/pricing/preview", asked("2027-03-28T02:30"))).toMatchObject(spring)
    const quote = { clientId: await clientId(), ...asked("2027-10-31T02:30") }
    expect(await send("POST", "/v1/quotes", quote)).toMatchObject(autumn)
  })

  test("changes nothing when it is refused", async () => {
    const { lineId, path } = await created()
    const before = (await send("GET", path)).body
    await send("PATCH", `${path}/lines/${lineId}`, { trip: trip("2027-03-28T02:30") })
    await send("POST", `${path}/trip-type`, { tripType: "OFF_GRID", trip: { pickupAt: "2027-10-31T02:30" } })
    expect((await send("GET", path)).body).toEqual(before)
  })
})

describe("a local pickup an agency asks for", () => {
  const server = walkedServer(memory)
  afterAll(() => server.runtime.dispose())
  const operatorId = operators.mine
  const send = (method: string, path: string, body?: unknown) =>
    server.ask(adminOf(operatorId), method, path, body)

  test("is on the operator's clock, and refused when it skips it or shows it twice", async () => {
    const made = await send("POST", "/v1/agencies", { name: "Lumière" })
    const agencyId = AgencyId.make(textOf(made.body["id"]))
    const at = `/v1/agencies/${agencyId}`
    const person = { name: "Lise", email: "lise@example.org", role: "BOOKER" as const }
    const id = AgencyUserId.make(textOf((await send("POST", `${at}/staff`, person)).body["id"]))
    const company = { type: "BUSINESS", name: "Lumière SA", email: "sa@example.org", agencyId }
    const clientId = textOf((await send("POST", "/v1/clients", company)).body["id"])
    const ask = (method: string, path: string, body?: unknown) =>
      server.ask({ _tag: "AgencyUser", operatorId, agencyId, id, role: "BOOKER" }, method, path, body)
    const asked = (...pickups: ReadonlyArray<string>) => ({
      clientId,
      tripType: "TRANSFER",
      trips: pickups.map((pickupAt) => ({ pickupAt })),
    })
    const found = await ask("POST", `${at}/quotes`, asked("2027-06-01T08:00", "2027-06-02T08:00Z"))
    const trips = [{ pickupAt: "2027-06-01T06:00:00.000Z" }, { pickupAt: "2027-06-02T08:00:00.000Z" }]
    expect(found).toMatchObject({ status: 201, body: { request: { trips } } })
    expect(await ask("POST", `${at}/quotes`, asked("2027-06-01T08:00", "2027-03-28T02:30"))).toMatchObject(
      spring,
    )
    const lasting = {
      clientId,
      tripType: "DISPO",
      trips: [{ pickupAt: "2027-06-01T08:00", estimatedEndAt: "2027-06-01T12:00" }],
    }
    expect(await ask("POST", `${at}/quotes`, lasting)).toMatchObject({
      body: { request: { trips: [{ pickupAt: "2027-06-01T06:00:00.000Z", durationMinutes: 240 }] } },
    })
    const mine = `${at}/quotes/${textOf(found.body["id"])}`
    const edit = (pickupAt: string) => ask("PATCH", mine, { trips: [{ pickupAt }] })
    expect(await edit("2027-10-31T02:30")).toMatchObject(autumn)
    expect(await edit("2027-12-01T08:00")).toMatchObject({
      status: 200,
      body: { request: { trips: [{ pickupAt: "2027-12-01T07:00:00.000Z" }] } },
    })
  })
})
