import type { Reasons } from "./Reason.ts"

export const tariff: Reasons = {}
