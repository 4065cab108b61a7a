import type { Reasons } from "./Reason.ts"

export const book: Reasons = {}
