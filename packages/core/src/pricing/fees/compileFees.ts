/** The fee catalogue by code, ready to be looked up: of several rows for one code the later `validFrom` first, then the id. */
import * as Exact from "../../shared/Exact.ts"
import type { Fee } from "../book/Fee.ts"

export interface CompiledFee {
  readonly fee: Fee
  readonly unitPrice: Exact.Exact
  /** Of a fee tied to places. */
  readonly zoneIds: ReadonlySet<string> | undefined
  /** A booking with less notice is late for this fee; none is for one that is not about lateness. */
  readonly lateMinutes: number
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
          : -Infinity,
    })
    byCode.set(fee.code, rows)
  }
  return {
    byCode,
    automatic: [...byCode]
      .filter(([, rows]) => rows.some(({ fee }) => fee.automatic !== undefined))
      .map(([code]) => code)
      .sort(),
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function laterFirst(a: Fee, b: Fee): number {
  return byText(b.validFrom ?? "", a.validFrom ?? "") || byText(a.id, b.id)
}
