/**
 * Links by which a client reads and answers one quote without an account: handed out by the staff, closed by the staff, and
 * opened by whoever holds them.
 */
import { Context, DateTime, Effect, Layer, Option, Schema } from "effect"
import type { CurrentActor, QuoteLink } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { type OperatorNotFound, OperatorRepository } from "../operators/OperatorRepository.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { QuoteId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import type { Quote } from "./Quote.ts"
import * as Commands from "./QuoteCommands.ts"
import { type QuoteNotFound, QuoteNotSent } from "./QuoteErrors.ts"
import { QuoteRepository } from "./QuoteRepository.ts"
import { makeQuoteChange } from "./quoteChange.ts"
import { type IssuedLink, makeLinkSigner } from "./signLinks.ts"

/** The token opens nothing that ever was: it is nobody's, or its quote is gone. */
export class LinkUnknown extends Schema.TaggedError<LinkUnknown>()("LinkUnknown", {}) {}

/** The token was ours and opens nothing any more. */
export class LinkClosed extends Schema.TaggedError<LinkClosed>()("LinkClosed", {
  because: Schema.Literals(["EXPIRED", "REVOKED"]),
}) {}

/** The host has set no key that could sign links. */
export class LinksUnavailable extends Schema.TaggedError<LinksUnavailable>()("LinksUnavailable", {}) {}

export class QuoteLinks extends Context.Service<
  QuoteLinks,
  {
    /** A link to a quote that was sent; several may be open at once. The history says who handed one out, and never the link. */
    readonly issue: (
      id: QuoteId,
    ) => Effect.Effect<
      IssuedLink,
      QuoteNotFound | QuoteNotSent | LinksUnavailable | OperatorNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Closes all links to the quote that were handed out; those made afterwards open it. */
    readonly revoke: (
      id: QuoteId,
      ifVersion?: Version,
    ) => Effect.Effect<
      Quote,
      QuoteNotFound | QuoteNotSent | StaleVersion | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Who the bearer of the token is, now. */
    readonly open: (token: string) => Effect.Effect<QuoteLink, LinkUnknown | LinkClosed | StorageFailed>
    /** Records that the quote was looked at by its link, the first time. */
    readonly view: (
      id: QuoteId,
    ) => Effect.Effect<void, QuoteNotFound | StaleVersion | Forbidden | StorageFailed, CurrentActor>
  }
>()("@caleche/core/quotes/QuoteLinks") {
  static readonly layer = Layer.effect(
    QuoteLinks,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const quotes = yield* QuoteRepository
      const operators = yield* OperatorRepository
      const record = yield* makeRecord
      const { change } = yield* makeQuoteChange
      const { grantOf, isReady, linkTo } = yield* makeLinkSigner

      const issue = Effect.fn("QuoteLinks.issue")(function* (id: QuoteId) {
        const actor = yield* permit("quote.send")
        const { operatorId } = actor
        const quote = yield* quotes.get(operatorId, id)
        if (!isReady) return yield* new LinksUnavailable()
        if (quote.sentAt === undefined) return yield* new QuoteNotSent({ id })
        const link = yield* linkTo(yield* operators.get(operatorId), quote)
        if (link === undefined) return yield* new LinksUnavailable()
        const at = yield* DateTime.now
        const issued = fact("QUOTE", id, "QuoteLinkIssued", {
          data: { expiresAt: DateTime.formatIso(link.expiresAt) },
        })
        yield* atomically(operatorId, record(actor, at, [issued]))
        return link
      })

      const open = Effect.fn("QuoteLinks.open")(function* (token: string) {
        const grant = Option.getOrUndefined(yield* grantOf(token))
        if (grant === undefined) return yield* new LinkUnknown()
        const { expiresAt, operatorId, quoteId, revoked } = grant
        if (DateTime.isLessThanOrEqualTo(expiresAt, yield* DateTime.now))
          return yield* new LinkClosed({ because: "EXPIRED" })
        const quote = yield* Effect.catchTag(quotes.get(operatorId, quoteId), "QuoteNotFound", () =>
          Effect.fail(new LinkUnknown()),
        )
        if ((quote.linksRevoked ?? 0) !== revoked) return yield* new LinkClosed({ because: "REVOKED" })
        return { _tag: "QuoteLink", operatorId, id: quoteId } satisfies QuoteLink
      })

      const view = Effect.fn("QuoteLinks.view")(function* (id: QuoteId) {
        const actor = yield* permit("quote.read", { quoteId: id })
        const { operatorId } = actor
        const seen = yield* quotes.get(operatorId, id)
        if (actor._tag !== "QuoteLink" || seen.viewedAt !== undefined) return
        yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const quote = yield* quotes.lock(operatorId, id)
            if (quote.viewedAt !== undefined) return
            const { facts, state } = Commands.view(quote, at)
            yield* quotes.save(operatorId, state)
            yield* record(actor, at, facts)
          }),
        )
      })

      return QuoteLinks.of({
        issue,
        revoke: Effect.fn("QuoteLinks.revoke")((id, ifVersion) =>
          change("quote.send", id, ifVersion, (quote, at) =>
            Effect.fromResult(Commands.revokeLinks(quote, at)),
          ),
        ),
        open,
        view,
      })
    }),
  )
}
