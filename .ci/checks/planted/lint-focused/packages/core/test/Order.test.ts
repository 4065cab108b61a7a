import { expect, it } from "vitest"

it.only("one test hides the others", () => {
  expect(1).toBe(1)
})
