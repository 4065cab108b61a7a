/** Counts what is served, for Prometheus: requests by route, method and status, and how long they took. */

/** Upper bounds in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const

interface Series {
  readonly labels: string
  readonly statuses: Map<number, number>
  readonly buckets: Array<number>
  sum: number
  count: number
}

/** A value read when the metrics are asked for. */
export interface Gauge {
  readonly name: string
  readonly help: string
  readonly value: number
}

export class Metrics {
  readonly #series = new Map<string, Series>()

  observe(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route}`
    let series = this.#series.get(key)
    if (series === undefined) {
      series = {
        labels: `method="${method}",route="${route}"`,
        statuses: new Map(),
        buckets: bounds.map(() => 0),
        sum: 0,
        count: 0,
      }
      this.#series.set(key, series)
    }
    series.statuses.set(status, (series.statuses.get(status) ?? 0) + 1)
    const bucket = bounds.findIndex((bound) => seconds <= bound)
    if (bucket !== -1) series.buckets[bucket]!++
    series.sum += seconds
    series.count++
  }

  /** The text format of Prometheus, version 0.0.4. */
  render(gauges: ReadonlyArray<Gauge> = []): string {
    const all = [...this.#series.values()]
    return [
      "# HELP caleche_http_requests_total Requests answered.",
      "# TYPE caleche_http_requests_total counter",
      ...all.flatMap(({ labels, statuses }) =>
        [...statuses].map(
          ([status, count]) => `caleche_http_requests_total{${labels},status="${status}"} ${count}`,
        ),
      ),
      "# HELP caleche_http_request_duration_seconds Time to answer.",
      "# TYPE caleche_http_request_duration_seconds histogram",
      ...all.flatMap(histogram),
      ...gauges.flatMap(({ name, help, value }) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} gauge`,
        `${name} ${value}`,
      ]),
      "",
    ].join("\n")
  }
}

function histogram({ labels, buckets, sum, count }: Series): ReadonlyArray<string> {
  let total = 0
  return [
    ...bounds.map(
      (bound, i) =>
        `caleche_http_request_duration_seconds_bucket{${labels},le="${bound}"} ${(total += buckets[i]!)}`,
    ),
    `caleche_http_request_duration_seconds_bucket{${labels},le="+Inf"} ${count}`,
    `caleche_http_request_duration_seconds_sum{${labels}} ${sum}`,
    `caleche_http_request_duration_seconds_count{${labels}} ${count}`,
  ]
}
