/**
 * Which VAT a trip's lines have: the operator's policy first, what is usual in France where it says nothing.
 *
 * Transport is taxed at 10 % (CGI art. 279 b quater), hire by time without an agreed route at 20 % (CAA Versailles
 * 20VE03271), and accountants disagree on what lies between. So nothing is inferred in silence: each line keeps the rate
 * with its reason and who decided, and a policy that says two things about one trip is refused.
 */
import { Result } from "effect"
import { ClientType } from "../../contacts/Client.ts"
import { type Vat, VatRate } from "../../shared/VatRate.ts"
import type { Settings } from "../book/Settings.ts"
import type { VatRule } from "../book/VatRule.ts"
import { VatUndecided } from "../PricingErrors.ts"
import { tripKinds } from "../tripTypes/index.ts"
import { kindOf, type TripKinds } from "../tripTypes/TripKind.ts"
import type { TripType } from "../Trip.ts"

/** What the policy goes by. */
export interface VatCase {
  readonly tripType: TripType
  readonly clientType?: ClientType | undefined
  readonly crossBorder: boolean
}

/**
 * The VAT of a trip's lines. An operator exempt from VAT has none on anything (in France CGI art. 293 B). Otherwise the row
 * that says most of the case wins; `VatUndecided` where two that say as much differ, or where nobody says anything.
 *
 * @example
 * vatOf({ vat: [] }, { tripType: "DISPO", crossBorder: false }) // 20 %, category S
 */
export const vatOf = (
  settings: Pick<Settings, "vat" | "vatExemption">,
  asked: VatCase,
  trips: TripKinds = tripKinds,
): Result.Result<Vat, VatUndecided> => {
  const exempt = exemptionOf(settings)
  if (exempt !== undefined) return Result.succeed(exempt)
  const winners = winning(settings.vat, asked)
  const decided = winners[0] ?? kindOf(trips, asked.tripType).vat
  if (decided === undefined || winners.some((rule) => !saysSame(rule, decided)))
    return Result.fail(
      new VatUndecided({
        tripType: asked.tripType,
        crossBorder: asked.crossBorder,
        ...(asked.clientType === undefined ? {} : { clientType: asked.clientType }),
        reasons: winners.map(({ reason }) => reason),
      }),
    )
  const { rate, category, reason } = decided
  return Result.succeed({ rate, category, reason, decidedBy: "POLICY" })
}

/** No VAT and its mention, of an operator exempt from it: whatever a fee or a rule says. */
export const exemptionOf = ({ vatExemption }: Pick<Settings, "vatExemption">): Vat | undefined =>
  vatExemption === undefined
    ? undefined
    : { rate: VatRate.make(0), category: "E", reason: vatExemption, decidedBy: "POLICY" }

/** Rows of a policy that decide one trip and differ, as pairs of indexes: an earlier row and a later one. */
export const contradictions = (
  rules: ReadonlyArray<VatRule>,
  trips: TripKinds = tripKinds,
): ReadonlyArray<readonly [number, number]> => {
  const found = new Map<number, number>()
  for (const { tripType } of Object.values(trips))
    for (const clientType of [undefined, ...ClientType.literals])
      for (const crossBorder of [false, true]) {
        const [first, ...others] = winning(rules, { tripType, clientType, crossBorder })
        for (const other of others)
          if (!saysSame(other, first!)) found.set(rules.indexOf(other), rules.indexOf(first!)) // others follow a first
      }
  return [...found].map(([later, earlier]) => [earlier, later] as const).toSorted(([, a], [, b]) => a - b)
}

const conditions = ["tripType", "clientType", "crossBorder"] as const

/** The rows that fit and say most, in their order. */
function winning(rules: ReadonlyArray<VatRule>, asked: VatCase): ReadonlyArray<VatRule> {
  const fitting = rules.filter((rule) =>
    conditions.every((name) => rule[name] === undefined || rule[name] === asked[name]),
  )
  const most = Math.max(...fitting.map(saying))
  return fitting.filter((rule) => saying(rule) === most)
}

const saying = (rule: VatRule): number => conditions.filter((name) => rule[name] !== undefined).length

type Decided = Pick<VatRule, "rate" | "category" | "reason">
const saysSame = (a: Decided, b: Decided): boolean =>
  a.rate === b.rate && a.category === b.category && a.reason === b.reason
