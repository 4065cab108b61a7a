/** What pricing a hire asks of a compiled price book. */
import type { Exact } from "../../shared/Exact.ts"
import type { Settings } from "../book/Settings.ts"
import type { TracePart } from "../Explanation.ts"
import type { Situation } from "../Situation.ts"
import type { CompiledHire } from "./CompiledHire.ts"

/** What time rules and seasons make of an amount: amount × factor + added. */
export interface Surcharged {
  readonly factor: Exact
  readonly added: Exact
  /** What each rule added; they sum to what the amount grew by. */
  readonly parts: ReadonlyArray<TracePart>
  /** Fields of the trip that a rule needs in order to be applied, and the trip does not have. */
  readonly missing: ReadonlyArray<string>
}

/** Applies the time rules and seasons that name the situation's trip type. */
export type Surcharges = (base: Exact, situation: Situation) => Surcharged

export interface HireBook {
  readonly hire: CompiledHire
  readonly settings: Settings
  readonly surcharges: Surcharges
}
