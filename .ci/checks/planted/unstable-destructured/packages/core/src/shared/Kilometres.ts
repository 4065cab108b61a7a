import * as Schema from "effect/Schema"

const { SemVer } = Schema
export const Kilometres = SemVer
