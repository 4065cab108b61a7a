import { readFileSync } from "node:fs"

export const Kilometres = readFileSync
