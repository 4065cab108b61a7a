/** An operator with its staff, a clock one can turn and ids that come out the same each time: the ground a case stands on. */
import {
  type Actor,
  CurrentActor,
  IdGenerator,
  makeOperator,
  type Operator,
  OperatorId,
  OperatorRepository,
  type Role,
  type StoragePorts,
  UseCases,
  UserId,
} from "@caleche/core"
import { Clock, Context, Effect, Layer } from "effect"

let made = 0

/** A UUID nobody has used: random, but for a counter that keeps two in one process apart. */
export const freshUuid = (): string => {
  const random = Array.from({ length: 5 }, () =>
    Math.floor(Math.random() * 0x10000)
      .toString(16)
      .padStart(4, "0"),
  ).join("")
  made = (made + 1) % 0x1000
  return `${random.slice(0, 8)}-${random.slice(8, 12)}-4${made.toString(16).padStart(3, "0")}-8${random.slice(12, 15)}-${random.slice(15)}${Date.now().toString(16).slice(-7)}`
}

/** A saved operator of its own for the caller, with the usual settings unless `settings` says otherwise. */
export const newOperator = (
  settings: Partial<Operator> = {},
): Effect.Effect<Operator, never, OperatorRepository> =>
  Effect.gen(function* () {
    const operator = makeOperator({ id: OperatorId.make(freshUuid()), name: "Conformance VTC", ...settings })
    yield* Effect.orDie((yield* OperatorRepository).save(operator))
    return operator
  })

/** A member of the operator's staff. */
export const staff = (operator: Operator, role: Role = "MANAGER"): Actor => ({
  _tag: "OperatorUser",
  operatorId: operator.id,
  id: UserId.make(freshUuid()),
  role,
})

/** Runs `effect` as `actor`. */
export const as =
  (actor: Actor) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, CurrentActor>> =>
    Effect.provideService(effect, CurrentActor, actor)

/** Ids that count up from a seed: two worlds with one seed give the same ids in the same order. */
export const countedIds = (seed: string): Layer.Layer<IdGenerator> =>
  Layer.sync(IdGenerator, () => {
    let count = 0
    const prefix = seed.replaceAll("-", "").slice(0, 20).padEnd(20, "0")
    return IdGenerator.of({
      next: Effect.sync(() => {
        const hex = prefix + (++count).toString(16).padStart(12, "0")
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
      }),
    })
  })

/** A clock that stands still until it is turned; sleeping takes real time. */
export const turnableClock = (start: number) => {
  let now = start
  const clock: Pick<Clock.Clock, "currentTimeMillisUnsafe" | "currentTimeMillis"> = {
    currentTimeMillisUnsafe: () => now,
    currentTimeMillis: Effect.sync(() => now),
  }
  return {
    advance: (milliseconds: number): void => {
      now += milliseconds
    },
    get now(): number {
      return now
    },
    /** Runs `effect` under this clock. */
    provide: <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
      Effect.flatMap(
        Clock.Clock,
        (real) =>
          Effect.provideService(
            effect,
            Clock.Clock,
            Object.assign(Object.create(real) as Clock.Clock, clock),
          ), // the rest is the real clock's
      ),
  }
}

/** All use cases over the storage in the context, with ids from `ids`. */
export const useCases = (
  ids: Layer.Layer<IdGenerator> = IdGenerator.layer,
): Layer.Layer<UseCases.UseCases | IdGenerator, never, StoragePorts> =>
  UseCases.layer.pipe(Layer.provideMerge(ids))

/** Builds `layer` over the services in the context and hands back the whole context. */
export const built = <A, E, R>(layer: Layer.Layer<A, E, R>) =>
  Effect.flatMap(Effect.context<R>(), (context) =>
    Effect.map(Layer.build(layer), (more) => Context.merge(context, more)),
  )
