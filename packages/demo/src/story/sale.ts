/** The quote goes out and is accepted, twice at once; drivers are found for its missions. */
import {
  Acceptance,
  CaptureBox,
  Dispatch,
  Drivers,
  type MissionId,
  NewDriver,
  type OrderId,
  type QuoteId,
  Quotes,
  Relay,
  Views,
} from "@caleche/core"
import { Effect } from "effect"
import { demoOperator } from "../demoOperator.ts"
import { drivers } from "../parties.ts"
import type { Tell } from "./Chapter.ts"
import { clockTime } from "./clockTime.ts"

export const post = Effect.fnUntraced(function* <R>(tell: Tell<R>, id: QuoteId) {
  const sent = yield* (yield* Quotes).send(id, {})
  yield* tell({ title: `Quote ${sent.number}, ${sent.status}`, lines: [`valid until ${sent.validUntil}`] })
  yield* delivered(tell)
})

/** The mails that left since the last time. */
const delivered = Effect.fnUntraced(function* <R>(tell: Tell<R>) {
  const box = yield* CaptureBox
  const before = (yield* box.mails(demoOperator.id)).length
  yield* (yield* Relay).once
  for (const mail of (yield* box.mails(demoOperator.id)).slice(before))
    yield* tell({ title: `Mail to ${mail.to}: ${mail.subject}`, lines: mail.text.split("\n") })
})

/** Both acceptances answer the same order. */
export const accept = Effect.fnUntraced(function* <R>(tell: Tell<R>, id: QuoteId) {
  const acceptance = yield* Acceptance
  const answers = yield* Effect.all([acceptance.accept(id, {}), acceptance.accept(id, {})], {
    concurrency: 2,
  })
  yield* tell({
    title: `Accepted twice at once: ${new Set(answers.map(({ order }) => order.id)).size} order`,
    lines: answers.map(
      ({ order, quote }) => `quote ${quote.number} ${quote.status}, order ${order.number} ${order.status}`,
    ),
  })
  yield* delivered(tell)
  return answers[0].order.id
})

/** A driver for each mission; the first cannot have both. */
export const assign = Effect.fnUntraced(function* <R>(tell: Tell<R>, orderId: OrderId) {
  const { create } = yield* Drivers
  const [paul, samira] = [
    yield* create(NewDriver.make({ name: drivers[0].name })),
    yield* create(NewDriver.make({ name: drivers[1].name })),
  ]
  const { missions } = yield* (yield* Views).orderPage(orderId)
  const [hire, transfer] = missions.map(({ id }) => id) as [MissionId, MissionId] // by pickup, one for each car
  const dispatch = yield* Dispatch
  yield* dispatch.assign(hire, paul.id)
  const refused = yield* Effect.flip(dispatch.assign(transfer, paul.id))
  yield* tell({
    title: `A driver cannot be in two places: ${refused._tag}`,
    lines:
      refused._tag === "DriverBusy"
        ? [`${paul.name} drives from ${clockTime(refused.pickupAt)} to ${clockTime(refused.estimatedEndAt)}`]
        : [],
  })
  yield* dispatch.assign(transfer, samira.id)
  const { order } = yield* (yield* Views).orderPage(orderId)
  yield* tell({
    title: `Order ${order.number}, ${order.status}`,
    lines: [`hire: ${paul.name}`, `transfer: ${samira.name}`],
  })
  return { hire, transfer }
})
