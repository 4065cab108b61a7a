/** Callers with the same name take turns within this process, so that those who wait hold no database connection. */
import { Effect, Semaphore } from "effect"

export type Turns = (name: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

export const makeTurns = (): Turns => {
  const queues = new Map<string, { readonly semaphore: Semaphore.Semaphore; callers: number }>()
  return (name) => (effect) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const queue = queues.get(name) ?? { semaphore: Semaphore.makeUnsafe(1), callers: 0 }
        queues.set(name, queue)
        queue.callers++
        return queue
      }),
      (queue) => queue.semaphore.withPermit(effect),
      (queue) => Effect.sync(() => --queue.callers === 0 && queues.delete(name)),
    )
}
