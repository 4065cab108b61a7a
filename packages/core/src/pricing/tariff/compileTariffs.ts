/** The tariffs of a book, ready to be chosen from and priced by: by owner and vehicle category, best first. */
import * as Exact from "../../shared/Exact.ts"
import type { Settings } from "../book/Settings.ts"
import { ownerOf, type OwnerKey } from "../Levels.ts"
import type { Tariff } from "../PriceBook.ts"
import { ruleKinds } from "../rules/index.ts"
import type { CompiledRule, RuleBook, RuleData, RuleKinds } from "../rules/RuleKind.ts"

/** A tariff whose rules may be of the host's own kinds. */
export interface TariffData extends Omit<Tariff, "rules"> {
  readonly rules: ReadonlyArray<RuleData>
}

/** The part of a price book that tariffs are. */
export interface TariffBook {
  readonly tariffs: ReadonlyArray<TariffData>
  readonly rules: ReadonlyArray<RuleData>
  readonly settings: Pick<Settings, "holidays">
}

export interface CompiledTariff {
  readonly data: TariffData
  readonly baseFee: Exact.Exact | undefined
  /** Its own rules and those of every tariff, in the order an explanation names them. */
  readonly rules: ReadonlyArray<CompiledRule>
}

/**
 * Of one owner; those of any category under `null`, and none under `undefined`, where a trip has no category. The best of
 * a category first: later `validFrom`, then id.
 */
export type ByCategory = ReadonlyMap<string | null | undefined, ReadonlyArray<CompiledTariff>>

export interface CompiledTariffs {
  readonly byOwner: ReadonlyMap<OwnerKey, ByCategory>
  /** The rules that also act on prices no tariff gave. */
  readonly surcharges: ReadonlyArray<CompiledRule>
}

/** Compiles once a version of the book; `kinds` are those of the host where it has its own. */
export const compileTariffs = (book: TariffBook, kinds: RuleKinds = ruleKinds): CompiledTariffs => {
  const ruleBook = ruleBookOf(book.settings.holidays)
  const compile = (rules: ReadonlyArray<RuleData>) =>
    rules.filter(({ active }) => active !== false).map((data) => compileRule(data, kinds, ruleBook))
  const shared = compile(book.rules).sort(inOrder)
  const byOwner = new Map<OwnerKey, Map<string | null | undefined, Array<CompiledTariff>>>()
  for (const data of [...book.tariffs].sort(laterFirst)) {
    const byCategory =
      byOwner.get(ownerOf(data)) ?? new Map<string | null | undefined, Array<CompiledTariff>>()
    const tariffs = byCategory.get(data.vehicleCategory) ?? []
    tariffs.push({
      data,
      baseFee: data.baseFee === undefined ? undefined : Exact.ofUnitPrice(data.baseFee),
      rules: [...compile(data.rules), ...shared].sort(inOrder),
    })
    byOwner.set(ownerOf(data), byCategory.set(data.vehicleCategory, tariffs))
  }
  return { byOwner, surcharges: shared.filter(({ surcharge }) => surcharge) }
}

/** No schema of a book lets in a rule of a kind that is not among `kinds`: a defect. */
function compileRule(data: RuleData, kinds: RuleKinds, book: RuleBook): CompiledRule {
  const kind = kinds[data.kind]
  if (kind === undefined) throw new TypeError(`there is no rule kind ${data.kind}`)
  return { data, surcharge: kind.surcharge === true, apply: kind.compile(data as never, book) } // it is of this kind
}

/** `priority` descending, then id. */
function inOrder(a: CompiledRule, b: CompiledRule): number {
  return (b.data.priority ?? 0) - (a.data.priority ?? 0) || byText(a.data.id, b.data.id)
}

function laterFirst(a: TariffData, b: TariffData): number {
  return byText(b.validFrom ?? "", a.validFrom ?? "") || byText(a.id, b.id)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function ruleBookOf(holidays: Settings["holidays"]): RuleBook {
  const byCountry = new Map(Object.entries(holidays).map(([country, dates]) => [country, new Set(dates)]))
  const none: ReadonlySet<string> = new Set()
  return { holidays: (country) => byCountry.get(country) ?? none }
}
