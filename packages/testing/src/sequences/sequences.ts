/** The model-based suite: the in-memory storage is the model, the storage in the context the system. */
import { CurrentActor, type OperatorId, type StoragePorts, UseCases, ViewCheck } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { Context, Effect, Layer } from "effect"
import * as fc from "fast-check"
import { halfTheFirstLine } from "../feePolicy.ts"
import type { Suite } from "../Suite.ts"
import { expectEqual, expectTrue } from "../Suite.ts"
import { countedIds, freshUuid, newOperator, staff, turnableClock } from "../World.ts"
import { askBoth, type Both, type Known, type Side, using } from "./Command.ts"
import * as inputs from "../inputs.ts"
import { commands } from "./commands.ts"

export interface SequenceOptions {
  /** Sequences run; 30 unless told. */
  readonly runs?: number
  /** Replays the same sequences. */
  readonly seed?: number
}

const start = Date.UTC(2026, 10, 25, 9)

/** Each run has an operator of its own, so that a shared storage is as good as an empty one. */
export const sequences = ({ runs = 30, seed = 20_261_121 }: SequenceOptions = {}): Suite<StoragePorts> => [
  {
    name: `${runs} random lives of quotes, orders and missions answer as the model does`,
    run: Effect.gen(function* () {
      const storage = yield* Effect.context<StoragePorts>()
      const tried: Known["tried"] = new Map()
      yield* Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: "max" }), (sequence) =>
            Effect.runPromise(
              Effect.scoped(
                Effect.gen(function* () {
                  const both = yield* newBoth(storage, tried)
                  yield* Effect.promise(() => prepare(both))
                  yield* Effect.promise(() => fc.asyncModelRun(() => ({ model: {}, real: both }), sequence))
                  yield* checkViews(storage, both.known.operator.id)
                }),
              ),
            ),
          ),
          { numRuns: runs, seed, endOnFailure: runs < 10 },
        ),
      )
      for (const name of runs < 300 ? always : [...always, ...inManyLives]) {
        const { done = 0, refused = 0 } = tried.get(name) ?? {}
        expectTrue(
          done > 0 && refused > 0,
          `${name}: ${done} done and ${refused} refused; the sequences must do both`,
        )
      }
    }),
  },
]

const always = ["accept a quote", "assign a mission", "complete a mission", "send a quote"]
/** What comes to pass often enough only where many lives are lived. */
const inManyLives = [
  "skip to a step",
  "reschedule a mission",
  "cancel a mission",
  "cancel an order",
  "close by hand",
  "raise an order",
  "report a step late",
  "confirm a fee",
  "assign a vehicle",
  "allow an overlap",
  "merge clients",
  "delete a contact",
]

/** Most lives begin with a client, a driver and a sent quote. */
async function prepare(both: Both): Promise<void> {
  const client = await askBoth(
    both,
    "create a client",
    Effect.flatMap(using.Clients, (clients) => clients.create(inputs.privateClient())),
  )
  const driver = await askBoth(
    both,
    "create a driver",
    Effect.flatMap(using.Drivers, (drivers) => drivers.create(inputs.driver())),
  )
  both.known.clients.push(client!.id)
  const vehicle = await askBoth(
    both,
    "create a vehicle",
    Effect.flatMap(using.Vehicles, (vehicles) => vehicles.create(inputs.vehicle())),
  )
  both.known.drivers.push(driver!.id)
  both.known.vehicles.push(vehicle!.id)
  const lines = [inputs.transport("2026-12-01T06:30:00+01:00"), inputs.transport("2026-12-01T07:00:00+01:00")]
  const quote = await askBoth(
    both,
    "create a quote",
    Effect.flatMap(using.Quotes, (quotes) => quotes.create(inputs.quote(client!.id, lines))),
  )
  await askBoth(
    both,
    "send a quote",
    Effect.flatMap(using.Quotes, (quotes) => quotes.send(quote!.id, {})),
  )
  both.known.quotes.push(quote!.id)
}

const newBoth = Effect.fnUntraced(function* (storage: Context.Context<StoragePorts>, tried: Known["tried"]) {
  const model = yield* Layer.build(memory)
  const operator = yield* Effect.provide(newOperator(), storage)
  yield* Effect.provide(newOperator(operator), model)
  const actor = staff(operator)
  const seed = freshUuid()
  const side = (ports: Context.Context<StoragePorts>) =>
    Effect.map(
      Layer.build(
        UseCases.layer.pipe(
          Layer.provideMerge(countedIds(seed)),
          Layer.provide(Layer.succeedContext(ports)),
          Layer.provide(halfTheFirstLine),
        ),
      ),
      (context): Side => ({
        context: Context.add(context, CurrentActor, actor),
        clock: turnableClock(start),
      }),
    )
  const known: Known = {
    operator,
    clients: [],
    contacts: [],
    drivers: [],
    vehicles: [],
    absences: [],
    quotes: [],
    orders: [],
    missions: [],
    internal: [],
    tried,
  }
  return { known, model: yield* side(model), system: yield* side(storage) }
})

/** What is kept for lists follows from what was stored, whatever came before. */
const checkViews = Effect.fnUntraced(function* (
  storage: Context.Context<StoragePorts>,
  operatorId: OperatorId,
) {
  const check = yield* Layer.build(Layer.provide(ViewCheck.layer, Layer.succeedContext(storage)))
  const differences = yield* Effect.provide(
    ViewCheck.use((views) => views.clients(operatorId)),
    check,
  )
  expectEqual(differences, [], "what is kept for lists does not follow from the facts")
})
