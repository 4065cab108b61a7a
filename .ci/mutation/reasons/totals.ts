import { because, type Reasons } from "./Reason.ts"

export const totals: Reasons = {
  "pricing/totals/inclVat.ts": [because("what is compared is never equal here.", ["a < b", "a <= b"])],
  "pricing/totals/vatByRate.ts": [
    because("sorting one group changes nothing.", ["groups.length > 1", "true", "groups.length >= 1"]),
  ],
}
