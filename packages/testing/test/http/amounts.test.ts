/** Prices that include VAT, over HTTP. */
import { describe, expect, test } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { jeanne, offGrid, transport } from "./samples.ts"

describe.each(hosts)("amounts behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const draft = async (more: object, ...lines: ReadonlyArray<unknown>) => {
    const client = await send("POST", "/v1/clients", jeanne)
    return send("POST", "/v1/quotes", { ...offGrid(textOf(client.body["id"]), ...lines), ...more })
  }

  test("50.10 incl. VAT is 50.10 to pay, with its net, its tax and a cent of rounding, on the order too", async () => {
    const agreed = transport("2030-06-01T08:00:00+02:00", { unitPrice: "50.10" })
    const made = await draft({ priceBasis: "INCL_VAT" }, agreed)
    expect([made.status, made.body["priceBasis"]]).toEqual([201, "INCL_VAT"])
    const totals = {
      net: "45.55",
      vat: [{ category: "S", rate: "0.10", base: "45.55", tax: "4.56" }],
      tax: "4.56",
      gross: "50.11",
      rounding: "-0.01",
      payable: "50.10",
    }
    expect(made.body).toMatchObject({ lines: [{ unitPrice: "50.10", net: "45.55", gross: "50.10" }], totals })
    const path = `/v1/quotes/${textOf(made.body["id"])}`
    await send("POST", `${path}/send`)
    const { order } = (await send("POST", `${path}/accept`)).body
    expect(order).toMatchObject({ priceBasis: "INCL_VAT", lines: [{ net: "45.55", gross: "50.10" }], totals })
  })

  test("excl. VAT is what a quote says nothing of, and no line then has a gross", async () => {
    const made = await draft({})
    expect(made.body["priceBasis"]).toBe("EXCL_VAT")
    expect(itemsOf(made.body["lines"]).some((line) => "gross" in line)).toBe(false)
    const wrong = await draft({ priceBasis: "GROSS" })
    expect([wrong.status, wrong.body["code"]]).toEqual([400, "InvalidRequest"])
  })
})
