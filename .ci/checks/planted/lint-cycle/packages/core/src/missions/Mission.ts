import { distanceOf } from "../orders/Order.ts"

export interface Mission {
  readonly distance: number
}
export const distance = distanceOf
