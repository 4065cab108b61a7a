/**
 * A storage that fails when it is told to: at any one of its calls, before the call takes effect or after it, and when a
 * unit of work commits. Ports added later fail as well, since they are found in the storage and not listed here.
 */
import { StorageFailed, type StoragePorts, UnitOfWork } from "@caleche/core"
import { Context, Effect, Layer } from "effect"

/** What a call that goes wrong ends with. */
export type Fault = "retryable" | "not retryable" | "defect"

/** Where the storage fails. Calls are counted from 1 on; `calls` tells how many there were. */
export interface Faults {
  calls: number
  at: number | "commit" | undefined
  moment: "before" | "after"
  fault: Fault
  /** What the message of a defect quotes. */
  quotes: string
}

export const noFaults = (): Faults => ({
  calls: 0,
  at: undefined,
  moment: "before",
  fault: "defect",
  quotes: "something",
})

export const faulty = (faults: Faults, storage: Layer.Layer<StoragePorts>): Layer.Layer<StoragePorts> =>
  Layer.effectContext(
    Effect.map(Effect.context<StoragePorts>(), (ports) =>
      [...ports.mapUnsafe].reduce<Context.Context<StoragePorts>>(
        (wrapped, [key, port]) =>
          key.startsWith("@caleche/core/")
            ? Context.add(wrapped, Context.Service<StoragePorts, unknown>(key), failing(faults, key, port))
            : wrapped,
        ports,
      ),
    ),
  ).pipe(Layer.provide(storage))

/** The port with every call counted. */
function failing(faults: Faults, key: string, port: unknown): unknown {
  const name = key.split("/").at(-1)!
  const counted = (operation: string, call: Effect.Effect<unknown, unknown, unknown>) =>
    Effect.suspend(() => {
      const mine = ++faults.calls
      if (mine !== faults.at) return call
      const wrong = wrongly(faults, operation)
      return faults.moment === "before" ? wrong : Effect.andThen(call, wrong)
    })
  return Object.fromEntries(
    Object.entries(port as Readonly<Record<string, unknown>>).map(([method, call]) => {
      const operation = `${name}.${method}`
      if (Effect.isEffect(call)) return [method, counted(operation, call as Effect.Effect<unknown>)]
      if (typeof call !== "function") return [method, call]
      return [
        method,
        (...given: ReadonlyArray<unknown>) => {
          const made: unknown = (call as (...all: ReadonlyArray<unknown>) => unknown)(
            ...(key === UnitOfWork.key ? committing(faults, given) : given),
          )
          return Effect.isEffect(made) ? counted(operation, made as Effect.Effect<unknown>) : made
        },
      ]
    }),
  )
}

let depth = 0

/** A unit of work whose commit fails: what it did was all right, and is lost. */
function committing(faults: Faults, given: ReadonlyArray<unknown>): ReadonlyArray<unknown> {
  const [operatorId, body] = given as readonly [unknown, Effect.Effect<unknown>] // UnitOfWork's two parameters
  const watched = Effect.suspend(() => {
    depth++
    return Effect.flatMap(
      Effect.ensuring(
        body,
        Effect.sync(() => depth--),
      ),
      (value) =>
        depth === 0 && faults.at === "commit" ? wrongly(faults, "UnitOfWork.commit") : Effect.succeed(value),
    )
  })
  return [operatorId, watched]
}

function wrongly({ fault, quotes }: Faults, operation: string): Effect.Effect<never, StorageFailed> {
  return fault === "defect"
    ? Effect.die(new Error(`${operation} did not expect ${quotes}`))
    : Effect.fail(
        new StorageFailed({
          operation,
          retryable: fault === "retryable",
          cause: new Error(`refused ${quotes}`),
        }),
      )
}
