import { Schema } from "effect"

/** A driven distance, whole kilometres now: the public type has changed. */
export const Kilometres = Schema.Int
