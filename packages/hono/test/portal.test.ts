import {
  type Actor,
  type Client,
  Clients,
  CurrentActor,
  IdGenerator,
  makeOperator,
  NewClient,
  NewQuote,
  type Operator,
  OperatorId,
  OperatorRepository,
  type Quote,
  QuoteLinks,
  QuoteLinkTerms,
  Quotes,
  UseCases,
  UserId,
  Views,
} from "@caleche/core"
import { Authenticator, demoKeys } from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { Clock, Effect, Layer, Logger, ManagedRuntime, Redacted, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { makeApp } from "../src/index.ts"

const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")
const manager: Actor = {
  _tag: "OperatorUser",
  operatorId,
  id: UserId.make("01890000-0000-7000-8000-0000000000a2"),
  role: "MANAGER",
}
const terms = { version: "2026-01", url: "https://vtc.example/cgv" }
const start = Date.parse("2030-05-01T10:00:00Z")

/** A server of its own, whose clock is turned by hand. */
const serving = (settings: Partial<Operator> = { terms }) => {
  const clock = { now: start }
  const turned = Layer.effect(
    Clock.Clock,
    Effect.map(Clock.Clock, (real) =>
      Object.assign(Object.create(real) as Clock.Clock, {
        currentTimeMillisUnsafe: () => clock.now,
        currentTimeMillis: Effect.sync(() => clock.now),
      }),
    ),
  ) // the rest is the real clock's
  const entered = Layer.effectDiscard(
    OperatorRepository.use((all) =>
      all.save(makeOperator({ id: operatorId, name: "Ma VTC", email: "bonjour@vtc.example", ...settings })),
    ),
  )
  const links = Layer.succeed(QuoteLinkTerms, {
    keys: { current: Redacted.make("a key that signs the links of these tests") },
    daysBeyond: 90,
    page: (token) => `/portal/quotes/${token}`,
  })
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(
      UseCases.layer,
      entered,
      Layer.succeed(
        Authenticator,
        Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
      ),
    ).pipe(Layer.provideMerge(Layer.mergeAll(memory, IdGenerator.layer, links, Logger.layer([]), turned))),
  )
  const { app } = makeApp({ runtime })
  const run = <A, E>(effect: Effect.Effect<A, E, UseCases.UseCases | CurrentActor>) =>
    runtime.runPromise(Effect.provideService(effect, CurrentActor, manager))
  return { app, clock, run }
}

type Serving = ReturnType<typeof serving>

const client = (more: object = {}) =>
  Schema.decodeUnknownSync(NewClient)({
    type: "PRIVATE",
    name: "Jeanne Moreau",
    email: "j@example.org",
    ...more,
  })

const offer = (clientId: Client["id"], line: object = {}) =>
  Schema.decodeUnknownSync(NewQuote)({
    clientId,
    tripType: "OFF_GRID",
    pricingMode: "MANUAL",
    lines: [
      {
        kind: "TRANSPORT",
        description: "CDG – Paris",
        unitPrice: "85.00",
        vatRate: "0.10",
        trip: {
          pickupAt: "2030-06-03T22:30:00Z",
          durationMinutes: 55,
          passengers: 2,
          pickup: { label: "CDG Terminal 2E" },
          dropOff: { label: "10 rue de Rivoli" },
        },
        ...line,
      },
    ],
  })

/** A sent quote and the address of its page. */
const sent = async ({ run }: Serving, person: object = {}, line: object = {}) => {
  const made = await run(
    Effect.gen(function* () {
      const { id: clientId } = yield* (yield* Clients).create(client(person))
      const quotes = yield* Quotes
      const { id } = yield* quotes.create(offer(clientId, line))
      const quote = yield* quotes.send(id, { channel: "MANUAL" })
      return { quote, url: (yield* (yield* QuoteLinks).issue(id)).url }
    }),
  )
  return made
}

const page = async ({ app }: Serving, url: string, headers: Record<string, string> = {}) => {
  const answer = await app.request(url, { headers })
  return { answer, text: await answer.text() }
}
const answered = ({ app }: Serving, url: string, form: Record<string, string>) =>
  app.request(url, { method: "POST", body: new URLSearchParams(form) })
const yes = { answer: "accept", name: "Jeanne Moreau", agreed: "yes", terms: "2026-01" }
const no = { answer: "decline", reason: "Found another" }

const quoteOf = ({ run }: Serving, { id }: Quote) => run(Quotes.use((quotes) => quotes.get(id)))
const historyOf = async ({ run }: Serving, { id }: Quote) => {
  const { items } = await run(Views.use((views) => views.quoteHistory(id, { limit: 100 })))
  return items.map(({ action }) => action)
}

describe("The page of a quote", () => {
  it("shows operator, quote, trip in the operator's zone, lines, totals by VAT rate, and what is to pay", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    const { answer, text } = await page(served, url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toContain("text/html")
    for (const said of [
      "Ma VTC",
      quote.number,
      "En attente de votre réponse",
      "31 mai 2030",
      "Jeanne Moreau",
      "mardi 4 juin 2030",
      "00:30",
      "CDG Terminal 2E",
      "10 rue de Rivoli",
      "Europe/Paris",
      "CDG – Paris",
      "85,00",
      "TVA 10",
      "8,50",
      "93,50",
      "https://vtc.example/cgv",
      "version 2026-01",
      "obligation de paiement",
    ])
      expect(text.replace(/\s+/g, " ")).toContain(said)
  })

  it("speaks the language that is asked for, else the operator's", async () => {
    const served = serving()
    const { url } = await sent(served)
    const inLanguage = async (language?: string) =>
      /<html lang="(\w+)">/.exec(
        (await page(served, url, language === undefined ? {} : { "accept-language": language })).text,
      )?.[1]
    expect(await inLanguage()).toBe("fr")
    expect(await inLanguage("en-GB,en;q=0.9,fr;q=0.8")).toBe("en")
    expect(await inLanguage("de-DE,fr-CA;q=0.5,en;q=0.4")).toBe("fr")
    expect(await inLanguage("de, en;q=0")).toBe("fr")
    expect((await page(served, url, { "accept-language": "en" })).text).toContain(
      "Order with obligation to pay",
    )
  })

  it("loads only what we serve, runs nothing, and is kept and told nowhere", async () => {
    const served = serving()
    const { url } = await sent(served)
    for (const path of [url, "/portal/quotes/nothing"]) {
      const { headers } = (await page(served, path)).answer
      const policy = headers.get("content-security-policy")
      for (const rule of [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule)
      expect(policy).not.toContain("script-src")
      expect(headers.get("x-content-type-options")).toBe("nosniff")
      expect(headers.get("referrer-policy")).toBe("no-referrer")
      expect(headers.get("cache-control")).toBe("no-store")
    }
    const { text } = await page(served, url)
    const style = /href="([^"]+\.css)"/.exec(text)![1]!
    const css = await served.app.request(new URL(style, `http://localhost${url}`).pathname)
    expect([css.status, css.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"])
    expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/)
  })

  it("shows markup as the text it is, wherever it was planted", async () => {
    const planted = (where: string) => `<img src=x onerror=alert(1)>"'&${where}`
    const served = serving({ name: planted("operator"), terms: { version: planted("terms") } })
    const { url } = await sent(
      served,
      { name: planted("client") },
      {
        description: planted("line"),
        unit: "<img src=x>",
        trip: {
          pickupAt: "2030-06-03T22:30:00Z",
          pickup: { label: planted("from") },
          dropOff: { label: planted("to") },
          stops: planted("stops"),
          vehicleCategory: "VAN",
        },
      },
    )
    const shown = [
      (await page(served, url)).text,
      await (await answered(served, url, { ...yes, agreed: "", name: planted("name") })).text(),
      await (
        await answered(served, url, { ...no, reason: `${planted("reason")}${"x".repeat(1_000)}` })
      ).text(),
    ]
    for (const text of shown) expect(text).not.toContain("<img")
    for (const where of ["operator", "terms", "client", "line", "from", "to", "stops"])
      expect(shown[0]).toContain(`&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;${where}`)
    expect(shown[0]).toContain("1 &lt;img src=x&gt;")
    expect(shown[1]).toContain("&amp;name")
    expect(shown[2]).toContain("&amp;reason")
  })

  it("is noted as seen when a person opens it, once", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    await served.app.request(url, { method: "HEAD" })
    await page(served, url, { "sec-purpose": "prefetch" })
    expect((await quoteOf(served, quote)).viewedAt).toBeUndefined()
    await page(served, url)
    served.clock.now += 60_000
    await page(served, url)
    expect((await quoteOf(served, quote)).viewedAt?.epochMilliseconds).toBe(start)
    expect((await historyOf(served, quote)).filter((action) => action === "QuoteViewed")).toHaveLength(1)
  })
})

describe("Answering on the page", () => {
  it("accepts once, with name and conditions; again it is the same order and nothing is written", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    const answers = await Promise.all([answered(served, url, yes), answered(served, url, yes)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const back = new URL(answers[0]!.headers.get("location")!, `http://localhost${url}`).pathname
    expect(back).toBe(url)
    const accepted = await quoteOf(served, quote)
    expect(accepted.acceptance).toMatchObject({
      by: { _tag: "QuoteLink", id: quote.id },
      channel: "LINK",
      name: "Jeanne Moreau",
      termsVersion: "2026-01",
    })
    const history = await historyOf(served, quote)
    const again = await answered(served, url, { ...yes, name: "Somebody else" })
    expect(again.status).toBe(303)
    expect(await quoteOf(served, quote)).toEqual(accepted)
    expect(await historyOf(served, quote)).toEqual(history)
    const { text } = await page(served, url)
    expect(text).toContain("CMD-2030-00001")
    expect(text).toContain("par Jeanne Moreau")
    expect(text).not.toContain("<form")
  })

  it("asks for what is missing, keeps what was filled in, and changes nothing", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    const fault = async (form: Record<string, string>) => {
      const answer = await answered(served, url, form)
      return [answer.status, await answer.text()] as const
    }
    for (const [form, field] of [
      [{ ...yes, name: "  " }, "name"],
      [{ ...yes, name: "a\0b" }, "name"],
      [{ ...yes, agreed: "" }, "agreed"],
      [{ ...yes, terms: "2025-01" }, "terms"],
      [{ ...no, reason: " " }, "reason"],
    ] as const) {
      const [status, text] = await fault(form)
      expect([form, status]).toEqual([form, 422])
      expect(text).toContain(`id="${field}-fault"`)
    }
    expect((await fault({ ...yes, agreed: "" }))[1]).toContain('value="Jeanne Moreau"')
    expect((await answered(served, url, { ...no, reason: "x".repeat(20_000) })).status).toBe(413)
    expect(await quoteOf(served, quote)).toEqual(quote)
  })

  it("declines with a reason, and not what was declined or accepted before", async () => {
    const served = serving({})
    const { quote, url } = await sent(served)
    expect((await answered(served, url, no)).status).toBe(303)
    expect((await answered(served, url, no)).status).toBe(303)
    expect((await quoteOf(served, quote)).status).toBe("DECLINED")
    expect((await page(served, url)).text).toContain("a été refusé")
    const late = await answered(served, url, { ...yes, terms: "" })
    expect([late.status, (await late.text()).includes("entre-temps")]).toEqual([409, true])
    const other = await sent(served)
    expect((await answered(served, other.url, { ...yes, terms: "" })).status).toBe(303)
    expect((await answered(served, other.url, no)).status).toBe(409)
    expect((await quoteOf(served, other.quote)).status).toBe("ACCEPTED")
  })

  it("of an expired quote is refused; its page says so and stays readable", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    served.clock.now = Date.parse("2030-05-31T21:59:59Z")
    expect((await page(served, url)).text).toContain("<form")
    served.clock.now += 1_000
    const late = await answered(served, url, yes)
    expect(late.status).toBe(409)
    expect((await quoteOf(served, quote)).status).toBe("EXPIRED")
    const { answer, text } = await page(served, url)
    expect(answer.status).toBe(200)
    expect(text).toContain("n’est plus valable")
    expect(text).not.toContain("<form")
  })
})

describe("A link that opens nothing", () => {
  it("is told from one that never was, and no page leaks what it was for", async () => {
    const served = serving()
    const { quote, url } = await sent(served)
    const leaks = (text: string) => [quote.number, "Ma VTC", "Jeanne"].filter((word) => text.includes(word))
    const seen = async (path: string, method: "GET" | "POST" = "GET") => {
      const answer = await (method === "GET" ? served.app.request(path) : answered(served, path, yes))
      return [answer.status, leaks(await answer.text())]
    }
    for (const path of [
      "x",
      url.slice("/portal/quotes/".length, -3),
      `${url.slice(16, -2)}AA`,
      "%00",
      "a".repeat(102),
    ]) {
      expect(await seen(`/portal/quotes/${path}`)).toEqual([404, []])
      expect(await seen(`/portal/quotes/${path}`, "POST")).toEqual([404, []])
      expect(await seen(`/portal/quotes/${path}/quote.pdf`)).toEqual([404, []])
    }
    await served.run(QuoteLinks.use((links) => links.revoke(quote.id)))
    expect(await seen(url)).toEqual([410, []])
    expect(await seen(url, "POST")).toEqual([410, []])
    const { url: later } = await served.run(QuoteLinks.use((links) => links.issue(quote.id)))
    expect((await seen(later))[0]).toBe(200)
    served.clock.now = Date.parse("2030-08-29T22:00:01Z")
    expect(await seen(later)).toEqual([410, []])
    expect(await seen(later, "POST")).toEqual([410, []])
    expect((await quoteOf(served, quote)).status).toBe("SENT")
  })

  it("answers other methods with what is possible", async () => {
    const { app } = serving()
    const answer = await app.request("/portal/quotes/x", { method: "DELETE" })
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST, HEAD"])
  })
})
