import type { Reasons } from "./Reason.ts"

export const rules: Reasons = {}
