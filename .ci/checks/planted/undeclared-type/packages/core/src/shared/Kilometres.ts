import { Schema } from "effect"
import type { Arbitrary } from "fast-check"

export const Kilometres = Schema.Finite

/** A type that only the workspace can resolve, since the package does not name its dependency. */
export type Kilometres = Arbitrary<number>
