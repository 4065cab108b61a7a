/** New ids: UUID version 7 (RFC 9562), from the Clock and Random in force, so that a simulation can replay them. */
import { Clock, Context, Effect, Layer, Random } from "effect"

export class IdGenerator extends Context.Service<IdGenerator, { readonly next: Effect.Effect<string> }>()(
  "@caleche/core/ports/IdGenerator",
) {
  /** Later ids sort after earlier ones, also within a millisecond: the 12 bits after the time count up. */
  static readonly layer = Layer.sync(IdGenerator, () => {
    let last = 0
    let count = 0
    const next = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const [a, b] = [yield* bits(31), yield* bits(31)]
      if (now > last) [last, count] = [now, b & 0x3ff]
      else if (++count > 0xfff) [last, count] = [last + 1, 0]
      const time = last.toString(16).padStart(12, "0")
      const low = (yield* bits(31)).toString(16).padStart(8, "0") + (a & 0xffff).toString(16).padStart(4, "0")
      const variant = (0x8000 | (b & 0x3fff)).toString(16)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, "0")}-${variant}-${low}`
    })
    return IdGenerator.of({ next })
  })
}

const bits = (count: number) => Random.nextIntBetween(0, 2 ** count - 1)
