import { distance } from "../missions/Mission.ts"

export const distanceOf = (): unknown => distance
