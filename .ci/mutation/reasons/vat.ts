import type { Reasons } from "./Reason.ts"

export const vat: Reasons = {}
