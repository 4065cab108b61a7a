import { expect, it } from "vitest"

it("one is two", () => {
  expect(1).toBe(2)
})
it("one is one", () => {
  expect(1).toBe(1)
})
