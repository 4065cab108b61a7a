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
      const [a, b, c] = [yield* bits, yield* bits, yield* bits]
      const now = yield* Clock.currentTimeMillis
      // No pause from here on: two fibers that took turns in between would get the same count.
      if (now > last) [last, count] = [now, b >>> 14]
      else if (++count > 0xfff) [last, count] = [last + 1, 0]
      const time = hex(last, 12)
      const variant = 0x8000 | (b & 0x3fff)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${hex(variant, 4)}-${hex(a, 6)}${hex(c, 6)}`
    })
    return IdGenerator.of({ next })
  })
}

/** 24 random bits. */
const bits = Random.nextIntBetween(0, 0xffffff)
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")
