import { because, type Reasons } from "./Reason.ts"

export const fees: Reasons = {
  "pricing/fees/compileFees.ts": [
    because(
      "codes of one list differ, and each is in it.",
      [
        "[...byCode.keys()] .filter((code) => byCode.get(code)?.some(({ fee }) => fee.automatic !== undefined)) .sort(byText)",
        "[...byCode.keys()].filter(code => byCode.get(code)?.some(({ fee }) => fee.automatic !== undefined))",
      ],
      ["byCode.get(code)?.some", "byCode.get(code).some"],
      ["a > b", "false"],
    ),
  ],
  "pricing/fees/priceFees.ts": [
    because(
      "a shorter way to the same: the longer one below gives it, too.",
      ["asked.length === 0 && (!automatic || fees.automatic.length === 0)", "false"],
      ["!automatic || fees.automatic.length === 0", "!automatic && fees.automatic.length === 0"],
      ["fees.automatic.length === 0", "false"],
      ["automatic", "true"],
    ),
    because("no number is below undefined.", ["row.lateMinutes !== undefined", "true"]),
  ],
}
