import type { Reasons } from "./Reason.ts"

export const tripTypes: Reasons = {}
