/**
 * Where in a list stands what lies between two ends, by their numbers.
 *
 * A look-up among ten thousand routes waits for memory longer than it computes. So all is in one table with open
 * addressing, whose slots are next to each other: a look-up reads one of them.
 */
export class EndPairs {
  /** Four numbers a slot: where a trip begins, where it ends, the first place and the one after the last; 0 there: empty. */
  private readonly slots: Int32Array
  private readonly shift: number
  /** The slots of the pairs that begin at an end, by its number. */
  private readonly byOrigin: Array<Array<number>> = []

  /** Those of one pair stand one after the other; there is one at least. */
  constructor(list: ReadonlyArray<{ readonly origin: number; readonly destination: number }>) {
    const bits = 1 + Math.ceil(Math.log2(list.length))
    this.slots = new Int32Array(4 * 2 ** bits)
    this.shift = 32 - bits
    list.forEach(({ destination, origin }, place) => {
      const slot = this.slotOf(origin, destination)
      if (this.count(slot) === 0) {
        this.slots.set([origin, destination, place], slot)
        this.slotsFrom(origin).push(slot)
      }
      this.slots[slot + 3] = place + 1
    })
  }

  /** The slot of a pair; an empty one when nothing lies between its ends. */
  slotOf(origin: number, destination: number): number {
    const { shift, slots } = this
    // Multiplying by odd numbers spreads pairs over the upper bits, of which there are as many as slots.
    let slot = 4 * (Math.imul(Math.imul(origin, 0x9e3779b1) ^ destination, 0x85ebca6b) >>> shift)
    while (slots[slot + 3] !== 0 && (slots[slot] !== origin || slots[slot + 1] !== destination))
      slot = (slot + 4) % slots.length
    return slot
  }

  /** The slots of the pairs of any of these ends, each once; a few empty ones may be among them. */
  slotsBetween(from: ReadonlyArray<number>, to: ReadonlyArray<number>): ReadonlyArray<number> {
    const found: Array<number> = []
    const wanted = new Set(to)
    for (const origin of from) {
      const begun = this.slotsFrom(origin)
      // The fewer are gone through: a zone may stand in as many different ends as there are rows.
      if (begun.length < to.length) {
        for (const slot of begun) if (wanted.has(this.destination(slot))) found.push(slot)
      } else for (const destination of to) found.push(this.slotOf(origin, destination))
    }
    return found
  }

  origin(slot: number): number {
    return this.slots[slot]! // each slot has four
  }

  destination(slot: number): number {
    return this.slots[slot + 1]!
  }

  /** The place in the list of the first of a slot. */
  first(slot: number): number {
    return this.slots[slot + 2]!
  }

  /** How many there are of a slot. */
  count(slot: number): number {
    return this.slots[slot + 3]! - this.slots[slot + 2]!
  }

  private slotsFrom(origin: number): Array<number> {
    return (this.byOrigin[origin] ??= [])
  }
}
