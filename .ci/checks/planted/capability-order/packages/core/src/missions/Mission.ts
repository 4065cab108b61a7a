import { distanceOf } from "../orders/Order.ts"

export const distance = distanceOf
