export type Distance = typeof import("../orders/Order.ts").distanceOf
