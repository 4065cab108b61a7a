/**
 * The story of one client: a quote for each trip type, every price explained; one of them sold, driven and corrected by what
 * it took. Every number in it is computed by the library.
 *
 * It takes place over nine days counted from the clock; each chapter runs at its own time.
 */
import { CurrentActor } from "@caleche/core"
import { DateTime, Effect } from "effect"
import { demoStaff } from "./demoOperator.ts"
import type { Tell } from "./story/Chapter.ts"
import { look, perform } from "./story/journey.ts"
import { offer, open } from "./story/offer.ts"
import { accept, assign, post } from "./story/sale.ts"
import { atTime } from "./times.ts"

/** Plays the story over an empty storage and tells each chapter when it has happened. */
export const play = Effect.fnUntraced(
  function* <R>(tell: Tell<R>) {
    const now = yield* DateTime.now
    const opened = atTime(now)
    const client = yield* opened(open(tell))
    const quote = yield* opened(offer(tell, client.id, now))
    yield* atTime(DateTime.add(now, { minutes: 10 }))(post(tell, quote.id))
    const accepted = atTime(DateTime.add(now, { hours: 20 }))
    const orderId = yield* accepted(accept(tell, quote.id))
    const missions = yield* accepted(assign(tell, orderId))
    yield* perform(tell, orderId, missions)
    yield* look(tell, orderId)
  },
  Effect.provideService(CurrentActor, demoStaff("MANAGER")),
)
