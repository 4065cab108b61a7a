/**
 * The story of one order, from the first call to the last drop-off: what each command answers, and what is refused.
 *
 * It takes place over four days counted from the clock; each chapter runs at its own time.
 */
import {
  Acceptance,
  CaptureBox,
  Clients,
  CurrentActor,
  Dispatch,
  Drivers,
  type Instant,
  NewLine,
  type MissionId,
  Money,
  NewClient,
  NewDriver,
  NewQuote,
  OperatorRepository,
  type OrderId,
  type Quote,
  type QuoteId,
  Quotes,
  Quantity,
  Relay,
  UnitPrice,
  VatRate,
  Views,
} from "@caleche/core"
import { DateTime, Effect, Schema } from "effect"
import { demoOperator, demoStaff } from "./demoOperator.ts"
import { atTime, localTime } from "./times.ts"

/** One thing that happens: a heading, and what there is to see. */
export interface Chapter {
  readonly title: string
  readonly lines: ReadonlyArray<string>
}

const client = Schema.decodeUnknownSync(NewClient)({
  type: "PRIVATE",
  name: "Jeanne Moreau",
  email: "jeanne@example.org",
  contact: { firstName: "Jeanne", lastName: "Moreau" },
})
const driver = (name: string): NewDriver => Schema.decodeUnknownSync(NewDriver)({ name })

const lines = (first: Instant, second: Instant): ReadonlyArray<NewLine> => {
  const car = (description: string, pickupAt: Instant, minutes: number) => ({
    kind: "TRANSPORT",
    description,
    unit: "trip",
    unitPrice: "180.00",
    vatRate: "0.10",
    trip: {
      pickupAt: DateTime.formatIso(pickupAt),
      durationMinutes: minutes,
      passengers: 4,
      vehicleCategory: "VAN",
    },
  })
  return Schema.decodeUnknownSync(Schema.Array(NewLine))([
    car("First car: town hall – Château de Villiers", first, 90),
    car("Second car: town hall – Château de Villiers", second, 90),
    { kind: "FEE", description: "Flowers on the car", quantity: "2", unitPrice: "22.50", vatRate: "0.20" },
    { kind: "DISCOUNT", description: "Both cars from us", unitPrice: "-20.00", vatRate: "0.10" },
  ])
}

/** Plays the story over an empty storage and tells each chapter when it has happened. */
export const play = Effect.fnUntraced(
  function* <R>(tell: (chapter: Chapter) => Effect.Effect<void, never, R>) {
    const now = yield* DateTime.now
    const [first, second] = [localTime(now, 3, "14:00"), localTime(now, 3, "14:30")]
    yield* (yield* OperatorRepository).save(demoOperator)

    const quote = yield* atTime(now)(offer(tell, first, second))
    yield* atTime(DateTime.add(now, { minutes: 10 }))(post(tell, quote.id))
    const accepted = atTime(DateTime.add(now, { hours: 20 }))
    const orderId = yield* accepted(accept(tell, quote.id))
    const missions = yield* accepted(assign(tell, orderId))
    yield* perform(tell, orderId, missions, [first, second])
    yield* look(tell, orderId)
  },
  Effect.provideService(CurrentActor, demoStaff("MANAGER")),
)

type Tell<R> = (chapter: Chapter) => Effect.Effect<void, never, R>

const offer = Effect.fnUntraced(function* <R>(tell: Tell<R>, first: Instant, second: Instant) {
  const jeanne = yield* (yield* Clients).create(client)
  yield* tell({ title: "A client calls", lines: [`${jeanne.name} <${jeanne.email}>, ${jeanne.stage}`] })

  const quote = yield* (yield* Quotes).create(
    NewQuote.make({
      clientId: jeanne.id,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: lines(first, second),
    }),
  )
  yield* tell({ title: `Quote ${quote.number}, ${quote.status}`, lines: priced(quote) })
  return quote
})

const priced = ({ lines, totals, currency }: Quote): ReadonlyArray<string> => {
  const row = (label: string, amount: Money.Money) =>
    `${label.padEnd(56)}${Money.format(amount, currency).padStart(10)}`
  return [
    ...lines.map((line) =>
      row(
        `${line.description}, ${Quantity.format(line.quantity)} × ${UnitPrice.format(line.unitPrice, currency)}`,
        line.net,
      ),
    ),
    row("Net", totals.net),
    ...totals.vat.map((group) =>
      row(`VAT ${VatRate.format(group.rate)} on ${Money.format(group.base, currency)}`, group.tax),
    ),
    row(`To pay, ${currency}`, totals.payable),
  ]
}

const post = Effect.fnUntraced(function* <R>(tell: Tell<R>, id: QuoteId) {
  const sent = yield* (yield* Quotes).send(id, {})
  yield* tell({ title: `Quote ${sent.number}, ${sent.status}`, lines: [`valid until ${sent.validUntil}`] })
  yield* delivered(tell)
})

/** The mails that left since the last time. */
const delivered = Effect.fnUntraced(function* <R>(tell: Tell<R>) {
  const box = yield* CaptureBox
  const before = (yield* box.mails(demoOperator.id)).length
  yield* (yield* Relay).once
  for (const mail of (yield* box.mails(demoOperator.id)).slice(before)) {
    yield* tell({ title: `Mail to ${mail.to}: ${mail.subject}`, lines: mail.text.split("\n") })
  }
})

const accept = Effect.fnUntraced(function* <R>(tell: Tell<R>, id: QuoteId) {
  const acceptance = yield* Acceptance
  const answers = yield* Effect.all([acceptance.accept(id, {}), acceptance.accept(id, {})], {
    concurrency: 2,
  })
  yield* tell({
    title: "Accepted twice at once: one order",
    lines: answers.map(
      ({ quote, order }) => `quote ${quote.number} ${quote.status}, order ${order.number} ${order.status}`,
    ),
  })
  yield* delivered(tell)
  return answers[0].order.id
})

const assign = Effect.fnUntraced(function* <R>(tell: Tell<R>, orderId: OrderId) {
  const { create } = yield* Drivers
  const [paul, samira] = [yield* create(driver("Paul Durand")), yield* create(driver("Samira Haddad"))]
  const { missions } = yield* (yield* Views).orderPage(orderId)
  const [one, two] = missions.map(({ id }) => id) as [MissionId, MissionId] // one for each car
  const dispatch = yield* Dispatch
  yield* dispatch.assign(one, paul.id)
  const refused = yield* Effect.flip(dispatch.assign(two, paul.id))
  yield* tell({
    title: `A driver cannot be in two places: ${refused._tag}`,
    lines: refused._tag === "DriverBusy" ? [`${paul.name} drives ${timesOf(refused)}`] : [],
  })
  yield* dispatch.assign(two, samira.id)
  const { order } = yield* (yield* Views).orderPage(orderId)
  yield* tell({
    title: `Order ${order.number}, ${order.status}`,
    lines: [`first car: ${paul.name}`, `second car: ${samira.name}`],
  })
  return [one, two] as const
})

const clockTime = (instant: Instant): string =>
  DateTime.formatIsoOffset(DateTime.setZoneNamedUnsafe(instant, demoOperator.timeZone)).slice(11, 16)
const timesOf = (window: { readonly pickupAt: Instant; readonly estimatedEndAt: Instant }): string =>
  `from ${clockTime(window.pickupAt)} to ${clockTime(window.estimatedEndAt)}`

const perform = Effect.fnUntraced(function* <R>(
  tell: Tell<R>,
  orderId: OrderId,
  missions: ReadonlyArray<MissionId>,
  pickups: ReadonlyArray<Instant>,
) {
  const dispatch = yield* Dispatch
  const commands = [
    ["start", -20],
    ["arrive", -5],
    ["board", 5],
    ["dropOff", 85],
    ["complete", 90],
  ] as const
  for (const [place, id] of missions.entries()) {
    const log: Array<string> = []
    for (const [command, minutes] of commands) {
      const at = DateTime.add(pickups[place]!, { minutes }) // a pickup for each mission
      const mission = yield* atTime(at)(dispatch[command](id))
      log.push(
        `${clockTime(at)}  ${command.padEnd(10)}${mission.status}${mission.step === undefined ? "" : `, ${mission.step}`}`,
      )
    }
    const { order } = yield* (yield* Views).orderPage(orderId)
    yield* tell({
      title: `${place === 0 ? "First" : "Second"} car done: order ${order.number} ${order.status}`,
      lines: log,
    })
  }
})

const look = Effect.fnUntraced(function* <R>(tell: Tell<R>, orderId: OrderId) {
  const { items } = yield* (yield* Views).orderHistory(orderId, { limit: 200 })
  yield* tell({
    title: "What happened, as the history has it",
    lines: items.map(
      ({ action, from, to }) =>
        action.padEnd(20) + (to === undefined ? "" : `${from === undefined ? "" : `${from} → `}${to}`),
    ),
  })
})
