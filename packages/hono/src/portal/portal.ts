/**
 * The pages behind the link to a quote: its client reads it there, and accepts or declines it, without an account and
 * without scripts. Whoever has the link may answer, so nothing of it is kept by browsers or told to other pages.
 */
import {
  Acceptance,
  Accepting,
  CurrentActor,
  Documents,
  type QuoteLink,
  QuoteDocuments,
  QuoteLinks,
  type QuotePage,
  QuotePages,
  Quotes,
  Reason,
  type UseCases,
} from "@caleche/core"
import { faultsOf, RateLimits, requestIdOf } from "@caleche/http"
import { Effect, Exit, Option, Schema } from "effect"
import type { Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { CallerAddress } from "../bindRoutes.ts"
import type { Run } from "../operations.ts"
import type { Answering } from "./forms.ts"
import { quotePage } from "./page.ts"
import { type Html, noticePage } from "./shell.ts"
import { style } from "./style.ts"
import { type Language, languageOf, type Words } from "./words.ts"

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
} as const

/** Bytes of a form: a name and a reason. */
const longest = 16_384
const answerWithin = "30 seconds"

/** A page, a redirection or a file, and how it is answered. */
interface Shown {
  readonly status: 200 | 303 | 404 | 409 | 410 | 413 | 422 | 429 | 503
  readonly body?: Html | Uint8Array<ArrayBuffer>
  readonly more?: Readonly<Record<string, string>>
}

export const bindPortal = (app: Hono, run: Run<UseCases.UseCases>, addressOf: CallerAddress): void => {
  app.get("/portal/portal.css", (c) =>
    c.body(style, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=3600",
    }),
  )

  const answer = async (
    c: Context,
    perform: Effect.Effect<Shown, { readonly _tag: string }, UseCases.UseCases>,
  ): Promise<Response> => {
    const exit = await run(
      limited(perform, addressOf(c)).pipe(
        Effect.timeoutOrElse({ duration: answerWithin, orElse: () => Effect.succeed(away(c)) }),
        Effect.catch((error) => Effect.succeed(refused(c, error))),
        Effect.withSpan(`${c.req.method} /portal/quotes/:token`, { kind: "server" }),
        Effect.catchCause((cause) =>
          Effect.as(
            Effect.logError("page failed", {
              requestId: requestIdOf(c.req.raw.headers),
              faults: faultsOf(cause),
            }),
            away(c),
          ),
        ),
      ),
    )
    const { body, more, status } = Exit.isSuccess(exit) ? exit.value : away(c)
    const given = { ...headers, "content-language": languageFor(c), ...more }
    if (body === undefined) return c.body(null, status, given)
    return body instanceof Uint8Array ? c.body(body, status, given) : c.html(body, status, given)
  }

  app.get("/portal/quotes/:token", (c) =>
    answer(
      c,
      asBearer(c, (bearer) =>
        Effect.gen(function* () {
          if (isLookedAt(c)) yield* Effect.ignore(QuoteLinks.use((links) => links.view(bearer.id)))
          return yield* shown(c, bearer, 200)
        }),
      ),
    ),
  )

  app.post(
    "/portal/quotes/:token",
    bodyLimit({ maxSize: longest, onError: (c) => answer(c, Effect.succeed(notice(c, 413, "tooLong"))) }),
    async (c) => {
      const form = new URLSearchParams(await c.req.text())
      const isNo = form.get("answer") === "decline"
      return answer(
        c,
        isNo
          ? asBearer(c, (bearer) => decline(c, bearer, form))
          : asBearer(c, (bearer) => accept(c, bearer, form)),
      )
    },
  )

  app.get("/portal/quotes/:token/quote.pdf", (c) =>
    answer(
      c,
      asBearer(c, (bearer) =>
        Effect.map(
          QuoteDocuments.use((documents) => documents.pdf(bearer.id)),
          ({ bytes, fileName }): Shown => ({
            status: 200,
            body: new Uint8Array(bytes),
            more: {
              "content-type": "application/pdf",
              "content-disposition": `inline; filename="${fileName.replace(/[^\w.-]+/g, "-")}"`,
            },
          }),
        ),
      ),
    ),
  )
}

/** Counts the request, and whether it was turned away: tokens are not to be guessed at. */
const limited = <A, E extends { readonly _tag: string }, R>(
  perform: Effect.Effect<A, E, R>,
  address: string | undefined,
) =>
  Effect.flatMap(RateLimits, (limits) =>
    limits === undefined
      ? perform
      : Effect.andThen(
          limits.arrived(address),
          Effect.tapError(perform, ({ _tag }) =>
            _tag === "LinkUnknown" ? limits.refused(address) : Effect.void,
          ),
        ),
  )

/** What the bearer of the token in the path may do. */
const asBearer = <A, E, R>(c: Context, perform: (bearer: QuoteLink) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(
    QuoteLinks.use((links) => links.open(c.req.param("token") ?? "")),
    (bearer) => Effect.provideService(perform(bearer), CurrentActor, bearer),
  )

/** A person opens the page; a browser that fetches ahead, or asks for its headers only, is none. */
function isLookedAt(c: Context): boolean {
  const ahead = c.req.header("sec-purpose") ?? c.req.header("purpose") ?? ""
  return c.req.raw.method !== "HEAD" && !ahead.includes("prefetch")
}

const shown = (
  c: Context,
  bearer: QuoteLink,
  status: Shown["status"],
  answering: Answering & { overtaken?: boolean } = {},
) =>
  Effect.gen(function* () {
    const page = yield* QuotePages.use((pages) => pages.get(bearer.id))
    const hasPdf = Option.isSome(yield* Effect.serviceOption(Documents))
    const language = languageFor(c, page)
    const pdf = hasPdf ? { pdf: `${c.req.param("token") ?? ""}/quote.pdf` } : {}
    const made: Shown = {
      status,
      body: quotePage(page, { language, ...pdf, ...answering }),
      more: { "content-language": language },
    }
    return made
  })

/** Back to the page, so that reloading it sends nothing again. */
const seeOther = (c: Context): Shown => ({ status: 303, more: { location: c.req.param("token") ?? "" } })

const readAccepting = Schema.decodeUnknownOption(Accepting)
const readReason = Schema.decodeUnknownOption(Reason)

/** Accepting again leads back to the same order, and writes nothing. */
const accept = (c: Context, bearer: QuoteLink, form: URLSearchParams) =>
  Effect.gen(function* () {
    const { isOpen, terms } = yield* QuotePages.use((pages) => pages.get(bearer.id))
    const name = form.get("name") ?? ""
    const read = readAccepting({ name, ...(terms === undefined ? {} : { termsVersion: terms.version }) })
    const faults: ReadonlyArray<keyof Words["faults"]> = [
      ...(Option.isNone(read) ? (["name"] as const) : []),
      ...(form.get("agreed") === "yes" ? [] : (["agreed"] as const)),
      ...((form.get("terms") ?? "") === (terms?.version ?? "") ? [] : (["terms"] as const)),
    ]
    if (Option.isNone(read) || faults.length > 0)
      return yield* isOpen ? shown(c, bearer, 422, { faults, given: { name } }) : overtaken(c, bearer)
    yield* Acceptance.use((acceptance) => acceptance.accept(bearer.id, read.value))
    return seeOther(c)
  }).pipe(Effect.catchTag(["QuoteExpired", "IllegalTransition"], () => overtaken(c, bearer)))

const decline = (c: Context, bearer: QuoteLink, form: URLSearchParams) =>
  Effect.gen(function* () {
    const { document, isOpen, isReplaced } = yield* QuotePages.use((pages) => pages.get(bearer.id))
    if (document.status === "DECLINED" && !isReplaced) return seeOther(c)
    const reason = form.get("reason") ?? ""
    const read = readReason({ reason: reason.replace(/\s+/g, " ") })
    if (Option.isNone(read))
      return yield* isOpen
        ? shown(c, bearer, 422, { faults: ["reason"], given: { reason } })
        : overtaken(c, bearer)
    yield* Quotes.use((quotes) => quotes.decline(bearer.id, read.value))
    return seeOther(c)
  }).pipe(Effect.catchTag("IllegalTransition", () => overtaken(c, bearer)))

/** The quote was answered otherwise, or its time has run out: the page as it is now. */
const overtaken = (c: Context, bearer: QuoteLink) => shown(c, bearer, 409, { overtaken: true })

const notice = (c: Context, status: Shown["status"], about: keyof Words["notices"]): Shown => ({
  status,
  body: noticePage(languageFor(c), about),
})

const away = (c: Context): Shown => ({ ...notice(c, 503, "away"), more: { "retry-after": "5" } })

/** The bearer of a token that was ours is told what became of it; of any other nothing is said. */
function refused(c: Context, error: Refusal): Shown {
  if (error._tag === "LinkClosed") return notice(c, 410, error.because ?? "EXPIRED")
  if (error._tag === "RateLimited")
    return { ...notice(c, 429, "busy"), more: { "retry-after": String(error.retryAfterSeconds ?? 1) } }
  return nothingThere.has(error._tag) ? notice(c, 404, "unknown") : away(c)
}

interface Refusal {
  readonly _tag: string
  readonly because?: "EXPIRED" | "REVOKED"
  readonly retryAfterSeconds?: number
}

const nothingThere: ReadonlySet<string> = new Set(["LinkUnknown", "QuoteNotFound", "DocumentsUnavailable"])

const frenchSpeaking: ReadonlySet<string> = new Set(["FR", "BE", "CH", "LU", "MC"])

function languageFor(c: Context, page?: QuotePage): Language {
  const country = page?.document.operator.country
  return languageOf(
    c.req.header("accept-language"),
    country !== undefined && frenchSpeaking.has(country) ? "fr" : "en",
  )
}
