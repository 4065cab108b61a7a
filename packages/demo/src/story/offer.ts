/** The first day: who calls, and what the price book says to each trip asked for. */
import {
  Agencies,
  Clients,
  type Instant,
  NewClient,
  OperatorRepository,
  PriceBooks,
  type Quote,
  Quotes,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import { demoBook } from "../book/demoBook.ts"
import { demoOperator } from "../demoOperator.ts"
import { clients, place } from "../parties.ts"
import type { Tell } from "./Chapter.ts"
import { explained, totalled, warned } from "./explained.ts"
import { type Asked, asked, hire, secondCar } from "./trips.ts"

const decodeClients = Schema.decodeUnknownSync(Schema.Array(NewClient))

/** Opens the company: its price book, with what is agreed with an agency and with a hotel. The client is the agency's. */
export const open = Effect.fnUntraced(function* <R>(tell: Tell<R>) {
  yield* (yield* OperatorRepository).save(demoOperator)
  const agency = yield* (yield* Agencies).create({ name: "Agence Lumière" })
  const { create } = yield* Clients
  const known = decodeClients(clients(agency.id))
  const client = yield* create(known[place.lumiere]!) // a place in the list
  const hotel = yield* create(known[place.hotelEtoile]!)
  const book = demoBook({ lumiere: agency.id, hotelEtoile: hotel.id })
  const { version } = yield* (yield* PriceBooks).replace(book)
  yield* tell({
    title: "A client calls",
    lines: [
      `${client.name} <${client.email}>, ${client.stage}, a client of ${agency.name}`,
      `priced by ${book.name}, version ${version}: ${book.zones.length} zones, ${book.routes.length} routes, ${book.tariffs.length} tariffs`,
    ],
  })
  return client
})

/** A quote for each trip type, every price explained; answers the one that will be sold. */
export const offer = Effect.fnUntraced(function* <R>(
  tell: Tell<R>,
  clientId: Quote["clientId"],
  now: Instant,
) {
  const quotes = yield* Quotes
  const drafted = ({ quote, words }: Asked) =>
    Effect.tap(quotes.create(quote), (made) =>
      tell({ title: `${words}: quote ${made.number}, ${made.status}`, lines: priced(made) }),
    )
  yield* Effect.forEach(asked(clientId, now), drafted)
  const { id } = yield* drafted(hire(clientId, now))
  const both = yield* quotes.addLine(id, secondCar(now))
  yield* tell({
    title: `And a second car at noon: quote ${both.number}, ${both.status}`,
    lines: priced(both),
  })
  return both
})

const priced = ({ currency, lines, totals, warnings = [] }: Quote): ReadonlyArray<string> => [
  ...lines.flatMap((line) => explained(line, currency)),
  ...warned(warnings),
  ...totalled(totals, currency),
]
