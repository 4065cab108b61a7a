/** The pipeline over HTTP: filters, what they refuse, and cursors that belong to them. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { order, transport } from "./samples.ts"

describe.each(hosts)("the pipeline behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const list = async (query: string) =>
    itemsOf((await send("GET", `/v1/orders?sort=tripAt&${query}`)).body["items"]).map(({ id }) => textOf(id))

  test("filters by status, days of the operator, and driver; all that are given apply", async () => {
    const made = []
    // In Paris the first trip is on 1 June, the second on 2 June.
    for (const pickupAt of ["2030-06-01T21:30:00Z", "2030-06-01T22:30:00Z", "2030-06-10T08:00:00Z"]) {
      made.push(await order(send, transport(pickupAt)))
    }
    const [first, second, third] = made.map(({ id }) => textOf(id))
    const driver = (await send("POST", "/v1/drivers", { name: "Paul" })).body["id"]
    const mission = itemsOf(made[1]!["missions"])[0]!["id"]
    expect((await send("POST", `/v1/missions/${mission}/assign`, { driverId: driver })).status).toBe(200)

    expect(await list("")).toEqual([first, second, third])
    expect(await list("to=2030-06-01")).toEqual([first])
    expect(await list("from=2030-06-02&to=2030-06-02")).toEqual([second])
    expect(await list("from=2030-06-02")).toEqual([second, third])
    expect(await list("from=2030-06-03&to=2030-06-01")).toEqual([])
    expect(await list(`driverId=${driver}`)).toEqual([second])
    expect(await list("driverId=none")).toEqual([first, third])
    expect(await list("status=PENDING&status=CONFIRMED")).toEqual([first, second, third])
    expect(await list("status=CONFIRMED&driverId=none")).toEqual([])
    expect(await list(`status=CONFIRMED&from=2030-06-02&driverId=${driver}`)).toEqual([second])
  })

  test("finds orders by part of their client's name, whatever its case and accents", async () => {
    expect(await list("client=MÖR&to=2030-06-01")).toHaveLength(1)
    expect(await list("client=mor&driverId=none")).toHaveLength(2)
    expect(await list("client=nobody")).toEqual([])
    expect((await send("GET", `/v1/orders?client=${"x".repeat(101)}`)).status).toBe(400)
    expect((await send("GET", "/v1/orders/summary?client=jeanne")).body["count"]).toBe(3)
  })

  test("names every filter that is no day, no driver and no status", async () => {
    const answer = await send("GET", "/v1/orders?from=2030-02-30&to=tomorrow&driverId=someone&status=LATE")
    expect(answer.status).toBe(400)
    expect(itemsOf(answer.body["errors"]).map(({ path }) => textOf(path).split(".")[0])).toEqual(
      expect.arrayContaining(["from", "to", "driverId", "status"]),
    )
  })

  test("takes a cursor only with the filters it was made under", async () => {
    const page = await send("GET", "/v1/orders?sort=tripAt&from=2030-06-01&limit=1")
    const cursor = textOf(page.body["nextCursor"])
    expect(
      (await send("GET", `/v1/orders?sort=tripAt&from=2030-06-01&limit=1&cursor=${cursor}`)).status,
    ).toBe(200)
    for (const other of ["from=2030-06-02", "", "from=2030-06-01&driverId=none"]) {
      const answer = await send("GET", `/v1/orders?sort=tripAt&limit=1&${other}&cursor=${cursor}`)
      expect([answer.status, answer.body["code"]]).toEqual([400, "CursorMismatch"])
    }
  })
})
