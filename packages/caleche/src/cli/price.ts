/** `caleche price`: what a trip costs and why, by the operator's price book or by one in a file. */
import {
  AgencyId,
  AskedTrip,
  ClientId,
  ClientType,
  CompiledBooks,
  compileBook,
  Fallback,
  Instant,
  makeOperator,
  OperatorId,
  type Operator,
  placedTrip,
  PriceBook,
  Pricing,
  PricingMode,
  TimeZone,
  totalsOf,
  tripKinds,
  validateBook,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { distances } from "./distances.ts"
import { CommandFailed } from "./failure.ts"
import { readJson } from "./input.ts"
import { operatorFlag, operatorNamed } from "./operator.ts"
import { say } from "./output.ts"
import { pricedJson, pricedText } from "./pricedText.ts"
import { lasting } from "./settings.ts"
import { commandWorld } from "./world.ts"

/** What is priced: a trip, how, and for whom. */
const Question = Schema.Struct({
  tripType: Schema.Literals(Object.values(tripKinds).map(({ tripType }) => tripType)),
  /** FIXED_GRID when left out. */
  pricingMode: Schema.optionalKey(PricingMode),
  fallback: Schema.optionalKey(Fallback),
  trip: AskedTrip,
  /** Who asks and who pays; anybody when left out. */
  party: Schema.optionalKey(
    Schema.Struct({
      clientId: Schema.optionalKey(ClientId),
      clientType: Schema.optionalKey(ClientType),
      agencyInvoiced: Schema.optionalKey(AgencyId),
      agencyBooked: Schema.optionalKey(AgencyId),
    }),
  ),
  /** When the price is asked for; now when left out. */
  at: Schema.optionalKey(Instant),
})
type Question = typeof Question.Type

export const price = Command.make(
  "price",
  {
    file: Argument.String("trip").pipe(
      Argument.withDescription("A JSON file with tripType and trip; - is standard input"),
      Argument.withDefault("-"),
    ),
    book: Flag.String("book").pipe(
      Flag.withDescription("A price book in a JSON file; the operator's own when left out"),
      Flag.withMetavar("FILE"),
      Flag.optional,
    ),
    timeZone: Flag.String("time-zone").pipe(
      Flag.withDescription("With --book: whose days and nights count, an IANA name"),
      Flag.withDefault("Europe/Paris"),
    ),
    operator: operatorFlag,
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false)),
  },
  Effect.fnUntraced(function* ({ book, file, json, operator, timeZone }) {
    if (book._tag === "Some" && book.value === "-" && file === "-")
      return yield* new CommandFailed({ message: "trip and book cannot both come from standard input" })
    const question = yield* readJson(Question, file)
    if (question.pricingMode === "MANUAL")
      return yield* new CommandFailed({ message: "pricingMode MANUAL has no price to compute" })
    yield* Option.match(book, {
      onSome: (path) => byFile(question, path, timeZone, json),
      onNone: () => byOperator(question, operator, json),
    })
  }),
).pipe(
  Command.withDescription(
    'Price a trip and explain each line: {"tripType": "TRANSFER", "trip": {"pickupAt": "2026-12-01T09:00:00+01:00", "pickup": …}}. Beside these: pricingMode (FIXED_GRID), fallback, party (clientId, clientType, agencyInvoiced, agencyBooked), at.',
  ),
  Command.withShortDescription("Price a trip, explained line by line"),
  Command.withExamples([
    { command: "caleche price trip.json --book book.json", description: "Without any database" },
    { command: "cat trip.json | caleche price --json", description: "By the operator's own book" },
  ]),
)

/** Needs no storage: the book is all there is. */
const byFile = Effect.fnUntraced(function* (question: Question, path: string, zone: string, json: boolean) {
  const book = yield* readJson(PriceBook, path)
  const { problems } = validateBook(book)
  if (problems.length > 0)
    return yield* new CommandFailed({
      message: `${path} contradicts itself, see: caleche book check ${path}`,
    })
  const timeZone = yield* Effect.mapError(
    Schema.decodeUnknownEffect(TimeZone)(zone),
    () => new CommandFailed({ message: `--time-zone: ${zone} is no time zone` }),
  )
  const operator = makeOperator({ id: nobody, name: book.name, timeZone, currency: book.currency })
  const compiled = compileBook(book, timeZone)
  const books = Layer.succeed(
    CompiledBooks,
    CompiledBooks.of({ current: () => Effect.succeed(compiled), at: () => Effect.succeed(compiled) }),
  )
  yield* priced(question, operator, json).pipe(
    Effect.provide(Pricing.layer.pipe(Layer.provide([books, distances]))),
  )
})

const byOperator = Effect.fnUntraced(function* (
  question: Question,
  named: Option.Option<string>,
  json: boolean,
) {
  const keeping = yield* lasting
  const pricing = Pricing.layer.pipe(Layer.provide([CompiledBooks.layer, distances]))
  yield* Effect.flatMap(operatorNamed(named), (operator) => priced(question, operator, json)).pipe(
    Effect.provide(pricing.pipe(Layer.provideMerge(commandWorld(keeping)))),
  )
})

const priced = Effect.fnUntraced(function* (question: Question, operator: Operator, json: boolean) {
  const { at, fallback, party = {}, pricingMode = "FIXED_GRID", tripType } = question
  const trip = yield* Effect.fromResult(placedTrip(question.trip, operator.timeZone))
  const found = yield* Pricing.use((pricing) =>
    Effect.flatMap(DateTime.now, (now) =>
      pricing.price(operator, party, { tripType, pricingMode, fallback, trip }, at ?? now),
    ),
  )
  const totals = totalsOf(found.lines, "EXCL_VAT")
  const shown = { ...found, currency: operator.currency, totals }
  yield* say(json ? pricedJson(shown) : pricedText(shown).join("\n"))
})

/** The nil UUID (RFC 9562): a book in a file is no operator's. */
const nobody = OperatorId.make("00000000-0000-0000-0000-000000000000")
