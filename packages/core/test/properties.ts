/** How the properties of the core are run: fixed seeds, more rounds on demand, and no class of inputs left out by chance. */
import * as fc from "fast-check"
import { expect } from "vitest"

const seed = 20_261_122

/** `full`: ten times as many rounds; `few`: a tenth of them, for a run a mutant. */
const asked = process.env["CALECHE_ROUNDS"]
const rounds = (usual: number): number =>
  asked === "full" ? usual * 10 : asked === "few" ? Math.ceil(usual / 10) : usual

/** Checks `property` on the usual 200 rounds, or on as many as told. */
export const check = <A extends Array<unknown>>(property: fc.IProperty<A>, usual = 200): void =>
  fc.assert(property, { seed, numRuns: rounds(usual) })

/** How far from one value to the next a test goes that walks through all there are: past none, or with few rounds past most. */
export const stride = asked === "few" ? 11 : 1

/** Inputs sorted into classes, of which each must hold at least 5 % of what was drawn. */
export const classes = <Name extends string>(names: ReadonlyArray<Name>) => {
  const counts = new Map<Name, number>(names.map((name) => [name, 0]))
  let drawn = 0
  return {
    /** Notes one input with the classes it falls into. */
    note: (...hit: ReadonlyArray<Name | false>): void => {
      drawn++
      for (const name of hit) if (name !== false) counts.set(name, counts.get(name)! + 1) // every name has a count
    },
    /** Fails when a class is too rare; the message reports all of them. */
    enough: (): void => {
      if (asked === "few") return // too few rounds to judge by
      const report = [...counts]
        .map(([name, count]) => `${name} ${Math.round((100 * count) / drawn)} %`)
        .join(", ")
      for (const [name, count] of counts) {
        expect(count / drawn, `too few inputs of class "${name}": ${report}`).toBeGreaterThanOrEqual(0.05)
      }
    },
  }
}
