/** An amount beyond 2^53 of its smallest unit: no number holds it exactly, so it is none (decisions 0003 and 0020). */
export class OutOfRange extends RangeError {}
