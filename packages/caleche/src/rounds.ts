/** Housekeeping beside the calls: a host that forgets it would keep quotes open for ever. */
import { Housekeeping } from "@caleche/core"
import { Duration, type ManagedRuntime } from "effect"

/** A round each `every`, a minute when left out, the next when the last is over; what comes back ends it. */
export const rounds = (
  runtime: ManagedRuntime.ManagedRuntime<Housekeeping, unknown>,
  every: Duration.Input = "1 minute",
): (() => void) => {
  const pause = Duration.toMillis(every)
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const wait = () => {
    if (ended) return
    timer = setTimeout(round, pause)
    // A number in a browser. Who only waits for the next round has nothing left to do.
    if (typeof timer === "object") timer.unref()
  }
  const round = () => void runtime.runPromiseExit(Housekeeping.use(({ round }) => round)).then(wait, wait)
  wait()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}
