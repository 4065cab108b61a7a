import { Arbitrary } from "effect"

export const Kilometres = Arbitrary
