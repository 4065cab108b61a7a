/**
 * A trace that is made when somebody reads it: most prices are asked for without their explanation, and one costs as much
 * as the price.
 */
import type { Rejected, Trace, TracePart } from "./Explanation.ts"

/** `build` is called once at most, and gives the same whenever that is. */
export const lazyTrace = (build: () => Trace): Trace => new LazyTrace(build)

/** A class, since accessors of an object literal are defined anew on each object. */
class LazyTrace implements Trace {
  private readonly build: () => Trace
  private built: Trace | undefined

  constructor(build: () => Trace) {
    this.build = build
    this.built = undefined
  }

  get parts(): ReadonlyArray<TracePart> {
    return (this.built ??= this.build()).parts
  }

  get rejected(): ReadonlyArray<Rejected> {
    return (this.built ??= this.build()).rejected
  }
}
