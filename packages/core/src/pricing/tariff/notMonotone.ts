/** Where a book lets a transfer with more kilometres, minutes or passengers cost less: worth a look, no fault. */
import type { Violation } from "../../shared/Violation.ts"
import { ruleKinds } from "../rules/index.ts"
import { notNegative } from "../rules/notNegative.ts"
import type { RuleData, RuleKinds } from "../rules/RuleKind.ts"
import type { TariffBook } from "./compileTariffs.ts"

/** Each breach in the tariffs and rules of a book, with its path in it. */
export const tariffsNotMonotone = (
  { rules, tariffs }: Pick<TariffBook, "rules" | "tariffs">,
  kinds: RuleKinds = ruleKinds,
): ReadonlyArray<Violation> => {
  const ofRules = (list: ReadonlyArray<RuleData>, path: ReadonlyArray<PropertyKey>) =>
    list.flatMap((data, index) =>
      (kinds[data.kind]?.notMonotone(data as never) ?? []) // it is of this kind
        .map((violation) => ({ ...violation, path: [...path, "rules", index, ...violation.path] })),
    )
  return [
    ...tariffs.flatMap((tariff, index) => [
      ...notNegative(tariff.baseFee, ["tariffs", index, "baseFee"]),
      ...ofRules(tariff.rules, ["tariffs", index]),
    ]),
    ...ofRules(rules, []),
  ]
}
