import type { Reasons } from "./Reason.ts"

export const cancellation: Reasons = {}
