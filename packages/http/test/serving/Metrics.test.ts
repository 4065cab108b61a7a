import { describe, expect, it } from "vitest"
import { Metrics } from "../../src/index.ts"

describe("Metrics", () => {
  it("count requests by route, method and status, and how long they took", () => {
    const metrics = new Metrics()
    for (const seconds of [0.003, 0.02, 0.02, 40]) metrics.observe("GET", "/v1/quotes/:id", 200, seconds)
    metrics.observe("GET", "/v1/quotes/:id", 404, 0.001)
    const text = metrics.render([{ name: "caleche_outbox_backlog", help: "Messages waiting.", value: 7 }])
    const labels = 'method="GET",route="/v1/quotes/:id"'
    for (const line of [
      `caleche_http_requests_total{${labels},status="200"} 4`,
      `caleche_http_requests_total{${labels},status="404"} 1`,
      `caleche_http_request_duration_seconds_bucket{${labels},le="0.005"} 2`,
      `caleche_http_request_duration_seconds_bucket{${labels},le="0.025"} 4`,
      `caleche_http_request_duration_seconds_bucket{${labels},le="30"} 4`,
      `caleche_http_request_duration_seconds_bucket{${labels},le="+Inf"} 5`,
      `caleche_http_request_duration_seconds_count{${labels}} 5`,
      "caleche_outbox_backlog 7",
    ]) {
      expect(text.split("\n")).toContain(line)
    }
    expect(text.endsWith("\n")).toBe(true)
  })
})
