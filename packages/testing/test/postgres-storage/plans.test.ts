/** Each list the app offers is walked along an index, under the policies, with the plan that serves any parameters. */
import {
  AbsenceRepository,
  type ClientId,
  ClientRecordsReader,
  ClientRepository,
  CommunicationRepository,
  type DriverId,
  DriverRepository,
  History,
  MissionRepository,
  OrderPageReader,
  PipelineReader,
  QuoteRepository,
  type StoragePorts,
  VehicleRepository,
} from "@caleche/core"
import { freshUuid } from "@caleche/testing"
import { DateTime, Effect } from "effect"
import { beforeAll, describe, expect, test } from "vitest"
import { order, query, recorded, storageOn, using } from "./database.ts"

const { url, run } = storageOn("plans")
let made: Effect.Success<typeof order>

beforeAll(async () => {
  made = await run(order)
})

interface Node {
  readonly "Node Type": string
  readonly "Index Name"?: string
  readonly "Index Cond"?: string
  readonly "Relation Name"?: string
  readonly Plans?: ReadonlyArray<Node>
}

const nodes = (node: Node): ReadonlyArray<Node> => [node, ...(node.Plans ?? []).flatMap(nodes)]

/**
 * The generic plan of the statement `effect` runs, as the app role. The tables are nearly empty, so sequential scans are
 * priced out: what is left of them could not have used an index at any size.
 */
const planOf = async (effect: Effect.Effect<unknown, unknown, StoragePorts>) => {
  const { statements } = await run(recorded(effect))
  const [text] = statements.at(-1)! // the clients a text finds are looked up before
  return using(url, async (client) => {
    for (const setting of ["enable_seqscan", "enable_bitmapscan", "enable_sort"])
      await client.query(`set ${setting} = off`)
    await client.query("set role caleche_app")
    const { rows } = await client.query<{ "QUERY PLAN": ReadonlyArray<{ Plan: Node }> }>(
      `explain (generic_plan, format json) ${text}`,
    )
    return nodes(rows[0]!["QUERY PLAN"][0]!.Plan)
  })
}

const id = freshUuid()
const someClient = freshUuid()

/** The second page of a list: its cursor is made as core makes it. */
const after = async (sort: string, filters: object) => {
  const { Page } = await import("@caleche/core")
  const key = /revenue|averageMargin/.test(sort) ? "4000" : "2026-01-01T00:00:00.000Z"
  return { sort, limit: 50, cursor: Page.cursorOf(sort, filters, { key, id }) } as const
}

const days = {
  from: DateTime.makeUnsafe("2025-12-31T23:00:00Z"),
  until: DateTime.makeUnsafe("2026-01-31T23:00:00Z"),
}

/** Found by text as the order's client is. */
const found = { client: "jeanne" }

/** Each pair of filter and sort that is offered, with the index it is walked along. */
const lists: ReadonlyArray<
  readonly [
    name: string,
    index: string,
    filters: object,
    sorts: readonly [string, string],
    read: (filters: never, page: never) => Effect.Effect<unknown, unknown, StoragePorts>,
  ]
> = [
  ...(["createdAt"] as const).flatMap((sort) => {
    const sorts = [sort, `-${sort}`] as const
    const clients = (filters: never, page: never) =>
      Effect.flatMap(ClientRepository, (port) => port.list(made.operator.id, filters, page))
    const drivers = (filters: never, page: never) =>
      Effect.flatMap(DriverRepository, (port) => port.list(made.operator.id, filters, page))
    const vehicles = (filters: never, page: never) =>
      Effect.flatMap(VehicleRepository, (port) => port.list(made.operator.id, filters, page))
    const quotes = (filters: never, page: never) =>
      Effect.flatMap(QuoteRepository, (port) => port.list(made.operator.id, filters, page))
    return [
      ["clients", "clients_created", {}, sorts, clients],
      ["active clients", "clients_created", { status: "ACTIVE" }, sorts, clients],
      ["archived clients", "clients_archived", { status: "ARCHIVED" }, sorts, clients],
      ["clients of a type", "clients_type", { type: "PRIVATE" }, sorts, clients],
      ["drivers", "drivers_created", {}, sorts, drivers],
      ["active drivers", "drivers_created", { active: true }, sorts, drivers],
      ["drivers a text finds", "drivers_created", { q: "paul" }, sorts, drivers],
      ["vehicles", "vehicles_created", {}, sorts, vehicles],
      ["active vehicles a text finds", "vehicles_created", { active: true, q: "van" }, sorts, vehicles],
      ["quotes", "quotes_created", {}, sorts, quotes],
      ["quotes in some statuses", "quotes_status", { status: ["DRAFT", "SENT"] }, sorts, quotes],
      ["a client's quotes", "quotes_client", { clientId: freshUuid() }, sorts, quotes],
      [
        "a client's quotes in some statuses",
        "quotes_client",
        { clientId: freshUuid(), status: ["SENT"] },
        sorts,
        quotes,
      ],
    ] as const
  }),
  ...Object.entries({
    name: "clients_name",
    companyName: "clients_by_company_key",
    type: "clients_by_type",
    revenue: "clients_by_revenue",
    averageMargin: "clients_by_average_margin",
    lastActivityAt: "clients_by_last_activity_at",
    status: "clients_by_status",
  }).map(
    ([sort, index]) =>
      [
        `clients by ${sort}`,
        index,
        {},
        [sort, `-${sort}`],
        (filters: never, page: never) =>
          Effect.flatMap(ClientRepository, (port) => port.list(made.operator.id, filters, page)),
      ] as const,
  ),
  ...(
    [
      ["a client's quotes among its records", "quotes_client", "QUOTE"],
      ["a client's orders among its records", "orders_of_client", "ORDER"],
    ] as const
  ).map(
    ([name, index, kind]) =>
      [
        name,
        index,
        { clientId: someClient, kind },
        ["date", "-date"],
        ({ clientId, ...filters }: { clientId: ClientId; kind: typeof kind }, page: never) =>
          Effect.flatMap(ClientRecordsReader, (port) => port.list(made.operator.id, clientId, filters, page)),
      ] as const,
  ),
  [
    "what was written to a client",
    "communications_of_client",
    { clientId: someClient },
    ["at", "-at"],
    ({ clientId }: { clientId: ClientId }, page: never) =>
      Effect.flatMap(CommunicationRepository, (port) => port.ofClient(made.operator.id, clientId, page)),
  ],
  [
    "a driver's missions of some days",
    "missions_by_driver",
    { driverId: freshUuid(), ...days },
    ["pickupAt", "-pickupAt"],
    ({ driverId, ...window }: { driverId: DriverId } & typeof days, page: never) =>
      Effect.flatMap(MissionRepository, (port) => port.ofDriver(made.operator.id, driverId, window, page)),
  ],
  [
    "a driver's absences of some days",
    "driver_absences_of_driver",
    { driverId: freshUuid(), ...days },
    ["from", "-from"],
    ({ driverId, ...window }: { driverId: DriverId } & typeof days, page: never) =>
      Effect.flatMap(AbsenceRepository, (port) => port.ofDriver(made.operator.id, driverId, window, page)),
  ],
  ...[
    ["the pipeline", "orders_trip", {}] as const,
    ["the pipeline in some statuses", "orders_status", { status: ["PENDING", "CONFIRMED"] }] as const,
    ["the pipeline of some days", "orders_trip", days] as const,
    [
      "the pipeline of some days in some statuses",
      "orders_status",
      { ...days, status: ["PENDING"] },
    ] as const,
    ["a driver's orders", "order_drivers_trip", { driverId: freshUuid() }] as const,
    ["orders that lack a driver", "order_drivers_trip", { driverId: "none", ...days }] as const,
    ["orders of the clients a text finds", "orders_of_client", found] as const,
    [
      "orders of the clients a text finds, of some days in some statuses",
      "orders_of_client",
      { ...found, ...days, status: ["PENDING"] },
    ] as const,
    [
      "a driver's orders for the clients a text finds",
      "order_drivers_trip",
      { ...found, driverId: freshUuid() },
    ] as const,
    [
      "a driver's orders of some days in some statuses",
      "order_drivers_trip",
      { driverId: freshUuid(), ...days, status: ["PENDING", "CONFIRMED"] },
    ] as const,
  ].map(
    ([name, index, filters]) =>
      [
        name,
        index,
        filters,
        ["tripAt", "-tripAt"],
        (given: never, page: never) =>
          Effect.flatMap(PipelineReader, (port) => port.list(made.operator.id, given, page)),
      ] as const,
  ),
]

describe("a page of", () => {
  for (const [name, index, filters, sorts, read] of lists) {
    test(`${name} is read along ${index} from where the last one ended, in both directions`, async () => {
      for (const sort of sorts) {
        const plan = await planOf(read(filters as never, (await after(sort, filters)) as never)) // each list with its own filters
        const used = plan.filter((node) => node["Index Name"] === index)
        expect(used).toHaveLength(1)
        expect(used[0]!["Index Cond"]).toMatch(/operator_id = .*ROW\(/)
        expect(plan.filter(({ "Node Type": type }) => type === "Seq Scan")).toEqual([])
      }
    })
  }
})

test("a summary and an export of some orders walk the same indexes, and add up no more than they are told", async () => {
  const summary = await planOf(
    Effect.flatMap(PipelineReader, (port) => port.summary(made.operator.id, { status: ["PENDING"] }, 10_000)),
  )
  expect(summary.filter((node) => node["Index Name"] === "orders_status")).toHaveLength(1)
  expect(summary.filter((node) => node["Node Type"] === "Limit")).toHaveLength(2)
  const some = { ids: [made.order.id], status: ["PENDING"], driverId: "none", ...days } as const
  const exported = await planOf(
    Effect.flatMap(PipelineReader, (port) =>
      port.listForExport(made.operator.id, some, { sort: "tripAt", limit: 200 }),
    ),
  )
  for (const plan of [summary, exported]) {
    expect(plan.filter(({ "Node Type": type }) => type === "Seq Scan")).toEqual([])
  }
})

describe("one look", () => {
  const at = DateTime.makeUnsafe("2027-12-01T00:00:00Z")
  test("at a driver's windows, an order's page or a history reads no table as a whole", async () => {
    const { operator, order: one } = made
    const overlap = await planOf(
      Effect.flatMap(
        MissionRepository,
        (port) =>
          port.overlapping(operator.id, { driverId: freshUuid() as never }, { from: at, to: at }, 1, [
            freshUuid() as never,
          ]), // any ids do for a plan
      ),
    )
    expect(overlap.find((node) => node["Index Name"] === "missions_of_driver")?.["Index Cond"]).toMatch(
      /operator_id = .*driver_id = .*estimated_end_at > .*pickup_at </,
    )
    const vehicle = await planOf(
      Effect.flatMap(
        MissionRepository,
        (port) => port.overlapping(operator.id, { vehicleId: freshUuid() as never }, { from: at, to: at }, 1), // likewise
      ),
    )
    expect(vehicle.find((node) => node["Index Name"] === "missions_of_vehicle")?.["Index Cond"]).toMatch(
      /operator_id = .*vehicle_id = .*estimated_end_at > .*pickup_at </,
    )
    const absence = await planOf(
      Effect.flatMap(
        AbsenceRepository,
        (port) => port.firstOverlap(operator.id, freshUuid() as never, { from: at, to: at }), // likewise
      ),
    )
    expect(
      absence.find((node) => node["Index Name"] === "driver_absences_of_driver")?.["Index Cond"],
    ).toMatch(/operator_id = .*driver_id = .*from_at </)
    const page = await planOf(Effect.flatMap(OrderPageReader, (port) => port.get(operator.id, one.id)))
    const history = await planOf(
      Effect.flatMap(History, (port) =>
        port.list(operator.id, [{ aggregate: "ORDER", id: one.id }], { limit: 5 }),
      ),
    )
    for (const plan of [overlap, vehicle, absence, page, history]) {
      expect(plan.filter(({ "Node Type": type }) => type === "Seq Scan")).toEqual([])
    }
  })
})

test("the operators that filters and sorts use are leakproof, so that a policy lets them reach an index", async () => {
  const names = [
    "uuid_eq",
    "uuid_lt",
    "uuid_gt",
    "uuid_ne",
    "texteq",
    "booleq",
    "int4eq",
    "int8gt",
    "int8lt",
    "text_gt",
    "text_lt",
    "timestamptz_lt",
    "timestamptz_gt",
    "timestamptz_le",
  ]
  const rows = await query<{ proname: string }>(
    url,
    "select proname from pg_proc where proname = any($1) and proleakproof and pronamespace = 'pg_catalog'::regnamespace order by 1",
    [names],
  )
  expect(rows.map(({ proname }) => proname)).toEqual(names.toSorted())
})
