import { Effect } from "effect"
import { expect, it } from "vitest"
import { distanceOf } from "../src/orders/Order.ts"

it("an order without missions drives nothing", () => {
  expect(Effect.runSync(distanceOf([]))).toBe(0)
})
