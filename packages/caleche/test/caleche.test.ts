/** The facade over the in-memory storage: what a host without Effect sees. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { layer as osrm } from "@caleche/distances-osrm"
import { layer as memory } from "@caleche/storage-memory"
import { layer as documents } from "@caleche/documents-pdf"
import { layer as phoneNumbers } from "@caleche/phone-numbers"
import {
  CurrentActor,
  Housekeeping,
  LocalDate,
  QuoteId,
  QuoteLinks,
  QuoteRepository,
  Quotes,
} from "@caleche/core"
import { type Caleche, type CalecheOptions, createCaleche, type ErrorOf, isCalecheError } from "caleche"
import { Effect } from "effect"
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest"
import { airportBook, toTheAirport } from "./cli/airportBook.ts"

const opened = async (options: Partial<CalecheOptions> = {}): Promise<Caleche> => {
  const caleche = await createCaleche({ storage: memory, operator: { name: "Ma VTC" }, ...options })
  onTestFinished(() => caleche.close())
  return caleche
}

const ride = {
  kind: "TRANSPORT",
  description: "CDG – Paris",
  unitPrice: "85.00",
  vatRate: "0.10",
  trip: { pickupAt: "2030-12-01T06:30:00+01:00", durationMinutes: 55, passengers: 2 },
} as const

const quoted = async (caleche: Pick<Caleche, "clients" | "quotes">) => {
  const { id: clientId } = await caleche.clients.create({
    type: "PRIVATE",
    name: "Jeanne Moreau",
    email: "jeanne@example.org",
  })
  return caleche.quotes.create({ clientId, tripType: "OFF_GRID", pricingMode: "MANUAL", lines: [ride] })
}

/** A sent quote whose last day is long over, as time alone makes one. */
const unanswered = async (caleche: Caleche) => {
  const { id } = await quoted(caleche)
  await caleche.quotes.send(id, { channel: "MANUAL" })
  await caleche.run(
    Effect.gen(function* () {
      const quotes = yield* QuoteRepository
      const { operatorId } = yield* CurrentActor
      const quote = yield* quotes.get(operatorId, QuoteId.make(id))
      const validUntil = LocalDate.make("2020-02-29")
      yield* quotes.save(operatorId, { ...quote, validUntil, version: quote.version + 1 })
    }),
  )
  return id
}

const statusOf = async (caleche: Caleche, id: string) => (await caleche.quotes.get(id)).status

describe("createCaleche", () => {
  it("answers promises of plain values, in the shapes of the HTTP API", async () => {
    const caleche = await opened()
    const quote = await quoted(caleche)
    expect(quote).toMatchObject({ status: "DRAFT", version: 1 })
    expect(structuredClone(quote)).toEqual(quote)
    await caleche.quotes.send(quote.id, { channel: "MANUAL" })
    const { order } = await caleche.quotes.accept(quote.id)
    expect(order.number).toMatch(/^CMD-\d{4}-00001$/)
    const { items } = await caleche.orders.list({ limit: 10, status: [order.status] })
    expect(items.map(({ id }) => id)).toEqual([order.id])
  })

  it("rejects with the library's own error, and says in words what it is", async () => {
    const caleche = await opened()
    const { id } = await quoted(caleche)
    const refused = await caleche.quotes.accept(id).catch((error: unknown) => error)
    expect(isCalecheError(refused)).toBe(true)
    expect(refused).toMatchObject({
      _tag: "IllegalTransition",
      machine: "quote",
      from: "DRAFT",
      action: "accept",
    })
    expect(String((refused as Error).message)).toContain("DRAFT")
    await expect(caleche.quotes.get("no id")).rejects.toMatchObject({ _tag: "QuoteNotFound", id: "no id" })
    expect(isCalecheError(new Error("of somebody else's"))).toBe(false)
  })

  it("tells every invalid field at once", async () => {
    const caleche = await opened()
    const refused = await caleche.clients
      .create({ type: "PRIVATE", name: "", email: "nowhere" })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ _tag: "InvalidRequest" })
    expect(
      (refused as { readonly errors: ReadonlyArray<{ readonly path: string }> }).errors.map(
        ({ path }) => path,
      ),
    ).toEqual(["name", "email"])
  })

  it("hands a refusal over as a value with exact types, where asked to", async () => {
    const caleche = await opened()
    const { id } = await quoted(caleche)
    const outcome = await caleche.quotes.accept.outcome(id)
    expect(outcome).toMatchObject({ ok: false, error: { _tag: "IllegalTransition" } })
    type AcceptError = ErrorOf<Caleche["quotes"]["accept"]>["_tag"]
    expectTypeOf<"QuoteExpired">().toExtend<AcceptError>()
    expectTypeOf<"MalformedJson">().not.toExtend<AcceptError>()
    expectTypeOf<"DriverBusy">().not.toExtend<AcceptError>()
    if (!outcome.ok) expectTypeOf(outcome.error._tag).toEqualTypeOf<AcceptError>()
  })

  it("changes only the version the caller saw", async () => {
    const caleche = await opened()
    const { id, version } = await quoted(caleche)
    await caleche.quotes.edit(id, { notes: "first" }, { ifVersion: version })
    await expect(caleche.quotes.edit(id, { notes: "second" }, { ifVersion: version })).rejects.toMatchObject({
      _tag: "StaleVersion",
      actual: 2,
    })
  })

  it("takes the page of a list as numbers", async () => {
    const caleche = await opened()
    await quoted(caleche)
    await quoted(caleche)
    const first = await caleche.quotes.list({ limit: 1 })
    expect(first.items).toHaveLength(1)
    const cursor = first.nextCursor
    expect(cursor).not.toBeNull()
    const second = await caleche.quotes.list({ limit: 1, ...(cursor === null ? {} : { cursor }) })
    expect(second.items).toHaveLength(1)
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id)
    await expect(caleche.quotes.list({ limit: 0 })).rejects.toMatchObject({
      _tag: "InvalidRequest",
      errors: [{ in: "query", path: "limit" }],
    })
  })

  it("gives a file as its bytes", async () => {
    const caleche = await opened()
    const { id } = await quoted(caleche)
    await caleche.quotes.send(id, { channel: "MANUAL" })
    const { order } = await caleche.quotes.accept(id)
    const pieces = []
    for await (const piece of await caleche.orders.export({ format: "csv" })) pieces.push(piece)
    const [head, row] = Buffer.concat(pieces).toString("utf8").split(/\r?\n/)
    expect(head).toMatch(/^number,client,/)
    expect(row).toContain(order.number)
  })

  it("acts as an ADMIN of the one operator, or as whoever is named", async () => {
    const caleche = await opened()
    const { id } = await caleche.drivers.create({ name: "Paul Durand" })
    const paul = caleche.as({ _tag: "Driver", id })
    await expect(paul.drivers.create({ name: "Nadia" })).rejects.toMatchObject({ _tag: "Forbidden" })
    expect((await paul.drivers.missions(id)).items).toEqual([])
    expect(() => caleche.as({ _tag: "Driver", id: "nobody" })).toThrow("id")
    const clerk = await opened({ actor: { _tag: "OperatorUser", id, role: "OPERATOR" } })
    await expect(clerk.zones.list()).resolves.toBeDefined()
  })

  it("keeps companies apart in one storage", async () => {
    const caleche = await opened()
    const other = await caleche.operator({ id: "00000000-0000-7000-8000-0000000000aa", name: "Autre VTC" })
    const { id } = await quoted(other)
    await expect(caleche.quotes.get(id)).rejects.toMatchObject({ _tag: "QuoteNotFound" })
    expect(await other.quotes.get(id)).toMatchObject({ id })
  })

  it("refuses settings that are none, naming what is wrong", async () => {
    await expect(opened({ operator: { name: "Ma VTC", timeZone: "Mars/Olympus" } })).rejects.toThrow("IANA")
  })

  it("delivers mail through the host, again when it was not taken", async () => {
    const seen: Array<string> = []
    let refused = 0
    const caleche = await opened({
      mail: async (mail) => {
        if (refused++ === 0) throw new Error("the server is busy")
        seen.push(`${mail.to}: ${mail.subject}`)
      },
    })
    const { id } = await quoted(caleche)
    await caleche.quotes.send(id, {})
    await expect.poll(() => seen, { timeout: 15_000 }).toHaveLength(1)
    expect(refused).toBe(2)
    expect(seen[0]).toMatch(/^jeanne@example\.org: /)
  })

  it("makes a quote's file, named by its number, with the package that draws it", async () => {
    const caleche = await opened({ documents })
    const { id } = await quoted(caleche)
    const pieces: Array<Uint8Array> = []
    for await (const piece of await caleche.quotes.pdf(id)) pieces.push(piece)
    expect(Buffer.concat(pieces).subarray(0, 5).toString()).toBe("%PDF-")
    const plain = await opened()
    const other = await quoted(plain)
    await expect(plain.quotes.pdf(other.id)).rejects.toMatchObject({ _tag: "DocumentsUnavailable" })
  })

  it("hands out links to quotes and closes them, where it has a secret", async () => {
    const secret = "a secret that signs the links of these tests"
    const quoteLinks = { secret, page: (token: string) => `https://vtc.example/offer/${token}` }
    const caleche = await opened({ quoteLinks })
    const { id } = await quoted(caleche)
    await expect(caleche.quotes.issueLink(id)).rejects.toMatchObject({ _tag: "QuoteNotSent" })
    await caleche.quotes.send(id, { channel: "MANUAL" })
    const { url } = await caleche.quotes.issueLink(id)
    const token = /^https:\/\/vtc\.example\/offer\/(.{102})$/.exec(url)![1]!
    const open = () => caleche.run(QuoteLinks.use((links) => links.open(token)))
    expect(await open()).toMatchObject({ _tag: "QuoteLink", id })
    await caleche.quotes.revokeLinks(id)
    await expect(open()).rejects.toMatchObject({ _tag: "LinkClosed", because: "REVOKED" })
    const plain = await opened()
    const other = await quoted(plain)
    await expect(plain.quotes.issueLink(other.id)).rejects.toMatchObject({ _tag: "LinksUnavailable" })
    await expect(opened({ quoteLinks: { ...quoteLinks, secret: "short" } })).rejects.toThrow("32 characters")
  })

  it("reads phone numbers as they are dialled, with the package that knows them", async () => {
    const caleche = await opened({ phoneNumbers })
    const client = await caleche.clients.create({ type: "PRIVATE", name: "Jeanne", phone: "06 12 34 56 78" })
    expect(client.phone).toBe("+33612345678")
    const plain = await opened()
    await expect(
      plain.clients.create({ type: "PRIVATE", name: "Jeanne", phone: "06 12 34 56 78" }),
    ).rejects.toMatchObject({ _tag: "InvalidRequest" })
  })

  it("asks a router for the distances a transfer does not say, and the great circle without one", async () => {
    const router = createServer((_, response) =>
      response.end(JSON.stringify({ code: "Ok", routes: [{ distance: 28_416.6, duration: 2_129.4 }] })),
    )
    await new Promise<void>((resolve) => router.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => void router.close())
    const { port } = router.address() as AddressInfo // it listens on a port
    const estimated = async (options: Partial<CalecheOptions>) => {
      const caleche = await opened(options)
      await caleche.priceBook.replace(airportBook as never) // of wider types than its own, being JSON
      const { trip } = toTheAirport
      const { lines, warnings } = await caleche.pricing.preview({
        tripType: "TRANSFER",
        pricingMode: "FIXED_GRID",
        trip,
      })
      const { distanceKm, durationMinutes } = lines[0]!.trip!
      return [distanceKm, durationMinutes, warnings.map(({ code, detail }) => `${code}: ${detail}`)]
    }
    const said = (source: string) => [
      `DistanceEstimated: distance and duration that were not given are estimates (${source})`,
    ]
    const distances = osrm({ baseUrl: `http://127.0.0.1:${port}` })
    expect(await estimated({ distances })).toEqual(["28.417", 35, said("OSRM")])
    expect(await estimated({})).toEqual(["30.8", 41, said("GREAT_CIRCLE")])
  })

  it("runs an Effect of the host's on the same services", async () => {
    const caleche = await opened()
    const { id } = await quoted(caleche)
    const page = await caleche.run(Quotes.use((quotes) => quotes.list({}, { sort: "createdAt", limit: 5 })))
    expect(page.items.map((quote) => quote.id)).toEqual([id])
  })

  it("lets quotes expire that nobody answered, beside the calls or when the host says so", async () => {
    const caleche = await opened({ housekeeping: { every: 20 } })
    const first = await unanswered(caleche)
    await expect.poll(() => statusOf(caleche, first), { timeout: 10_000 }).toBe("EXPIRED")

    const left = await opened({ housekeeping: false })
    const second = await unanswered(left)
    expect(await statusOf(left, second)).toBe("SENT")
    expect(await left.run(Housekeeping.use(({ once }) => once))).toMatchObject({ expired: 1 })
    expect(await statusOf(left, second)).toBe("EXPIRED")
  })

  it("shares no transaction where the storage has none", async () => {
    const caleche = await opened()
    expect(() => caleche.within({ query: async () => ({ rows: [] }) })).toThrow(TypeError)
  })

  it("closes once, and does nothing afterwards", async () => {
    const caleche = await opened()
    const ends = [caleche.close(), caleche.close()]
    expect(ends[0]).toBe(ends[1])
    await Promise.all(ends)
    await expect(caleche.drivers.list()).rejects.toThrow("closed")
  })
})
