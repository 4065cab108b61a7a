/** Orders as a file and added up, behind both hosts. */
import { Effect, Stream } from "effect"
import { Csv } from "effect/encoding"
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, run, textOf } from "./hosts.ts"
import { offGrid, order, transport } from "./samples.ts"

const parsed = (text: string) =>
  Effect.runPromise(
    Stream.make(text).pipe(Stream.pipeThroughChannel(Csv.decodeString({ headers: true })), Stream.runCollect),
  )

describe.each(hosts)("orders behind $name", ({ fetchOf }) => {
  const fetch = fetchOf(makeRuntime())
  const { send, client } = callerOf(fetch)
  /** Checked for its content type by the caller, read as text. */
  const file = async (query: string, method = "GET") => {
    const response = await fetch(
      new Request(`http://localhost/v1/orders/export?format=csv&${query}`, {
        method,
        headers: { authorization: "Bearer demo-operator" },
      }),
    )
    return { response, text: await response.text() }
  }

  test("are written as CSV: a header, a row an order by trip, amounts as decimals, times in the operator's zone", async () => {
    const later = await order(send, transport("2030-12-01T08:00:00Z", { unitPrice: "1250.50" }))
    const sooner = await order(send, transport("2030-07-01T08:00:00Z"))
    const { response, text } = await file("")
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8")
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="orders.csv"')
    expect(text.split("\r\n")[0]).toBe(
      "number,client,tripAt,status,missions,assigned,driver,invoiceStatus,net,tax,payable,currency",
    )
    const rest = {
      client: "Jeanne Moreau",
      status: "PENDING",
      missions: "1",
      assigned: "0",
      driver: "",
      invoiceStatus: "NONE",
      currency: "EUR",
    }
    expect(await parsed(text)).toEqual([
      {
        ...rest,
        number: sooner["number"],
        tripAt: "2030-07-01T10:00:00.000+02:00",
        net: "85.00",
        tax: "8.50",
        payable: "93.50",
      },
      {
        ...rest,
        number: later["number"],
        tripAt: "2030-12-01T09:00:00.000+01:00",
        net: "1250.50",
        tax: "125.05",
        payable: "1375.55",
      },
    ])
  })

  test("are narrowed by the pipeline's filters, and by ids", async () => {
    const one = await order(send, transport("2031-01-01T08:00:00Z"))
    const two = await order(send, transport("2031-01-02T08:00:00Z"))
    const numbers = async (query: string) =>
      (await parsed((await file(query)).text)).map((row) => row["number"])
    expect(await numbers("from=2031-01-02")).toEqual([two["number"]])
    expect(await numbers(`ids=${one["id"]}`)).toEqual([one["number"]])
    expect(await numbers(`ids=${two["id"]}&ids=${one["id"]}`)).toEqual([one["number"], two["number"]])
    expect(await numbers(`ids=${two["id"]}&ids=${one["id"]}&to=2031-01-01`)).toEqual([one["number"]])
    expect(await numbers("ids=01890000-0000-7000-8000-00000000ffff")).toEqual([])
    expect(await numbers("status=COMPLETED")).toEqual([])
  })

  test("hold no formula: what people wrote begins with an apostrophe where a spreadsheet would run it", async () => {
    for (const name of [
      '=HYPERLINK("http://x","y")',
      "+33 1",
      "-2+3",
      "@SUM(A1)",
      "＝1+1",
      'Say "hi", twice',
    ]) {
      const made = await send("POST", "/v1/clients", { type: "BUSINESS", name, email: "a@example.org" })
      const quote = await send(
        "POST",
        "/v1/quotes",
        offGrid(textOf(made.body["id"]), transport("2032-01-01T08:00:00Z")),
      )
      await send("POST", `/v1/quotes/${quote.body["id"]}/send`)
      await send("POST", `/v1/quotes/${quote.body["id"]}/accept`)
    }
    const rows = await parsed((await file("from=2032-01-01")).text)
    expect(rows.map((row) => row["client"]).toSorted()).toEqual(
      [
        '\'=HYPERLINK("http://x","y")',
        "'+33 1",
        "'-2+3",
        "'@SUM(A1)",
        "'＝1+1",
        'Say "hi", twice',
      ].toSorted(),
    )
  })

  test("leave nothing but headers to HEAD, and no file to an unknown format", async () => {
    const head = await file("", "HEAD")
    expect([head.response.status, head.response.headers.get("content-type"), head.text]).toEqual([
      200,
      "text/csv; charset=utf-8",
      "",
    ])
    for (const query of ["format=pdf", "format=csv&ids=1"]) {
      expect((await send("GET", `/v1/orders/export?${query}`)).status).toBe(400)
    }
  })

  test("come to the typed client as a stream", async () => {
    const bytes = await run(
      Effect.flatMap(client.orders.export({ query: { format: "csv" } }), (stream) =>
        Stream.runCollect(Stream.decodeText(stream)),
      ),
    )
    expect(bytes.join("")).toBe((await file("")).text)
  })
})

describe.each(hosts)("the summary behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))

  test("counts by status, adds up active lines and says how much bypasses the grid, under the list's filters", async () => {
    const none = await send("GET", "/v1/orders/summary")
    expect(none.body).toEqual({
      count: 0,
      byStatus: { PENDING: 0, CONFIRMED: 0, IN_PROGRESS: 0, COMPLETED: 0, CANCELLED: 0 },
      currency: "EUR",
      totals: { net: "0.00" },
      offGrid: { count: 0, share: null },
      atLeast: false,
    })
    const first = await order(send, transport("2030-06-01T08:00:00Z"))
    await order(send, transport("2030-06-02T08:00:00Z"), {
      kind: "FEE",
      description: "Welcome",
      quantity: "1",
      unit: "piece",
      unitPrice: "5.00",
      vatRate: "0.10",
    })
    const driver = (await send("POST", "/v1/drivers", { name: "Paul" })).body["id"]
    await send("POST", `/v1/missions/${itemsOf(first["missions"])[0]!["id"]}/assign`, { driverId: driver })
    expect((await send("GET", "/v1/orders/summary")).body).toMatchObject({
      count: 2,
      byStatus: { PENDING: 1, CONFIRMED: 1 },
      totals: { net: "175.00" },
      offGrid: { count: 2, share: "1.0000" },
    })
    for (const query of ["status=CONFIRMED", "to=2030-06-01", `driverId=${driver}`]) {
      expect((await send("GET", `/v1/orders/summary?${query}`)).body).toMatchObject({
        count: 1,
        byStatus: { PENDING: 0, CONFIRMED: 1 },
        totals: { net: "85.00" },
      })
    }
    expect((await send("GET", "/v1/orders/summary?from=soon")).status).toBe(400)
  })
})
