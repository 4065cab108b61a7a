import type { Reasons } from "./Reason.ts"

export const zones: Reasons = {}
