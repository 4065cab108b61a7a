/** The fee catalogue by code, ready to be looked up: of several rows for one code the later `validFrom` first, then the id. */
import * as Exact from "../../shared/Exact.ts"
import type { Fee } from "../book/Fee.ts"

export interface CompiledFee {
  readonly fee: Fee
  readonly unitPrice: Exact.Exact
  /** Of a fee tied to places. */
  readonly zoneIds: ReadonlySet<string> | undefined
  /** Of a fee for late bookings. */
  readonly lateMinutes: number | undefined
}

export interface CompiledFees {
  readonly byCode: ReadonlyMap<string, ReadonlyArray<CompiledFee>>
  /** Codes of which a row applies by itself, in their order. */
  readonly automatic: ReadonlyArray<string>
}

export const compileFees = (fees: ReadonlyArray<Fee>): CompiledFees => {
  const byCode = new Map<string, Array<CompiledFee>>()
  for (const fee of [...fees].sort(laterFirst)) {
    const rows = byCode.get(fee.code) ?? []
    rows.push({
      fee,
      unitPrice: Exact.ofUnitPrice(fee.unitPrice),
      zoneIds:
        fee.automatic !== undefined && "zoneIds" in fee.automatic
          ? new Set(fee.automatic.zoneIds)
          : undefined,
      lateMinutes:
        fee.automatic !== undefined && "bookedLessThanMinutesBefore" in fee.automatic
          ? fee.automatic.bookedLessThanMinutesBefore
          : undefined,
    })
    byCode.set(fee.code, rows)
  }
  return {
    byCode,
    automatic: [...byCode.keys()]
      .filter((code) => byCode.get(code)?.some(({ fee }) => fee.automatic !== undefined))
      .sort(byText),
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function laterFirst(a: Fee, b: Fee): number {
  return byText(b.validFrom ?? "", a.validFrom ?? "") || byText(a.id, b.id)
}
