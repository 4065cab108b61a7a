import type { Reasons } from "./Reason.ts"

export const totals: Reasons = {}
