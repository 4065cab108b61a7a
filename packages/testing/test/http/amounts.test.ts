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

  test("S5 ten percent off are granted, shown, capped with a warning, and taken back; once sent they stay", async () => {
    const made = await draft(
      { discounts: [{ name: "Fidélité", share: "0.10" }] },
      transport("2030-06-01T08:00:00+02:00", { unitPrice: "155.00" }),
    )
    expect(made.status).toBe(201)
    const path = `/v1/quotes/${textOf(made.body["id"])}`
    const [loyalty] = itemsOf(made.body["discounts"])
    expect(loyalty).toMatchObject({ name: "Fidélité", share: "0.10", capped: false, allowNegative: false })
    expect(made.body).toMatchObject({
      lines: [{}, { kind: "DISCOUNT", discountId: loyalty!["id"], unitPrice: "-15.50", net: "-15.50" }],
      totals: { net: "139.50", tax: "13.95", payable: "153.45" },
    })
    const more = await send("POST", `${path}/discounts`, { name: "Geste", amount: "200.00" })
    expect([more.status, more.body["totals"]!["net"]]).toEqual([201, "0.00"])
    const gift = itemsOf(more.body["discounts"])[1]!
    expect(gift).toMatchObject({ amount: "200.00", capped: true })
    expect(more.body["warnings"]).toMatchObject([{ code: "DiscountCapped", id: gift["id"] }])
    const back = await send("DELETE", `${path}/discounts/${textOf(gift["id"])}`)
    expect([back.status, back.body["totals"]!["net"]]).toEqual([200, "139.50"])
    const again = await send("DELETE", `${path}/discounts/${textOf(gift["id"])}`)
    expect([again.status, again.body["code"]]).toEqual([404, "DiscountNotFound"])
    const both = await send("POST", `${path}/discounts`, { name: "Geste", amount: "2", share: "0.1" })
    expect([both.status, both.body["code"]]).toEqual([400, "InvalidRequest"])
    const loose = { name: "Geste", amount: "2", forLineId: textOf(gift["id"]) }
    const nowhere = await send("POST", `${path}/discounts`, loose)
    expect([nowhere.status, nowhere.body["code"]]).toEqual([422, "LineNotAttachable"])
    await send("POST", `${path}/send`)
    const late = await send("POST", `${path}/discounts`, { name: "Geste", amount: "2" })
    expect([late.status, late.body["code"]]).toEqual([409, "IllegalTransition"])
    const { order } = (await send("POST", `${path}/accept`)).body
    expect(order).toMatchObject({ discounts: [loyalty], totals: { payable: "153.45" } })
  })
})
