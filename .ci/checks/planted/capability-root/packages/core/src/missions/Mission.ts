import { Kilometres } from "../index.ts"

export const distance = Kilometres
