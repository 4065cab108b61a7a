import { because, type Reasons } from "./Reason.ts"

export const rules: Reasons = {
  "pricing/rules/PriceRuleKinds.ts": [
    because("a name it is looked up by: any other that nothing else has finds the same.", [
      '"@caleche/core/pricing/rules/PriceRuleKinds"',
      '""',
    ]),
  ],
}
