/** Links to quotes: they open what they name until they are closed, whoever made them. */
import {
  Acceptance,
  type Actor,
  IdGenerator,
  LinkClosed,
  LinkUnknown,
  type Operator,
  OperatorRepository,
  QuoteLinks,
  QuoteLinkTerms,
  QuoteNotSent,
  QuotePages,
  Quotes,
  Clients,
  type StoragePorts,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Layer, Redacted } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { as, turnableClock } from "../World.ts"
import { asManager, sentQuote, type Services } from "./thread.ts"

type Terms = (typeof QuoteLinkTerms)["Service"]

const terms = (current: string, previous?: string): Terms => ({
  keys: {
    current: Redacted.make(current.padEnd(32, "-")),
    ...(previous === undefined ? {} : { previous: Redacted.make(previous.padEnd(32, "-")) }),
  },
  daysBeyond: 90,
  page: (token) => `https://vtc.example/portal/quotes/${token}`,
})

/** As a manager whose host signs links with the key `one`. */
const signing = <A, E>(
  body: (operator: Operator, actor: Actor) => Effect.Effect<A, E, Services>,
  given = terms("one"),
): Effect.Effect<A, E, StoragePorts> => Effect.provideService(asManager(body), QuoteLinkTerms, given)

/** The links of a host with other keys, over the same storage. */
const elsewhere = <A, E>(given: Terms, body: Effect.Effect<A, E, QuoteLinks>) =>
  Effect.provide(body, Layer.fresh(Layer.provide(QuoteLinks.layer, IdGenerator.layer))).pipe(
    Effect.provideService(QuoteLinkTerms, given),
  )

export const quoteLinks: Suite<StoragePorts> = [
  {
    name: "a link opens the quote it was made for, to read it, to accept it, and to see its order",
    run: signing((operator) =>
      Effect.gen(function* () {
        const conditions = { version: "2026-01", url: "https://vtc.example/conditions" }
        yield* (yield* OperatorRepository).save({ ...operator, terms: conditions })
        const sent = yield* sentQuote()
        const links = yield* QuoteLinks
        const { expiresAt, token, url } = yield* links.issue(sent.id)
        expectEqual(url, `https://vtc.example/portal/quotes/${token}`, "the page behind it")
        expectTrue(
          DateTime.formatIso(expiresAt) > sent.validUntil!,
          "it outlives the quote, so that the client can look up what was agreed",
        )
        const bearer = yield* links.open(token)
        expectEqual(bearer, { _tag: "QuoteLink", operatorId: operator.id, id: sent.id }, "its bearer")
        const pages = yield* QuotePages
        const page = yield* as(bearer)(pages.get(sent.id))
        expectEqual(
          [page.document.number, page.isOpen, page.order, page.terms],
          [sent.number, true, undefined, conditions],
          "the page",
        )
        const accepting = { name: "Jeanne Moreau", termsVersion: "2026-01" }
        const { order } = yield* as(bearer)((yield* Acceptance).accept(sent.id, accepting))
        const after = yield* as(bearer)(pages.get(sent.id))
        expectEqual(
          [after.isOpen, after.order?.number, after.accepted?.name],
          [false, order.number, "Jeanne Moreau"],
          "afterwards",
        )
        const { acceptance } = yield* (yield* Quotes).get(sent.id)
        expectEqual(
          { ...acceptance, at: undefined },
          { ...accepting, at: undefined, by: bearer, channel: "LINK" },
          "the proof",
        )
      }),
    ),
  },
  {
    name: "the first look by a link is recorded, once; nobody else's is",
    run: signing(() =>
      Effect.gen(function* () {
        const sent = yield* sentQuote()
        const links = yield* QuoteLinks
        const bearer = yield* links.open((yield* links.issue(sent.id)).token)
        const quotes = yield* Quotes
        yield* links.view(sent.id)
        expectEqual((yield* quotes.get(sent.id)).viewedAt, undefined, "the staff's own look")
        yield* Effect.all(
          Array.from({ length: 4 }, () => as(bearer)(links.view(sent.id))),
          { concurrency: 4 },
        )
        const seen = yield* quotes.get(sent.id)
        expectTrue(seen.viewedAt !== undefined, "the client's")
        expectEqual(seen.version, sent.version + 1, "once")
        yield* as(bearer)(links.view(sent.id))
        expectEqual(yield* quotes.get(sent.id), seen, "and never again")
        const { items } = yield* (yield* Views).quoteHistory(sent.id, { limit: 50 })
        expectEqual(
          items.filter(({ action }) => action === "QuoteViewed").map(({ actor }) => actor),
          [bearer],
          "in the history",
        )
      }),
    ),
  },
  {
    name: "revoked links open nothing any more, links made afterwards do; a draft has none",
    run: signing(() =>
      Effect.gen(function* () {
        const client = yield* (yield* Clients).create(inputs.privateClient())
        const draft = yield* (yield* Quotes).create(inputs.quote(client.id))
        const links = yield* QuoteLinks
        expectTrue((yield* Effect.flip(links.issue(draft.id))) instanceof QuoteNotSent, "a draft")
        expectTrue((yield* Effect.flip(links.revoke(draft.id))) instanceof QuoteNotSent, "nothing to revoke")
        const sent = yield* sentQuote()
        const [one, two] = [yield* links.issue(sent.id), yield* links.issue(sent.id)]
        yield* links.revoke(sent.id)
        for (const { token } of [one, two])
          expectEqual(
            yield* Effect.flip(links.open(token)),
            new LinkClosed({ because: "REVOKED" }),
            "revoked",
          )
        const { token } = yield* links.issue(sent.id)
        expectEqual((yield* links.open(token)).id, sent.id, "a new one")
        const { items } = yield* (yield* Views).quoteHistory(sent.id, { limit: 50 })
        expectEqual(
          items.map(({ action }) => action).slice(-4),
          ["QuoteLinkIssued", "QuoteLinkIssued", "QuoteLinksRevoked", "QuoteLinkIssued"],
          "who handed them out",
        )
        expectTrue(!JSON.stringify(items).includes(token), "and never what opens the quote")
      }),
    ),
  },
  {
    name: "a link expires ninety days after the quote's last day",
    run: signing(() =>
      Effect.gen(function* () {
        const sent = yield* sentQuote()
        const links = yield* QuoteLinks
        const { expiresAt, token } = yield* links.issue(sent.id)
        const at = (offset: number) => turnableClock(DateTime.toEpochMillis(expiresAt) + offset)
        expectEqual((yield* at(-1).provide(links.open(token))).id, sent.id, "the moment before")
        expectEqual(
          yield* Effect.flip(at(0).provide(links.open(token))),
          new LinkClosed({ because: "EXPIRED" }),
          "then",
        )
      }),
    ),
  },
  {
    name: "a key that was replaced still opens its links; one that is gone, or never was ours, opens nothing",
    run: signing(() =>
      Effect.gen(function* () {
        const sent = yield* sentQuote()
        const { token } = yield* (yield* QuoteLinks).issue(sent.id)
        const opened = QuoteLinks.use((links) => links.open(token))
        expectEqual((yield* elsewhere(terms("two", "one"), opened)).id, sent.id, "after a rotation")
        expectTrue(
          (yield* elsewhere(terms("three", "two"), Effect.flip(opened))) instanceof LinkUnknown,
          "after two",
        )
        const { open } = yield* QuoteLinks
        for (const given of ["", "x", token.slice(1), `${token}A`, `${token.slice(0, -8)}AAAAAAAA`])
          expectTrue((yield* Effect.flip(open(given))) instanceof LinkUnknown, given)
      }),
    ),
  },
]
