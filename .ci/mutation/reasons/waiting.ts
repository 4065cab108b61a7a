import type { Reasons } from "./Reason.ts"

export const waiting: Reasons = {}
