import type { Reasons } from "./Reason.ts"

export const fees: Reasons = {}
