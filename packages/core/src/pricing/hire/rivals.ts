/** Which packages and rates can be for the same hire, found without comparing each with each: a book may hold thousands. */
import type { HirePackage, HireRate } from "../book/Hire.ts"
import { ownerOf, type OwnerKey } from "../Levels.ts"

type Hired = HirePackage | HireRate

export interface Rivals {
  /** Whether a rate can be for the same hire. */
  readonly rate: (row: HirePackage) => boolean
  /** Whether a package that takes the fees that apply by themselves can. */
  readonly withFees: (row: HirePackage) => boolean
  /** Whether a package of somebody else can. */
  readonly ofOthers: (row: HirePackage) => boolean
  /** The greatest price, in ten-thousandths, of its owner's packages that can and include less time. */
  readonly dearestShorter: (row: HirePackage) => number
}

export const rivalsIn = (packages: ReadonlyArray<HirePackage>, rates: ReadonlyArray<HireRate>): Rivals => {
  const ratesFor = meeting(rates, (some) => some)
  const feeTaking = meeting(
    packages.filter(({ automaticFees }) => automaticFees === true),
    (some) => some,
  )
  const ownersOf = meeting(packages, (rows) => new Set(rows.map(ownerOf)))
  const laddersOf = meeting(packages, (rows) => {
    const byOwner = Map.groupBy(rows, ownerOf)
    return new Map<OwnerKey, Ladder>([...byOwner].map(([owner, own]) => [owner, ladder(own)]))
  })
  return {
    rate: (row) => ratesFor(row).length > 0,
    withFees: (row) => feeTaking(row).length > 0,
    ofOthers: (row) => ownersOf(row).some((owners) => owners.size > 1 || !owners.has(ownerOf(row))),
    dearestShorter: (row) =>
      laddersOf(row).reduce(
        (most, ladders) => Math.max(most, ladders.get(ownerOf(row))?.(row.includedMinutes) ?? -Infinity),
        -Infinity,
      ),
  }
}

/** What `make` makes of the rows that can be for the same hire as a row: of its vehicle and of any, or of all vehicles. */
function meeting<Row extends Hired, A>(
  rows: ReadonlyArray<Row>,
  make: (rows: ReadonlyArray<Row>) => A,
): (row: Hired) => ReadonlyArray<A> {
  const made = Map.groupBy(rows, ({ tripType }) => tripType)
  const byType = new Map(
    [...made].map(([tripType, all]) => {
      const byCategory = Map.groupBy(all, ({ vehicleCategory }) => vehicleCategory)
      return [
        tripType,
        {
          all: make(all),
          byCategory: new Map([...byCategory].map(([category, some]) => [category, make(some)])),
        },
      ]
    }),
  )
  return ({ tripType, vehicleCategory }) => {
    const found = byType.get(tripType)
    if (found === undefined) return []
    if (vehicleCategory === null) return [found.all]
    return [found.byCategory.get(vehicleCategory), found.byCategory.get(null)].filter(
      (one) => one !== undefined,
    )
  }
}

/** The greatest price of what includes less than so many minutes. */
type Ladder = (minutes: number) => number

function ladder(rows: ReadonlyArray<HirePackage>): Ladder {
  const rungs = rows.toSorted((a, b) => a.includedMinutes - b.includedMinutes)
  let most = -Infinity
  const dearest = rungs.map(({ unitPrice }) => (most = Math.max(most, unitPrice)))
  return (minutes) => {
    let [from, to] = [0, rungs.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (rungs[middle]!.includedMinutes < minutes) from = middle + 1
      else to = middle
    }
    return dearest[from - 1] ?? -Infinity
  }
}
