import { describe, expect, it } from "vitest"
import { inOrder } from "../../src/serving/inOrder.ts"

const routes = (...paths: ReadonlyArray<string>) => paths.map((path) => ({ method: "GET", path }))

describe("Routes", () => {
  it("stand so that a parameter never swallows a literal, and otherwise as they were given", () => {
    const given = routes(
      "/orders/:id",
      "/orders/:id/history",
      "/orders/export",
      "/:kind/export",
      "/clients",
      "/orders",
    )
    const paths = inOrder(given).map(({ path }) => path)
    for (const [first, second] of [
      ["/orders/export", "/orders/:id"],
      ["/orders/:id", "/:kind/export"],
      ["/clients", "/orders"],
    ] as const) {
      expect(paths.indexOf(first)).toBeLessThan(paths.indexOf(second))
    }
    expect(paths).toHaveLength(given.length)
  })

  it("of one shape are refused at start; the same path under another method is fine", () => {
    expect(() => inOrder(routes("/orders/:id", "/orders/:orderId"))).toThrow(
      /\/orders\/:orderId and \/orders\/:id/,
    )
    expect(inOrder([...routes("/orders/:id"), { method: "PATCH", path: "/orders/:id" }])).toHaveLength(2)
  })
})
